// writing_test.cpp - documents shared out between two hands, and a slice that is done again after one of them
// committed.
#include "integration/connectors/writing.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "integration/connectors/testing.h"

namespace weft::connectors {
namespace {

using namespace std::chrono_literals;

/// What a document must not share with the other hand's.
std::set<std::string> things_of(orders::SaleFacts const& sale) {
  std::set<std::string> out{"no " + sale.number};
  if (!sale.returns_number.empty()) out.insert("no " + sale.returns_number);
  if (!sale.customer.source_id.empty()) out.insert("id " + sale.customer.source_id);
  for (auto const& identifier : sale.customer.identifiers)
    out.insert("mail " + customer::normalised(identifier.kind, identifier.value).value_or(""));
  return out;
}

RC_GTEST_PROP(SharingOut, PutsNothingIntoBothHandsAndLosesNothing, ()) {
  auto const few = [](int end) { return rc::gen::inRange(0, end); };
  Share all;
  auto const count = *rc::gen::inRange<std::size_t>(0, 40);
  for (std::size_t at = 0; at < count; ++at) {
    SalesDocument document;
    document.rows = *rc::gen::inRange(1, 9);
    document.facts.number = std::to_string(at);
    if (*few(4) == 0) document.facts.returns_number = std::to_string(*few(40));
    if (*few(3) != 0) document.facts.customer.source_id = std::to_string(*few(30));
    if (*few(3) == 0) {
      auto const mail = fmt::format("{}{}@x.org", *few(2) == 0 ? "A" : "a", *few(30));
      document.facts.customer.identifiers.push_back({customer::IdentifierKind::email, mail});
    }
    all.add(std::move(document), *few(35));
  }
  auto const rows = all.rows;
  auto const shares = share_out(std::move(all));
  RC_ASSERT(shares[0].rows + shares[1].rows == rows);
  RC_ASSERT(shares[0].sales.size() + shares[1].sales.size() == count);
  std::array<std::set<std::string>, 2> things;
  std::array<std::set<std::int64_t>, 2> hashes;
  for (std::size_t hand = 0; hand < 2; ++hand) {
    for (auto const& sale : shares[hand].sales) things[hand].merge(things_of(sale));
    hashes[hand].insert(shares[hand].sale_hashes.begin(), shares[hand].sale_hashes.end());
  }
  for (auto const& thing : things[0]) RC_ASSERT(!things[1].contains(thing));
  for (auto const hash : hashes[0]) RC_ASSERT(!hashes[1].contains(hash));
}

TEST(SharingOut, HalvesDocumentsThatHaveNothingInCommon) {
  Share all;
  for (int at = 0; at < 100; ++at) {
    SalesDocument document;
    document.rows = 3;
    document.facts.number = std::to_string(at);
    all.add(std::move(document), at);
  }
  auto const shares = share_out(std::move(all));
  EXPECT_EQ(shares[0].rows, 150);
  EXPECT_EQ(shares[1].rows, 150);
}

constexpr std::string_view kMapping = R"toml(
title = "Till"
target = "sales"
source = "till"
[columns]
"no"  = { type = "text", required = true }
"sku" = { type = "text", required = true }
"at"  = { type = "date", required = true }
"sum" = { type = "decimal", required = true }
[document]
number = "no"
[fields]
kind       = "sale"
sold_at    = { column = "at" }
sku        = { column = "sku" }
unit_price = { column = "sum" }
quantity   = 1
currency   = "EUR"
channel    = "web"
location   = "berlin"
[[channels]]
code = "web"
name = "Web"
kind = "web"
[[locations]]
code = "berlin"
name = "Berlin"
kind = "warehouse"
)toml";

constexpr pg::Query kWriteNote{"test.write_note", R"sql(
  INSERT INTO connectors.written_beside (import_id, hashes, counts)
  SELECT import_id, array_agg(document_hash), '{"rejects":0,"rows_rejected":0,"rows_held":0,"orders_new":2,"orders_changed":0,
    "orders_unchanged":0,"orders_older":0,"returns_new":0,"returns_changed":0,"returns_unchanged":0,"returns_older":0,
    "order_lines":2,"return_lines":0,"records":2,"lines_kept":0,"lines_cancelled":0}'
  FROM (SELECT import_id, document_hash FROM connectors.staged_rows ORDER BY document_hash LIMIT 2) first_ones
  GROUP BY import_id)sql"};
constexpr pg::Query kDone{"test.done", R"sql(
  SELECT (SELECT count(*) FROM orders.sales_order) || ' orders, ' || (SELECT count(*) FROM connectors.written_beside) ||
         ' notes')sql"};

