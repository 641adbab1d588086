// searching_test.cpp - pages of a search on a real database hold exactly those whom a look at everybody finds, each
// once.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "customer/search.h"
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

base::Instant const kNow = base::parse_instant("2026-11-24T12:00:00Z").value();

class Searches : public testing::Test {
 protected:
  template <class Act>
  auto in_tx(Act act) {
    return pg::transact(database_.pool(), pg::in(60s), act);
  }

  std::string word() {
    static constexpr std::array<std::string_view, 6> syllables{"an", "na", "ben", "mül", "ler", "o'b"};
    std::string out;
    for (auto count = 2 + random_() % 3; count > 0; --count) out += syllables[random_() % syllables.size()];
    return out;
  }

  /// People of two names each, some with several records, some renamed by a later fact.
  void settle_a_town(std::size_t facts) {
    for (std::size_t i = 0; i < facts; ++i) {
      RecordFacts one{.source = "crm",
                      .source_id = fmt::format("{}", random_() % (facts / 2)),
                      .identifiers = {},
                      .name = word() + ' ' + word(),
                      .seen_at = kNow - std::chrono::hours{random_() % 100}};
      if (random_() % 3 == 0) one.identifiers = {{IdentifierKind::loyalty, fmt::format("{}", random_() % facts)}};
      facts_.push_back(std::move(one));
    }
    for (std::size_t from = 0; from < facts_.size(); from += 50) {
      auto const part = std::span{facts_}.subspan(from, std::min<std::size_t>(50, facts_.size() - from));
      auto const settled = in_tx([&](pg::Tx& tx) { return settle_records(tx, part, kNow); });
      for (auto const& one : settled) records_.push_back(one.record_id);
    }
  }

  std::set<CustomerId> looked_for(std::vector<std::string> const& all) {
    auto const customers = in_tx([&](pg::Tx& tx) { return customers_of(tx, records_); });
    std::map<CustomerId, std::set<std::string>> words;
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      for (auto const& one : words_of(facts_[i].name)) words[customers[i]].insert(one);
      words[customers[i]].insert(facts_[i].source_id);
    }
    std::set<CustomerId> out;
    for (auto const& [customer, has] : words) {
      bool const fits = std::all_of(all.begin(), all.end(), [&](std::string const& wanted) {
        return std::any_of(has.begin(), has.end(), [&](std::string const& one) { return one.starts_with(wanted); });
      });
      if (fits) out.insert(customer);
    }
    return out;
  }

  std::vector<CustomerId> searched(std::string_view query, std::int64_t limit) {
    std::vector<CustomerId> out;
    std::optional<std::string> cursor;
    for (int pages = 0; pages < 1'000; ++pages) {
      auto const page = in_tx([&](pg::Tx& tx) { return search(tx, query, cursor, limit).value(); });
      EXPECT_LE(std::ssize(page.items), limit);
      for (auto const& match : page.items) out.push_back(match.customer_id);
      if (!page.next_cursor) return out;
      cursor = page.next_cursor;
    }
    ADD_FAILURE() << "the pages have no end";
    return out;
  }

  std::mt19937 random_{20261129};
  pg::testing::Database database_{migrations()};
  std::vector<RecordFacts> facts_;
  std::vector<RecordId> records_;
};

TEST_F(Searches, FindWhomALookAtEverybodyFindsEachOnce) {
  settle_a_town(600);
  std::size_t seen = 0;
  for (int round = 0; round < 60; ++round) {
    auto query = word().substr(0, 3 + random_() % 3);
    if (random_() % 2 == 0) query += ' ' + word().substr(0, 2);
    auto const wanted = wanted_of(query);
    if (!wanted) continue;
    auto const found = searched(query, 1 + static_cast<std::int64_t>(random_() % 30));
    auto const once = std::set<CustomerId>{found.begin(), found.end()};
    EXPECT_EQ(once.size(), found.size()) << query << ": somebody is found twice";
    EXPECT_EQ(once, looked_for(wanted->all)) << query;
    seen += found.size();
  }
  EXPECT_GT(seen, 500U);
}

TEST_F(Searches, RefuseTooFewLettersAndForeignCursors) {
  in_tx([&](pg::Tx& tx) {
    EXPECT_EQ(search(tx, "an", {}, 5).error().reason.name, kQueryTooShort.name);
    EXPECT_EQ(search(tx, "ann", "made-up", 5).error().reason.name, base::kBadCursor.name);
    EXPECT_TRUE(search(tx, "nobody", {}, 5).value().items.empty());
  });
}

TEST_F(Searches, LoseGuestsThatAreTakenBack) {
  RecordFacts const guest{.source = "till", .name = "Quentin Guest", .seen_at = kNow};
  auto const record = in_tx([&](pg::Tx& tx) { return settle_records(tx, std::span{&guest, 1}, kNow)[0].record_id; });
  EXPECT_EQ(searched("quentin", 5), std::vector{CustomerId{record.uuid()}});
  in_tx([&](pg::Tx& tx) { remove_guests(tx, std::span{&record, 1}, kNow); });
  EXPECT_TRUE(searched("quentin", 5).empty());
}

}  // namespace
}  // namespace weft::customer
