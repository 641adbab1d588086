// import_test.cpp - whole imports on a real database: the reference figures of UCI, twice, in any order of rows, killed
// in the middle, and a file with every fault.
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <fstream>
#include <random>

#include <gtest/gtest.h>
#include <zlib.h>

#include "integration/connectors/byte_source.h"
#include "integration/connectors/testing.h"
#include "orders/orders.h"
#include "org/org.h"

namespace weft::connectors {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

/// Everything the facts say, without ids and without when they were received: the same sales give the same text in any
/// database.
constexpr pg::Query kDigest{"test.digest", R"sql(
  SELECT md5(string_agg(fact, E'\n' ORDER BY fact)) FROM (
    SELECT concat_ws('|', 'line', o.source, o.number, o.event_at, o.amount_minor, o.line_count, l.line_no, l.sku, l.description,
             l.quantity_units, l.unit_price_minor, l.amount_minor, l.currency, l.origin_channel, l.fulfilment_channel,
             r.source, r.source_id, r.guest, r.country, r.name, r.seen_at) AS fact
    FROM orders.sales_order o JOIN orders.order_line l USING (record_id, order_id) JOIN customer.record r USING (record_id)
    UNION ALL
    SELECT concat_ws('|', 'return', o.source, o.number, o.event_at, o.amount_minor, l.line_no, l.kind, l.sku, l.description,
             l.quantity_units, l.unit_price_minor, l.amount_minor, l.return_channel, r.source_id, r.guest, r.country, r.seen_at)
    FROM orders.sales_return o JOIN orders.return_line l USING (record_id, return_id) JOIN customer.record r USING (record_id)
    UNION ALL SELECT 'orders ' || count(*) FROM orders.sales_order
    UNION ALL SELECT 'order lines ' || count(*) FROM orders.order_line
    UNION ALL SELECT 'returns ' || count(*) FROM orders.sales_return
    UNION ALL SELECT 'records ' || count(*) FROM customer.record
    UNION ALL SELECT 'customers ' || count(DISTINCT customer_id) FROM customer.member) all_of_it)sql"};
/// The tables byte for byte.
constexpr pg::Query kBytes{"test.bytes", R"sql(
  SELECT md5(concat_ws(',',
    (SELECT md5(string_agg(t::text, E'\n' ORDER BY t::text)) FROM orders.order_claim t),
    (SELECT md5(string_agg(t::text, E'\n' ORDER BY t::text)) FROM orders.sales_order t),
    (SELECT md5(string_agg(t::text, E'\n' ORDER BY t::text)) FROM orders.order_line t),
    (SELECT md5(string_agg(t::text, E'\n' ORDER BY t::text)) FROM orders.sales_return t),
    (SELECT md5(string_agg(t::text, E'\n' ORDER BY t::text)) FROM orders.return_line t),
    (SELECT md5(string_agg(t::text, E'\n' ORDER BY t::text)) FROM customer.record t),
    (SELECT md5(string_agg(t::text, E'\n' ORDER BY t::text)) FROM customer.member t),
    (SELECT md5(string_agg(t::text, E'\n' ORDER BY t::text)) FROM customer.edge t))))sql"};
constexpr pg::Query kLeft{"test.left", R"sql(
  SELECT (SELECT count(*) FROM connectors.staged_rows s WHERE NOT EXISTS (
            SELECT FROM connectors.rejected_row r WHERE r.import_id = s.import_id AND r.alone)) +
    (SELECT count(*) FROM jobs.job WHERE state IN ('queued', 'running') AND run_at < created_at + interval '1 day'))sql"};

constexpr pg::Query kThousandFiles{"test.thousand_files", R"sql(
  INSERT INTO connectors.import_file (import_id, file_no, name, path, spooled, bytes)
  SELECT $1, n, 'f' || n, '/none', false, 1 FROM generate_series(1, 1000) n)sql"};

class Imports : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("weft-imports-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::unique_ptr<Connectors> open(std::int64_t slice_rows = 20'000) const {
    return Connectors::open({.spool_dir = folder_ / "spool", .slice_rows = slice_rows}).value();
  }

  /// Imports in this process, with a runner of its own.
  Import import(pg::testing::Database& database, std::string_view mapping, std::vector<fs::path> const& files,
                std::int64_t slice_rows = 20'000, std::optional<base::Instant> as_of = {}) {
    auto connectors = open(slice_rows);
    jobs::Runner runner{database.pool(), clock_};
    connectors->add_jobs(runner);
    runner.start();
    std::atomic<bool> const stop{false};
    auto imported = import_files(*connectors, database.pool(), clock_, mapping, files, as_of, {}, stop);
    EXPECT_TRUE(imported.ok());
    if (imported) last_rejects_ = rejects(database, *connectors, imported->import_id);
    for (int wait = 0; wait < 300 && left(database) > 0; ++wait) std::this_thread::sleep_for(50ms);
    EXPECT_EQ(left(database), 0) << "staged rows are cleared and jobs have ended";
    runner.stop();
    return imported.value();
  }

