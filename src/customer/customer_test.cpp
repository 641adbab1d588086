// customer_test.cpp - records and customers on a real database: any order of arrival, any split into batches, two at
// once.
#include "customer/customer.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <thread>

#include "platform/pg/testing.h"

namespace weft::embedded {
std::span<pg::Migration const> outbox_migrations();
std::span<pg::Migration const> org_migrations();
std::span<pg::Migration const> customer_migrations();
}  // namespace weft::embedded

namespace weft::customer {
namespace {

using namespace std::chrono_literals;

std::vector<pg::Migration> migrations() {
  std::vector<pg::Migration> all;
  for (auto const& some : {pg::platform_migrations(), embedded::outbox_migrations(), embedded::org_migrations(),
                           embedded::customer_migrations()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

base::Instant at(std::string_view text) { return base::parse_instant(text).value(); }
base::Instant const kNow = at("2026-11-24T12:00:00Z");

RecordFacts account(std::string source, std::string id, std::vector<Identifier> identifiers = {}) {
  return {
      .source = std::move(source), .source_id = std::move(id), .identifiers = std::move(identifiers), .seen_at = kNow};
}
Identifier email(std::string value) { return {IdentifierKind::email, std::move(value)}; }
Identifier loyalty(std::string value) { return {IdentifierKind::loyalty, std::move(value)}; }

constexpr pg::Query kPartition{"test.partition", R"sql(
SELECT m.customer_id, r.source || ':' || coalesce(r.source_id, '') FROM customer.record r JOIN customer.member m USING (record_id))sql"};
constexpr pg::Query kEdges{"test.edges", "SELECT state, count(*) FROM customer.edge GROUP BY state"};
constexpr pg::Query kRecordName{"test.record_name", "SELECT name, country FROM customer.record WHERE record_id = $1"};
constexpr pg::Query kEvents{"test.events", "SELECT count(*) FROM outbox.pending"};

using Partition = std::set<std::set<std::string>>;

struct Shop {
  pg::testing::Database database{migrations()};

  std::vector<SettledRecord> settle(std::vector<RecordFacts> const& facts) {
    return pg::transact(database.pool(), pg::in(60s), [&](pg::Tx& tx) { return settle_records(tx, facts, kNow); });
  }
  CustomerId customer_of(RecordId record) {
    return pg::transact(database.pool(), pg::in(10s),
                        [&](pg::Tx& tx) { return customers_of(tx, std::span{&record, 1}).front(); });
  }
  /// Who is together with whom, by what their sources call them. Also holds each customer's id against its rule.
  Partition partition() {
    std::map<base::Uuid, std::set<std::string>> together;
    auto const rows = database.connect()->run(kPartition);
    for (auto const row : rows) together[row.get<base::Uuid>(0)].insert(row.get<std::string>(1));
    Partition out;
    for (auto& [customer, names] : together) out.insert(std::move(names));
    return out;
  }
  std::map<std::string, std::int64_t> edges() {
    std::map<std::string, std::int64_t> out;
    auto const rows = database.connect()->run(kEdges);
    for (auto const row : rows) out[row.get<std::string>(0)] = row.get<std::int64_t>(1);
    return out;
  }
};

TEST(SettleRecords, GivesOneRecordToOneAccountForever) {
  Shop shop;
  auto const first = shop.settle({account("uci", "13748"), account("uci", "17420"), account("uci", "13748")});
  EXPECT_EQ(first[0].record_id, first[2].record_id);
  EXPECT_NE(first[0].record_id, first[1].record_id);
  EXPECT_TRUE(first[0].created);
  auto const again = shop.settle({account("uci", "17420"), account("web", "13748")});
  EXPECT_EQ(again[0].record_id, first[1].record_id);
  EXPECT_FALSE(again[0].created);
  EXPECT_NE(again[1].record_id, first[0].record_id) << "another source means another person by that id";
}

TEST(SettleRecords, GuestsAreRecordsOfTheirOwnUnlessSomethingIdentifiesThem) {
  Shop shop;
  RecordFacts const nobody{.source = "till", .seen_at = kNow};
  RecordFacts const card{.source = "till", .identifiers = {loyalty("77 88")}, .seen_at = kNow};
  auto const settled = shop.settle({nobody, nobody, card, card});
  EXPECT_NE(settled[0].record_id, settled[1].record_id);
  EXPECT_EQ(settled[2].record_id, settled[3].record_id);
  EXPECT_EQ(shop.settle({card})[0].record_id, settled[2].record_id);
}

TEST(SettleRecords, RecordsThatShowTheSameIdentifierAreOneCustomer) {
  Shop shop;
  auto const web = shop.settle({account("web", "1", {email("Ann@Example.ie")})})[0].record_id;
  auto const app = shop.settle({account("app", "9", {email("ann@example.ie "), loyalty("77-88")})})[0].record_id;
  auto const till = shop.settle({{.source = "till", .identifiers = {loyalty("7788")}, .seen_at = kNow}})[0].record_id;
  EXPECT_EQ(shop.customer_of(web), CustomerId{web.uuid()});
  EXPECT_EQ(shop.customer_of(app), CustomerId{web.uuid()});
  EXPECT_EQ(shop.customer_of(till), CustomerId{web.uuid()});
  pg::transact(shop.database.pool(), pg::in(10s), [&](pg::Tx& tx) {
    // An id from before the join leads to the present customer.
    auto const found = get_component(tx, CustomerId{till.uuid()});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->customer_id, CustomerId{web.uuid()});
    EXPECT_EQ(found->records.size(), 3U);
    auto const nobody = get_component(tx, CustomerId::make(kNow));
    EXPECT_EQ(nobody.error().reason.name, kCustomerNotFound.name);
  });
}

TEST(SettleRecords, TheLaterNameStandsInWhateverOrderTheyCome) {
  auto const name_after = [](std::vector<RecordFacts> facts) {
    Shop shop;
    RecordId record;
    for (auto const& one : facts) record = shop.settle({one})[0].record_id;
    auto const rows = shop.database.connect()->run(kRecordName, record);
    return std::pair{rows.one().get<std::string>(0), rows.one().get<std::string>(1)};
  };
  auto early = account("web", "1");
  early.name = "Ann Byrne";
  early.country = "IE";
  early.seen_at = at("2026-01-01T00:00:00Z");
  auto late = account("web", "1");
  late.name = "Ann Walsh";
  late.seen_at = at("2026-02-01T00:00:00Z");
  std::pair<std::string, std::string> const expected{"Ann Walsh", "IE"};
  EXPECT_EQ(name_after({early, late}), expected);
  EXPECT_EQ(name_after({late, early}), expected);
  EXPECT_EQ(name_after({late, early, late, early}), expected);
}

TEST(SettleRecords, AReplayChangesNothingAndTellsNobody) {
  Shop shop;
  std::vector<RecordFacts> const facts{account("web", "1", {email("a@b.ie")}), account("app", "2", {email("a@b.ie")})};
  shop.settle(facts);
  auto const told = shop.database.connect()->run(kEvents).one().get<std::int64_t>(0);
  EXPECT_EQ(told, 1);
  shop.settle(facts);
  EXPECT_EQ(shop.database.connect()->run(kEvents).one().get<std::int64_t>(0), told);
  EXPECT_EQ(shop.edges(), (std::map<std::string, std::int64_t>{{"joined", 1}}));
}

/// Facts of a small town: a few hundred accounts that share e-mails and cards at random.
std::vector<RecordFacts> town(std::mt19937& random, std::size_t people) {
  std::vector<RecordFacts> out;
  for (std::size_t i = 0; i < people; ++i) {
    auto facts = account(i % 2 == 0 ? "web" : "app", std::to_string(i));
    if (random() % 2 == 0) facts.identifiers.push_back(email(fmt::format("p{}@example.ie", random() % people)));
    if (random() % 3 == 0) facts.identifiers.push_back(loyalty(fmt::format("L{}", random() % people)));
    out.push_back(std::move(facts));
  }
  return out;
}

TEST(SettleRecords, AnyOrderOfArrivalAndAnySplitIntoBatchesGiveTheSameComponents) {
  std::mt19937 random{20261124};
  for (int round = 0; round < 8; ++round) {
    auto facts = town(random, 60);
    std::optional<Partition> expected;
    for (int order = 0; order < 3; ++order) {
      Shop shop;
      for (std::size_t from = 0; from < facts.size();) {
        auto const count = std::min<std::size_t>(1 + random() % 20, facts.size() - from);
        shop.settle({facts.begin() + static_cast<std::ptrdiff_t>(from),
                     facts.begin() + static_cast<std::ptrdiff_t>(from + count)});
        from += count;
      }
      auto const found = shop.partition();
      if (!expected) expected = found;
      EXPECT_EQ(found, *expected) << "round " << round;
      std::shuffle(facts.begin(), facts.end(), random);
    }
  }
}

TEST(SettleRecords, ACustomerOfTwoHundredRecordsGrowsNoFurtherWhateverComesFirst) {
  std::vector<RecordFacts> facts;
  for (std::size_t i = 0; i < kRecordsPerCustomerMax + 30; ++i) {
    facts.push_back(account("web", fmt::format("{:04}", i), {email("kiosk@shop.example")}));
  }
  std::mt19937 random{7};
  std::optional<Partition> expected;
  for (int order = 0; order < 2; ++order) {
    Shop shop;
    for (std::size_t from = 0; from < facts.size(); from += 46) {
      shop.settle(
          {facts.begin() + static_cast<std::ptrdiff_t>(from), facts.begin() + static_cast<std::ptrdiff_t>(from + 46)});
    }
    auto const found = shop.partition();
    EXPECT_EQ(
        std::max_element(found.begin(), found.end(), [](auto const& l, auto const& r) { return l.size() < r.size(); })
            ->size(),
        kRecordsPerCustomerMax);
    if (!expected) expected = found;
    EXPECT_EQ(found, *expected);
    auto const edges = shop.edges();
    EXPECT_GT(edges.at("held"), 0);
    std::shuffle(facts.begin(), facts.end(), random);
  }
}

TEST(SettleRecords, ManyAtOnceLoseNoJoin) {
  std::mt19937 random{99};
  auto facts = town(random, 120);
  Shop one;
  one.settle(facts);
  auto const expected = one.partition();
  for (int round = 0; round < 3; ++round) {
    std::shuffle(facts.begin(), facts.end(), random);
    Shop shop;
    std::vector<std::thread> tills;
    for (std::size_t till = 0; till < 4; ++till) {
      tills.emplace_back([&, till] {
        for (std::size_t i = till; i < facts.size(); i += 4) shop.settle({facts[i], facts[(i + 4) % facts.size()]});
      });
    }
    for (auto& till : tills) till.join();
    EXPECT_EQ(shop.partition(), expected);
  }
}

TEST(RemoveGuests, TakesBackGuestsAndNobodyElse) {
  Shop shop;
  auto const settled = shop.settle({{.source = "till", .seen_at = kNow}, account("web", "1")});
  pg::transact(shop.database.pool(), pg::in(10s), [&](pg::Tx& tx) {
    std::vector<RecordId> const both{settled[0].record_id, settled[1].record_id};
    remove_guests(tx, both, kNow);
  });
  EXPECT_EQ(shop.partition(), (Partition{{"web:1"}}));
  EXPECT_EQ(shop.database.connect()->run(kEvents).one().get<std::int64_t>(0), 2) << "caches forget them";
}

}  // namespace
}  // namespace weft::customer