TEST(TwoHands, ASliceDoneAgainLeavesOutWhatWasWrittenBesideIt) {
  auto const folder = std::filesystem::temp_directory_path() / fmt::format("weft-hands-{}", ::getpid());
  std::filesystem::create_directories(folder);
  std::ofstream{folder / "till.toml"} << kMapping;
  std::ofstream{folder / "till.csv"} << "no,sku,at,sum\n1,a,2026-07-01,1\n2,b,2026-07-01,1\n3,c,2026-07-01,1\n"
                                        "4,d,2026-07-01,1\n5,e,2026-07-01,1\n";
  pg::testing::Database database{migrations()};
  base::SystemClock const clock;
  auto connectors = Connectors::open({.spool_dir = folder / "spool", .mappings_dir = folder}).value();
  auto const checked = import_to_end(database, *connectors, "till", {folder / "till.csv"}, {}, true);
  ASSERT_EQ(checked.state, ImportState::checked) << checked.last_error.value_or("");
  // As a slice leaves it whose own transaction did not commit: two documents are done, and the note says so. That they
  // are not there shows that they are left out.
  database.connect()->run(kWriteNote);
  auto const get = [&] {
    return pg::transact(database.pool(), pg::in(30s),
                        [&](pg::Tx& tx) { return connectors->get(tx, checked.import_id, clock.now()).value(); });
  };
  pg::transact(database.pool(), pg::in(30s),
               [&](pg::Tx& tx) { EXPECT_TRUE(connectors->start(tx, checked.import_id, clock.now()).ok()); });
  jobs::Runner runner{database.pool(), clock};
  connectors->add_jobs(runner);
  runner.start();
  for (int wait = 0; wait < 600 && get().state != ImportState::done; ++wait) std::this_thread::sleep_for(20ms);
  auto const done = get();
  EXPECT_EQ(done.state, ImportState::done) << done.last_error.value_or("");
  EXPECT_EQ(done.counts.orders_new, 5);
  EXPECT_EQ(done.counts.order_lines, 5);
  EXPECT_EQ(database.connect()->run(kDone).one().get<std::string>(0), "3 orders, 0 notes");
  runner.stop();
  std::filesystem::remove_all(folder);
}

// ---- A rehearsal in several slices ------------------------------------------------------------------

constexpr std::string_view kWhole = R"toml(
title = "Locations and sales"
source = "whole"
[[channels]]
code = "store"
name = "Store"
kind = "store"
[[parts]]
name = "places"
target = "locations"
[parts.columns]
code = { type = "text", required = true }
place_name = { type = "text", required = true }
[parts.document]
number = "code"
[parts.fields]
location = { column = "code" }
name = { column = "place_name" }
[[parts]]
name = "sales"
target = "sales"
[parts.columns]
order_number = { type = "text", required = true }
location = { type = "text", required = true }
at = { type = "date", required = true }
sum = { type = "decimal", required = true }
[parts.document]
number = "order_number"
[parts.fields]
kind = "sale"
sold_at = { column = "at" }
sku = "thing"
quantity = 1
unit_price = { column = "sum" }
currency = "EUR"
channel = "store"
location = { column = "location" }
)toml";

TEST(Rehearsal, KnowsThePlacesOfItsEarlierSlicesAndLeavesNothing) {
  auto const folder = std::filesystem::temp_directory_path() / fmt::format("weft-rehearsal-{}", ::getpid());
  std::filesystem::create_directories(folder);
  std::ofstream{folder / "whole.toml"} << kWhole;
  std::ofstream{folder / "places.csv"} << "code,place_name\nnew-1,New\n";
  std::ofstream sales{folder / "sales.csv"};
  sales << "order_number,location,at,sum\n";
  for (int at = 0; at < 100; ++at) sales << at << ",new-1,2026-07-01,1\n";
  sales.close();
  pg::testing::Database database{migrations()};
  auto connectors = Connectors::open({.spool_dir = folder / "spool", .mappings_dir = folder, .slice_rows = 10}).value();
  auto const checked =
      import_to_end(database, *connectors, "whole", {folder / "places.csv", folder / "sales.csv"}, {}, true);
  EXPECT_EQ(checked.state, ImportState::checked) << checked.last_error.value_or("");
  EXPECT_EQ(checked.counts.rows_rejected, 0);
  EXPECT_EQ(checked.counts.orders_new, 100);
  EXPECT_EQ(checked.counts.entries_new, 1);
  EXPECT_TRUE(database.connect()->run_script("SELECT FROM org.location").empty());
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace weft::connectors