  std::vector<Reject> rejects(pg::testing::Database& database, Connectors& connectors, ImportId import_id) {
    std::vector<Reject> all;
    std::optional<std::string> cursor;
    do {
      auto page = pg::transact(database.pool(), pg::in(30s),
                               [&](pg::Tx& tx) { return connectors.rejects(tx, import_id, cursor, 7); });
      for (auto& reject : page.value().items) all.push_back(std::move(reject));
      cursor = page.value().next_cursor;
    } while (cursor);
    return all;
  }

  static std::string text_of(pg::testing::Database& database, pg::Query const& query) {
    return database.connect()->execute(query, pg::Params{}, pg::kNoDeadline).one().get<std::string>(0);
  }
  static std::int64_t left(pg::testing::Database& database) {
    return database.connect()->run(kLeft).one().get<std::int64_t>(0);
  }

  fs::path write(std::string const& name, std::string const& text) const {
    std::ofstream{folder_ / name, std::ios::binary} << text;
    return folder_ / name;
  }

  /// The demo's rows: header first.
  static std::vector<std::string> demo_lines() {
    auto source = ByteSource::open(fs::path{WEFT_DEMO_DIR} / "uci_online_retail.csv.zst").value();
    std::string text;
    for (auto piece = source->next(); !piece.value().empty(); piece = source->next()) text += piece.value();
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
      auto const end = text.find('\n', begin);
      lines.push_back(text.substr(begin, end + 1 - begin));
      begin = end + 1;
    }
    return lines;
  }
  /// Part of the demo, as the files of one set, each with the header.
  std::vector<fs::path> part(std::vector<std::string> const& lines, std::vector<std::size_t> const& rows,
                             std::size_t files, std::string const& name) const {
    std::vector<fs::path> out;
    for (std::size_t file = 0; file < files; ++file) {
      std::string text = lines[0];
      for (std::size_t at = rows.size() * file / files; at < rows.size() * (file + 1) / files; ++at)
        text += lines[rows[at]];
      out.push_back(write(name + std::to_string(file) + ".csv", text));
    }
    return out;
  }

  fs::path folder_;
  base::SystemClock clock_;
  std::vector<Reject> last_rejects_;
};

// ---- The reference figures ----------------------------------------------------------------------

constexpr pg::Query kFigures{"test.figures", R"sql(
  SELECT (SELECT count(*) FROM orders.order_line) + (SELECT count(*) FROM orders.return_line) AS rows,
    (SELECT count(*) FROM orders.order_claim) AS invoices,
    (SELECT count(DISTINCT return_id) FROM orders.return_line WHERE kind = 'cancellation') AS cancellations,
    (SELECT count(*) FROM orders.return_line WHERE kind = 'adjustment') AS adjustments,
    (SELECT count(*) FROM customer.record WHERE source_id IS NOT NULL) AS customers,
    (SELECT count(*) FROM orders.order_line JOIN customer.record USING (record_id) WHERE source_id IS NULL) +
    (SELECT count(*) FROM orders.return_line JOIN customer.record USING (record_id) WHERE source_id IS NULL) AS nobody,
    (SELECT sum(amount_minor) FROM orders.order_line)::bigint - (SELECT sum(amount_minor) FROM orders.return_line)::bigint AS net,
    (SELECT count(*) FROM orders.order_line JOIN customer.record USING (record_id) WHERE source_id IS NOT NULL AND unit_price_minor > 0) AS clean_rows,
    (SELECT sum(amount_minor) FROM orders.order_line JOIN customer.record USING (record_id) WHERE source_id IS NOT NULL AND unit_price_minor > 0)::bigint AS clean_amount,
    (SELECT count(DISTINCT source_id) FROM orders.order_line JOIN customer.record USING (record_id) WHERE source_id IS NOT NULL AND unit_price_minor > 0) AS clean_customers)sql"};

