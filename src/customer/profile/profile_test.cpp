// profile_test.cpp - statements on a real database: any order, any number of times, and read back over a customer's
// records.
#include "customer/profile/profile.h"

#include <gtest/gtest.h>

#include <random>

#include "platform/pg/testing.h"

namespace weft::embedded {
std::span<pg::Migration const> outbox_migrations();
std::span<pg::Migration const> org_migrations();
std::span<pg::Migration const> customer_migrations();
std::span<pg::Migration const> customer_profile_migrations();
}  // namespace weft::embedded

namespace weft::profile {
namespace {

using namespace std::chrono_literals;

std::vector<pg::Migration> migrations() {
  std::vector<pg::Migration> all;
  for (auto const& some : {pg::platform_migrations(), embedded::outbox_migrations(), embedded::org_migrations(),
                           embedded::customer_migrations(), embedded::customer_profile_migrations()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

base::Instant const kNow = base::parse_instant("2026-11-24T12:00:00Z").value();

constexpr pg::Query kRows{"test.rows", R"sql(
SELECT coalesce(string_agg(concat_ws('|', record_id, name, value, source, provenance, said_first_at, said_last_at), E'\n'
                           ORDER BY record_id, statement_id), '') FROM profile.statement)sql"};
constexpr pg::Query kEvents{"test.events",
                            "SELECT count(*) FROM outbox.pending WHERE topic = 'customer.attributes_changed'"};

struct Shop {
  pg::testing::Database database{migrations()};

  customer::RecordId record(customer::RecordFacts facts) {
    return pg::transact(database.pool(), pg::in(30s), [&](pg::Tx& tx) {
      return customer::settle_records(tx, std::span{&facts, 1}, kNow)[0].record_id;
    });
  }
  std::int64_t say(std::vector<Statement> const& statements) {
    return pg::transact(database.pool(), pg::in(30s), [&](pg::Tx& tx) { return state(tx, statements, kNow); });
  }
  Profile profile(customer::RecordId of) {
    return pg::transact(database.pool(), pg::in(30s),
                        [&](pg::Tx& tx) { return get_profile(tx, customer::CustomerId{of.uuid()}).value(); });
  }
  std::string rows() { return database.connect()->run(kRows).one().get<std::string>(0); }
};

TEST(State, ItsRowsDependOnWhatWasSaidAndNotOnOrderOrNumber) {
  std::mt19937 random{20261129};
  Shop shop;
  std::vector<customer::RecordId> records;
  for (auto const* id : {"1", "2", "3"})
    records.push_back(shop.record({.source = "crm", .source_id = id, .seen_at = kNow}));
  std::vector<Statement> all;
  for (int i = 0; i < 60; ++i) {
    all.push_back({records[random() % 3], random() % 2 == 0 ? "city" : "hobby", std::string(random() % 3, 'x'),
                   random() % 2 == 0 ? "crm" : "web", static_cast<Provenance>(random() % 4),
                   kNow - std::chrono::days{random() % 9}});
  }
  std::optional<std::string> expected;
  for (int round = 0; round < 4; ++round) {
    pg::transact(shop.database.pool(), pg::in(30s),
                 [](pg::Tx& tx) { tx.run(pg::Query{"test.empty", "DELETE FROM profile.statement"}); });
    std::shuffle(all.begin(), all.end(), random);
    for (std::size_t from = 0; from < all.size();) {
      auto const count = std::min<std::size_t>(1 + random() % 25, all.size() - from);
      shop.say(
          {all.begin() + static_cast<std::ptrdiff_t>(from), all.begin() + static_cast<std::ptrdiff_t>(from + count)});
      from += count;
    }
    if (!expected) expected = shop.rows();
    EXPECT_EQ(shop.rows(), *expected);
    EXPECT_EQ(shop.say(all), 0) << "said again, nothing is news";
  }
}

TEST(State, TellsOnceASpanAndNothingWhereNothingIsNew) {
  Shop shop;
  auto const ann = shop.record({.source = "crm", .source_id = "1", .seen_at = kNow});
  std::vector<Statement> const said{{ann, "city", "Cork", "crm", Provenance::recorded, kNow},
                                    {ann, "phone", "0215550", "crm", Provenance::recorded, kNow}};
  EXPECT_EQ(shop.say(said), 2);
  EXPECT_EQ(shop.say(said), 0);
  EXPECT_EQ(shop.say({}), 0);
  EXPECT_EQ(shop.database.connect()->run(kEvents).one().get<std::int64_t>(0), 1);
}

TEST(GetProfile, IsOverAllRecordsOfACustomerAndKnowsWhatTheirSalesSaid) {
  Shop shop;
  customer::Identifier const mail{customer::IdentifierKind::email, "ann@shop.example"};
  auto const crm = shop.record({.source = "crm", .source_id = "1", .identifiers = {mail}, .seen_at = kNow});
  auto const web = shop.record({.source = "web",
                                .source_id = "9",
                                .identifiers = {mail},
                                .name = "A Byrne",
                                .country = "IE",
                                .seen_at = kNow - std::chrono::days{3}});
  shop.say({{crm, "given_name", "Ann", "crm", Provenance::recorded, kNow},
            {crm, "family_name", "Byrne", "crm", Provenance::recorded, kNow},
            {web, "shoe_size", "40", "web", Provenance::declared, kNow}});
  auto const known = shop.profile(web);
  EXPECT_EQ(known.customer_id.uuid(), crm.uuid()) << "an id from before the join leads to the present customer";
  EXPECT_EQ(known.name, "Ann Byrne");
  std::vector<std::string> found;
  for (auto const& attribute : known.attributes) {
    auto const& first = attribute.values.front();
    found.push_back(fmt::format("{}={} {} {}", attribute.name, attribute.value.value_or("-"), first.source,
                                text_of(first.provenance)));
  }
  EXPECT_EQ(found, (std::vector<std::string>{"name=A Byrne web recorded", "given_name=Ann crm recorded",
                                             "family_name=Byrne crm recorded", "country=IE web recorded",
                                             "shoe_size=40 web declared"}));
  pg::transact(shop.database.pool(), pg::in(10s), [](pg::Tx& tx) {
    EXPECT_EQ(get_profile(tx, customer::CustomerId::make(kNow)).error().reason.name, customer::kCustomerNotFound.name);
  });
}

}  // namespace
}  // namespace weft::profile