TEST_F(Imports, UciHoldsItsReferenceFiguresAndImportsTwiceToTheSameBytes) {
  pg::testing::Database database{migrations()};
  fs::path const file = fs::path{WEFT_DEMO_DIR} / "uci_online_retail.csv.zst";
  // The same set told as of the same moment: a later as-of would move the claims' own as_of along, and nothing else.
  auto const as_of = base::parse_instant("2011-12-10T00:00:00Z");
  auto const first = import(database, "uci", {file}, 10'000, as_of);
  std::puts(outcome_text(first).c_str());
  ASSERT_EQ(first.state, ImportState::done) << first.last_error.value_or("");
  EXPECT_EQ(first.counts.rows_read, 213'344);
  EXPECT_EQ(first.counts.rows_rejected, 0);
  EXPECT_EQ(first.counts.orders_new + first.counts.returns_new, 10'271);
  EXPECT_EQ(first.counts.order_lines + first.counts.return_lines, 213'344);
  auto const got = database.connect()->execute(kFigures, pg::Params{}, pg::kNoDeadline);
  auto const row = got.one();
  EXPECT_EQ(row.get<std::int64_t>("rows"), 213'344);
  EXPECT_EQ(row.get<std::int64_t>("invoices"), 10'271);
  EXPECT_EQ(row.get<std::int64_t>("cancellations"), 1'523);
  EXPECT_EQ(row.get<std::int64_t>("adjustments"), 497);
  EXPECT_EQ(row.get<std::int64_t>("customers"), 1'734);
  EXPECT_EQ(row.get<std::int64_t>("nobody"), 48'677);
  EXPECT_EQ(row.get<std::int64_t>("net"), 328'487'357);
  EXPECT_EQ(row.get<std::int64_t>("clean_rows"), 161'311);
  EXPECT_EQ(row.get<std::int64_t>("clean_amount"), 292'329'594);
  EXPECT_EQ(row.get<std::int64_t>("clean_customers"), 1'718);

  auto const bytes = text_of(database, kBytes);
  auto const second = import(database, "uci", {file}, 10'000, as_of);
  std::puts(outcome_text(second).c_str());
  EXPECT_EQ(second.state, ImportState::done);
  EXPECT_EQ(second.counts.orders_new + second.counts.returns_new + second.counts.orders_changed +
                second.counts.returns_changed,
            0);
  EXPECT_EQ(second.counts.orders_unchanged + second.counts.returns_unchanged, 10'271);
  EXPECT_EQ(second.counts.records, 0);
  EXPECT_EQ(text_of(database, kBytes), bytes);
}

TEST_F(Imports, AnyOrderOfRowsAndFilesGivesTheSameFacts) {
  auto const lines = demo_lines();
  std::vector<std::size_t> rows(12'000);
  for (std::size_t at = 0; at < rows.size(); ++at) rows[at] = 1 + at;
  pg::testing::Database in_order{migrations()};
  auto const first = import(in_order, "uci", part(lines, rows, 1, "whole"));
  ASSERT_EQ(first.state, ImportState::done);
  std::mt19937 chance{20'111'209};
  std::shuffle(rows.begin(), rows.end(), chance);
  pg::testing::Database shuffled{migrations()};
  auto const second = import(shuffled, "uci", part(lines, rows, 3, "part"), 1'000);
  ASSERT_EQ(second.state, ImportState::done);
  EXPECT_EQ(text_of(shuffled, kDigest), text_of(in_order, kDigest));
  // The same set in yet another order, into the same database: all unchanged.
  std::shuffle(rows.begin(), rows.end(), chance);
  auto const again = import(shuffled, "uci", part(lines, rows, 2, "again"));
  EXPECT_EQ(
      again.counts.orders_new + again.counts.returns_new + again.counts.orders_changed + again.counts.returns_changed,
      0);
}

TEST_F(Imports, KilledInTheMiddleItGoesOnWithoutLossOrDoubles) {
  auto const lines = demo_lines();
  std::vector<std::size_t> rows(9'000);
  for (std::size_t at = 0; at < rows.size(); ++at) rows[at] = 1 + at;
  auto const files = part(lines, rows, 2, "kill");
  pg::testing::Database whole{migrations()};
  ASSERT_EQ(import(whole, "uci", files).state, ImportState::done);

  pg::testing::Database database{migrations()};
  auto connectors = open(250);
  auto const started = pg::transact(database.pool(), pg::in(30s), [&](pg::Tx& tx) {
    auto made = connectors->create(tx, "uci", {}, "test", clock_.now()).value();
    for (auto const& file : files)
      EXPECT_TRUE(connectors->add_file(tx, made.import_id, file.filename().string(), file, false, clock_.now()).ok());
    return connectors->start(tx, made.import_id, clock_.now()).value();
  });
  auto const now = [&] {
    return pg::transact(database.pool(), pg::in(30s),
                        [&](pg::Tx& tx) { return connectors->get(tx, started.import_id, clock_.now()).value(); });
  };
  // Each child is a worker of its own, killed once some more rows are read or written.
  auto work_until = [&](std::function<bool(Import const&)> const& enough) {
    auto const child = ::fork();
    if (child == 0) {
      auto own = open(250);
      pg::Pool pool{database.options(), 8};
      jobs::Runner runner{pool, clock_};
      own->add_jobs(runner);
      runner.start();
      for (;;) ::pause();
    }
    for (int wait = 0; wait < 3'000 && !enough(now()); ++wait) std::this_thread::sleep_for(10ms);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
  };
  work_until([](Import const& import) { return import.counts.rows_read >= 1'500; });
  EXPECT_EQ(now().state, ImportState::reading);
  work_until([](Import const& import) { return import.counts.rows_read >= 6'000; });
  work_until([](Import const& import) { return import.progress.phase == "writing" && import.progress.done >= 2'000; });
  EXPECT_EQ(now().state, ImportState::writing);
  work_until([](Import const& import) { return import.state == ImportState::done; });
  auto const ended = now();
  EXPECT_EQ(ended.state, ImportState::done);
  EXPECT_EQ(ended.counts.rows_read, 9'000);
  EXPECT_EQ(ended.counts.order_lines + ended.counts.return_lines, 9'000);
  EXPECT_EQ(text_of(database, kDigest), text_of(whole, kDigest));
}

// ---- Forms of files -----------------------------------------------------------------------------

constexpr pg::Query kOrders{"test.orders", R"sql(
  SELECT coalesce(string_agg(concat_ws(' ', o.number, o.event_at AT TIME ZONE 'UTC', l.sku, l.quantity_units, l.amount_minor,
                                       r.source_id, nullif(r.name, '')), E'\n' ORDER BY o.number, l.line_no), '')
  FROM orders.sales_order o JOIN orders.order_line l USING (record_id, order_id) JOIN customer.record r USING (record_id))sql"};

TEST_F(Imports, CsvTabsAndJsonLinesSayTheSame) {
  std::ofstream{folder_ / "shop.toml"} << kShopMapping;
  auto const told = [&](std::string const& name, std::string const& text) {
    pg::testing::Database database{migrations()};
    auto connectors = Connectors::open({.spool_dir = folder_ / "spool", .mappings_dir = folder_}).value();
    jobs::Runner runner{database.pool(), clock_};
    connectors->add_jobs(runner);
    runner.start();
    std::atomic<bool> const stop{false};
    auto const done = import_files(*connectors, database.pool(), clock_, "shop", {write(name, text)}, {}, {}, stop);
    EXPECT_EQ(done.value().state, ImportState::done) << done.value().last_error.value_or("");
    last_rejects_ = rejects(database, *connectors, done.value().import_id);
    runner.stop();
    return text_of(database, kOrders);
  };
  auto const expected =
      "A-1 2026-07-01 12:30:00 CUP 2 250000 ann Ann Lee\nA-1 2026-07-01 12:30:00 HAT 1 990 ann Ann Lee\n"
      "A-2 2026-01-01 13:30:00 CUP 1 99 ben";
  std::string const semicolons =
      "no;at;sku;qty;price;customer.id;customer.name\nA-1;01.07.2026 14:30;CUP;2;1.250,00;ann;Ann Lee\n"
      "A-1;01.07.2026 14:30;HAT;;9,90;ann;\nA-2;01.01.2026 14:30;CUP;1;0,99;ben;\n";
  EXPECT_EQ(told("semicolons.csv", semicolons), expected);
  auto tabs = semicolons;
  std::replace(tabs.begin(), tabs.end(), ';', '\t');
  EXPECT_EQ(told("tabs.tsv", tabs), expected);
  EXPECT_EQ(
      told("lines.jsonl",
           R"({"no":"A-1","at":"01.07.2026 14:30","sku":"CUP","qty":2,"price":"1.250,00","customer":{"id":"ann"}})"
           "\nnot an object\n"
           R"({"no":"A-1","at":"01.07.2026 14:30","sku":"HAT","price":"9,90","customer":{"id":"ann","name":"Ann Lee"}})"
           "\n"
           R"({"no":"A-2","at":"01.01.2026 14:30","sku":"CUP","qty":1,"price":"0,99","customer":{"id":"ben"}})"),
      expected);
  ASSERT_EQ(last_rejects_.size(), 1U);
  EXPECT_EQ(last_rejects_[0].reason, kNotJson.name);
  EXPECT_EQ(last_rejects_[0].line, 2);
}

// ---- A plain file, its faults and its second telling ------------------------------------------------

constexpr std::string_view kOrdersHeader =
    "order_number,sold_at,channel,location,sku,quantity,unit_price,currency,kind,customer_id,loyalty_number,email,paid_"
    "by,returned_order\n";

void add_places(pg::testing::Database& database) {
  pg::transact(database.pool(), pg::in(30s), [&](pg::Tx& tx) {
    std::array const places{org::LocationFacts{.code = "dc", .name = "Depot", .kind = "warehouse"},
                            org::LocationFacts{.code = "s1", .name = "Shop 1", .kind = "store"}};
    EXPECT_TRUE(org::ensure_locations(tx, places, base::SystemClock{}.now()).ok());
  });
}

/// A file with a fault of each kind; the number of a line stands beside it.
std::string faulty_text() {
  std::string const good = ",EUR,,c1,,,,\n";
  std::string text = "\xef\xbb\xbf" + std::string{kOrdersHeader};
  text += "1,2026-03-01T10:00:00Z,web,dc,a,2,9.99" + good;       // 2: good
  text += "2,2026-02-30T10:00:00Z,web,dc,a,2,9.99" + good;       // 3: no such date
  text += "3,yesterday,web,dc,a,two,9.99" + good;                // 4: two faults
  text += "4,2026-03-01,web,dc,a,1,9.999" + good;                // 5: three decimals
  text += "5,2026-03-01,web,dc,\"caf\xe9\",1,9.99" + good;       // 6: not UTF-8
  text += "6,2026-03-01,web,dc,a,1\n";                           // 7: too few fields
  text += "7,2026-03-01,web,dc,5\" nail,1,9.99" + good;          // 8: a quote
  text += "8,2026-03-01,web,dc,,1,9.99" + good;                  // 9: no sku
  text += "9,2026-03-01,web,dc,\"two\r\nlines\",1,9.99" + good;  // 10, 11: good
  text += "10,2026-03-01,kiosk,dc,a,1,9.99" + good;              // 12: no such channel
  text += "11,2026-03-01,web,nowhere,a,1,9.99" + good;           // 13: no such location
  text += "12,2026-03-01,web,dc,a,1,9.99,EUR,gift,c1,,,,\n";     // 14: no such kind
  text += "13,2026-03-01,web,dc,a,1,9.99,euro,,c1,,,,\n";        // 15: no currency
  text += "14,2026-03-01,web,dc,a,0,9.99" + good;                // 16: a rule
  text += "15,2026-03-01,web,dc,a,1,9.99,EUR,,c1,,,,\n15,2026-03-02,web,dc,b,1,9.99,EUR,,c2,,,,\n";  // 17, 18: disagree
  text += "16,2026-03-01,web,dc,a,1,9.99,EUR,," + std::string(201, 'x') + ",,,,\n";                  // 19: too long
  text += "17,2026-03-01,web,dc," + std::string(1'100'000, 'y') + ",1,9.99" + good;  // 20: a line too long
  text += "18,2026-03-01,web,dc,a,1,9.99,EUR,,c1,,nobody at home,,\r\n";             // 21: no e-mail address
  text += "19,2026-03-01T10:00:00Z,store,s1,a,1,9.99,EUR,,c1,L-77,,cash,\r\n";       // 22: good
  text += "20,2026-03-02,store,s1,a,1,9.99,EUR,return,c1,,,cash,19\n";               // 23: good
  text += "21,2026-03-02,store,s1,\"open,1,9.99" + good;                             // 24: never closed
  text += "22,2026-03-03,app,dc,a,1,9.99" + good;                                    // 25: good
  return text;
}

TEST_F(Imports, EveryFaultIsARejectWithLineColumnAndReasonAndTheRestGoesIn) {
  pg::testing::Database database{migrations()};
  add_places(database);
  auto const text = faulty_text();
  auto const got = import(database, "orders", {write("faults.csv", text)});
  EXPECT_EQ(got.state, ImportState::done) << got.last_error.value_or("");
  std::vector<std::tuple<std::int64_t, std::string, std::string>> seen;
  for (auto const& reject : last_rejects_) seen.emplace_back(reject.line, reject.column.value_or("-"), reject.reason);
  std::vector<std::tuple<std::int64_t, std::string, std::string>> const wanted{
      {3, "sold_at", "connectors.no_such_date"},
      {4, "sold_at", "connectors.not_a_time"},
      {4, "quantity", "connectors.not_a_number"},
      {5, "unit_price", "connectors.not_a_number"},
      {6, "sku", "connectors.wrong_encoding"},
      {7, "-", "connectors.wrong_width"},
      {8, "-", "connectors.bad_quote"},
      {9, "sku", "connectors.missing_value"},
      {12, "channel", "orders.unknown_channel"},
      {13, "location", "orders.unknown_location"},
      {14, "kind", "connectors.not_in_lookup"},
      {15, "currency", "connectors.value_too_long"},
      {15, "currency", "connectors.bad_currency"},
      {16, "quantity", "connectors.rejected_by_rule"},
      {17, "customer_id", "connectors.document_disagrees"},
      {17, "sold_at", "connectors.document_disagrees"},
      {18, "-", "connectors.held_back"},
      {19, "customer_id", "connectors.value_too_long"},
      {20, "-", "connectors.line_too_long"},
      {21, "email", "customer.bad_identifier"},
      {24, "-", "connectors.quote_not_closed"}};
  for (auto const& one : wanted) {
    EXPECT_NE(std::find(seen.begin(), seen.end(), one), seen.end())
        << std::get<0>(one) << ' ' << std::get<1>(one) << ' ' << std::get<2>(one);
  }
  for (auto const& reject : last_rejects_) {
    EXPECT_TRUE(std::any_of(
        wanted.begin(), wanted.end(),
        [&](auto const& one) { return std::get<0>(one) == reject.line && std::get<2>(one) == reject.reason; }))
        << reject.line << ' ' << reject.column.value_or("-") << ' ' << reject.reason << ' ' << reject.detail;
    EXPECT_EQ(reject.file, "faults.csv");
    EXPECT_FALSE(reject.detail.empty());
  }
  EXPECT_EQ(got.counts.rows_read, 23);
  EXPECT_EQ(got.counts.rows_rejected, 18);
  EXPECT_EQ(got.counts.orders_new, 4);
  EXPECT_EQ(got.counts.returns_new, 1);
  // Mended and given again: only what was missing is new.
  auto mended = text;
  mended.replace(mended.find("2026-02-30"), 10, "2026-02-28");
  auto const again = import(database, "orders", {write("mended.csv", mended)});
  EXPECT_EQ(again.counts.orders_new, 1);
  EXPECT_EQ(again.counts.orders_unchanged, 4);
  EXPECT_EQ(again.counts.returns_unchanged, 1);
}

TEST_F(Imports, TheExampleFileGoesInWhole) {
  pg::testing::Database database{migrations()};
  add_places(database);
  auto const got = import(database, "orders", {fs::path{WEFT_DEMO_DIR} / "orders.csv"});
  for (auto const& reject : last_rejects_) ADD_FAILURE() << reject.line << ' ' << reject.reason << ' ' << reject.detail;
  EXPECT_EQ(got.state, ImportState::done);
  EXPECT_EQ(got.counts.orders_new, 5);
  EXPECT_EQ(got.counts.returns_new, 1);
  EXPECT_EQ(got.counts.order_lines, 6);
}

TEST_F(Imports, ALaterSetReplacesADocumentAsAWholeAndAnOlderOneDoesNot) {
  pg::testing::Database database{migrations()};
  add_places(database);
  auto const set = [&](std::string const& name, std::string const& rows, std::string_view as_of) {
    return import(database, "orders", {write(name, std::string{kOrdersHeader} + rows)}, 20'000,
                  base::parse_instant(as_of))
        .counts;
  };
  std::string const a = "1,2026-03-01,web,dc,a,1,9.99,EUR,,c1,,,,\n1,2026-03-01,web,dc,b,1,5.00,EUR,,c1,,,,\n";
  std::string const b = "1,2026-03-01,web,dc,a,3,9.99,EUR,,c1,,,,\n";
  EXPECT_EQ(set("a.csv", a, "2026-03-02T00:00:00Z").orders_new, 1);
  EXPECT_EQ(set("b.csv", b, "2026-03-03T00:00:00Z").orders_changed, 1);
  EXPECT_EQ(set("c.csv", a, "2026-03-02T00:00:00Z").orders_older, 1);
  EXPECT_EQ(set("d.csv", b, "2026-03-04T00:00:00Z").orders_unchanged, 1);
}

TEST_F(Imports, AFileThatCannotBeReadFailsTheImportInWords) {
  pg::testing::Database database{migrations()};
  auto const error_of = [&](std::vector<fs::path> const& files) {
    auto const got = import(database, "uci", files);
    EXPECT_EQ(got.state, ImportState::failed);
    return got.last_error.value_or("");
  };
  EXPECT_NE(error_of({write("columns.csv", "invoice_no,stock_code\n1,2\n")}).find("lacks description, quantity"),
            std::string::npos);
  EXPECT_NE(error_of({write("empty.csv", "")}).find("is empty"), std::string::npos);
  EXPECT_NE(error_of({write("wide.csv", std::string{"\xff\xfe"
                                                    "i\0n\0",
                                                    6})})
                .find(kNotUtf8.title),
            std::string::npos);
  std::ifstream demo{fs::path{WEFT_DEMO_DIR} / "uci_online_retail.csv.zst", std::ios::binary};
  std::string cut(300'000, '\0');
  demo.read(cut.data(), static_cast<std::streamsize>(cut.size()));
  auto const broken = error_of({write("cut.zst", cut)});
  EXPECT_TRUE(broken.starts_with(kBrokenArchive.title)) << broken;
  EXPECT_NE(broken.find("cut short"), std::string::npos) << broken;
  std::string const one = demo_lines()[0] + demo_lines()[1];
  EXPECT_NE(error_of({write("one.csv", one), write("two.csv", one)}).find(kSameFileTwice.title), std::string::npos);
  auto const missing = import(database, "uci", {write("gone.csv", one)});
  EXPECT_EQ(missing.state, ImportState::done);
}

TEST_F(Imports, GzipAndManyMembersReadAsOne) {
  auto const lines = demo_lines();
  auto const path = folder_ / "rows.csv.gz";
  for (char const* mode : {"wb", "ab"}) {  // two members, one after the other
    auto* file = ::gzopen(path.c_str(), mode);
    std::string const text = *mode == 'w' ? lines[0] + lines[1] : lines[2] + lines[3];
    ::gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
    ::gzclose(file);
  }
  pg::testing::Database database{migrations()};
  auto const got = import(database, "uci", {path});
  EXPECT_EQ(got.state, ImportState::done) << got.last_error.value_or("");
  EXPECT_EQ(got.counts.rows_read, 3);
}

TEST_F(Imports, TheSetIsClosedOnceStartedAndRefusalsHaveTheirReasons) {
  pg::testing::Database database{migrations()};
  auto connectors = open();
  auto const file = write("x.csv", demo_lines()[0]);
  pg::transact(database.pool(), pg::in(30s), [&](pg::Tx& tx) {
    auto const now = clock_.now();
    auto reason = [](auto const& result) { return result ? std::string{} : std::string{result.error().reason.name}; };
    EXPECT_EQ(reason(connectors->create(tx, "unknown", {}, "t", now)), kUnknownMapping.name);
    EXPECT_EQ(reason(connectors->get(tx, ImportId::make(now), now)), kNoSuchImport.name);
    auto const made = connectors->create(tx, "uci", {}, "t", now).value();
    auto const id = made.import_id;
    EXPECT_EQ(made.state, ImportState::waiting_for_files);
    EXPECT_EQ(reason(connectors->start(tx, id, now)), kNoFiles.name);
    EXPECT_EQ(reason(connectors->add_file(tx, id, "../x", file, false, now)), kBadFileName.name);
    EXPECT_EQ(reason(connectors->add_file(tx, id, "y", folder_ / "none", false, now)), kFileMissing.name);
    EXPECT_EQ(connectors->add_file(tx, id, "x", file, false, now).value().files.size(), 1U);
    EXPECT_EQ(connectors->add_file(tx, id, "x", file, false, now).value().files.size(), 1U);
    EXPECT_EQ(connectors->start(tx, id, now).value().state, ImportState::queued);
    EXPECT_EQ(connectors->start(tx, id, now).value().state, ImportState::queued);
    EXPECT_EQ(reason(connectors->add_file(tx, id, "z", file, false, now)), kNotWaitingForFiles.name);
    EXPECT_EQ(connectors->cancel(tx, id, now).value().state, ImportState::cancelled);
    EXPECT_EQ(connectors->cancel(tx, id, now).value().state, ImportState::cancelled);
    EXPECT_EQ(reason(connectors->start(tx, id, now)), kCancelled.name);
    EXPECT_EQ(connectors->list(tx, {}, 1, now).value().items.size(), 1U);
  });
}

TEST_F(Imports, RowsThatDisagreeOnHowTheirOrderWasPaidAreNoOrder) {
  pg::testing::Database database{migrations()};
  add_places(database);
  import(database, "orders",
         {write("paid.csv",
                "order_number,sold_at,channel,location,sku,quantity,unit_price,currency,paid_by\n"
                "1,2026-03-03,web,dc,a,1,9.99,EUR,card\n1,2026-03-03,web,dc,b,1,9.99,EUR,cash\n"
                "2,2026-03-03,web,dc,a,1,9.99,EUR,card\n2,2026-03-03,web,dc,b,1,9.99,EUR,\n")});
  ASSERT_EQ(last_rejects_.size(), 2U);
  EXPECT_EQ(last_rejects_[0].reason, kDocumentDisagrees.name);
  EXPECT_EQ(last_rejects_[0].column, "tender");
  EXPECT_EQ(last_rejects_[1].reason, kHeldBack.name);
}

TEST_F(Imports, ADocumentOfTooManyRowsIsRejectedWholeAndTheRestGoesIn) {
  pg::testing::Database database{migrations()};
  std::string text = demo_lines()[0];
  for (std::size_t at = 0; at <= orders::kLinesPerSaleMax; ++at)
    text += "long,2,x,1,2011-02-28 10:00:00,1.00,,France\n";
  text += "short,2,x,1,2011-02-28 10:00:00,1.00,,France\n";
  auto const got = import(database, "uci", {write("long.csv", text)}, 1'000);
  EXPECT_EQ(got.state, ImportState::done) << got.last_error.value_or("");
  EXPECT_EQ(got.counts.rows_rejected, static_cast<std::int64_t>(orders::kLinesPerSaleMax) + 1);
  EXPECT_EQ(got.counts.orders_new, 1);
  ASSERT_EQ(last_rejects_.size(), 1U);
  EXPECT_EQ(last_rejects_[0].reason, kDocumentTooLong.name);
  EXPECT_EQ(last_rejects_[0].column, "invoice_no");
  EXPECT_EQ(last_rejects_[0].line, 2);
  // What is done stays done.
  pg::transact(database.pool(), pg::in(30s), [&](pg::Tx& tx) {
    EXPECT_EQ(open()->cancel(tx, got.import_id, clock_.now()).error().reason.name, kFinished.name);
  });
}

TEST_F(Imports, ASetTakesAThousandFilesAndNoMore) {
  pg::testing::Database database{migrations()};
  auto const file = write("x.csv", demo_lines()[0]);
  auto connectors = open();
  pg::transact(database.pool(), pg::in(60s), [&](pg::Tx& tx) {
    auto const id = connectors->create(tx, "uci", {}, "t", clock_.now()).value().import_id;
    tx.run(kThousandFiles, id);
    EXPECT_EQ(connectors->add_file(tx, id, "one too many", file, false, clock_.now()).error().reason.name,
              kTooManyFiles.name);
  });
}

TEST_F(Imports, SoManyRejectsStopTheImport) {
  pg::testing::Database database{migrations()};
  std::string text = demo_lines()[0];
  for (int at = 0; at < 40; ++at) text += "1,2,x,many,2011-02-28 10:00:00,1.00,,France\n";
  auto const file = write("bad.csv", text);
  auto connectors = Connectors::open({.spool_dir = folder_, .rejects_max = 20}).value();
  jobs::Runner runner{database.pool(), clock_};
  connectors->add_jobs(runner);
  runner.start();
  std::atomic<bool> const stop{false};
  auto const got = import_files(*connectors, database.pool(), clock_, "uci", {file}, {}, {}, stop);
  EXPECT_EQ(got.value().state, ImportState::failed);
  EXPECT_TRUE(got.value().last_error.value_or("").starts_with(kTooManyRejects.title));
  EXPECT_NE(got.value().last_error.value_or("").find("40 of 40 rows were rejected"), std::string::npos);
}

// ---- People -------------------------------------------------------------------------------------

constexpr pg::Query kSaid{"test.said", R"sql(
  SELECT coalesce(string_agg(said, E'\n' ORDER BY said), '') FROM (
    SELECT concat_ws('|', r.source_id, s.name, s.value, s.source, s.provenance, s.said_first_at AT TIME ZONE 'UTC',
                     s.said_last_at AT TIME ZONE 'UTC') AS said
    FROM profile.statement s JOIN customer.record r USING (record_id)) told)sql"};

TEST_F(Imports, FactsOfPeopleBecomeAttributesInAnyOrderOfRows) {
  std::string const header = "customer_id,name,given_name,birth_date,city,changed_at\n";
  std::vector<std::string> rows{"7,Ann Byrne,Ann,1980-02-29,Cork,2026-01-05T00:00:00Z\n",
                                "7,Ann Walsh,Ann,1980-02-29,Galway,2026-03-01T00:00:00Z\n", "8,,Bo,,,\n"};
  auto const as_of = base::parse_instant("2026-04-01T00:00:00Z");
  std::string const expected =
      "7|birth_date|1980-02-29|orders|recorded|2026-01-05 00:00:00|2026-03-01 00:00:00\n"
      "7|city|Cork|orders|recorded|2026-01-05 00:00:00|2026-01-05 00:00:00\n"
      "7|city|Galway|orders|recorded|2026-03-01 00:00:00|2026-03-01 00:00:00\n"
      "7|given_name|Ann|orders|recorded|2026-01-05 00:00:00|2026-03-01 00:00:00\n"
      "7|name|Ann Byrne|orders|recorded|2026-01-05 00:00:00|2026-01-05 00:00:00\n"
      "7|name|Ann Walsh|orders|recorded|2026-03-01 00:00:00|2026-03-01 00:00:00\n"
      "8|given_name|Bo|orders|recorded|2026-04-01 00:00:00|2026-04-01 00:00:00";
  std::sort(rows.begin(), rows.end());
  do {
    pg::testing::Database database{migrations()};
    auto const first = import(database, "customers", {write("a.csv", header + rows[0] + rows[1])}, 20'000, as_of);
    EXPECT_EQ(first.counts.rows_rejected, 0);
    import(database, "customers", {write("b.csv", header + rows[2])}, 20'000, as_of);
    EXPECT_EQ(text_of(database, kSaid), expected);
    import(database, "customers", {write("c.csv", header + rows[1] + rows[2])}, 20'000, as_of);
    EXPECT_EQ(text_of(database, kSaid), expected) << "again is no news";
  } while (std::next_permutation(rows.begin(), rows.end()));
}

TEST_F(Imports, AnAttributeThatCannotBeIsARejectOfItsRow) {
  pg::testing::Database database{migrations()};
  auto const done = import(database, "customers",
                           {write("people.csv",
                                  "customer_id,given_name,birth_date,phone\n1,Ann,1849-01-01,087 555 0101\n"
                                  "2,Bo,1990-01-01,unknown\n3,Cy,1990-01-01,+353 87 555 0102\n")});
  EXPECT_EQ(done.counts.rows_rejected, 2);
  std::vector<std::string> found;
  for (auto const& reject : last_rejects_)
    found.push_back(
        fmt::format("{} {} {} {}", reject.line, reject.column.value_or(""), reject.value.value_or(""), reject.reason));
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, (std::vector<std::string>{"2 birth_date 1849-01-01 profile.bad_birth_date",
                                             "3 phone unknown profile.bad_phone"}));
  EXPECT_EQ(database.connect()
                ->run(pg::Query{"test.people", "SELECT count(*) FROM customer.record"})
                .one()
                .get<std::int64_t>(0),
            1);
}

}  // namespace
}  // namespace weft::connectors
