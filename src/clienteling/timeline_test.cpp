// timeline_test.cpp - the paged timeline of random people equals a slow merge of everything at once, with any filter.
#include <gtest/gtest.h>

#include <random>

#include "clienteling/clienteling.h"
#include "org/org.h"
#include "platform/pg/testing.h"

namespace weft::embedded {
std::span<pg::Migration const> outbox_migrations();
std::span<pg::Migration const> org_migrations();
std::span<pg::Migration const> customer_migrations();
std::span<pg::Migration const> customer_profile_migrations();
std::span<pg::Migration const> orders_migrations();
}  // namespace weft::embedded

namespace weft::clienteling {
namespace {

using namespace std::chrono_literals;

std::vector<pg::Migration> migrations() {
  std::vector<pg::Migration> all;
  for (auto const& some :
       {pg::platform_migrations(), embedded::outbox_migrations(), embedded::org_migrations(),
        embedded::customer_migrations(), embedded::customer_profile_migrations(), embedded::orders_migrations()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

base::Instant const kNow = base::parse_instant("2026-11-24T12:00:00Z").value();
base::Instant day(std::size_t number) { return kNow - std::chrono::days{number}; }

/// Everything that happened, a row each, written apart from what is tested: no limit, no place, one big union.
constexpr pg::Query kAll{"test.all", R"sql(
SELECT m.customer_id, e.kind, e.id, e.at, e.channels FROM (
    SELECT record_id, 0 AS kind, order_id AS id, event_at AS at,
           (SELECT array_agg(origin_channel) FROM orders.order_line l WHERE l.order_id = o.order_id) AS channels
    FROM orders.sales_order o
    UNION ALL
    SELECT record_id, 1, return_id, event_at,
           (SELECT array_agg(return_channel) FROM orders.return_line l WHERE l.return_id = r.return_id)
    FROM orders.sales_return r
    WHERE (SELECT bool_or(kind <> 'adjustment') FROM orders.return_line l WHERE l.return_id = r.return_id)
    UNION ALL
    SELECT record_id, 2, max(statement_id::text)::uuid, said_first_at, '{}' FROM profile.statement
    GROUP BY record_id, said_first_at, source, provenance) e
JOIN customer.member m USING (record_id))sql"};

struct Expected {
  EntryKind kind{};
  base::Uuid id;
  base::Instant at;
  std::vector<std::string> channels;
};

class Timelines : public testing::Test {
 protected:
  template <class Act>
  auto in_tx(Act act) {
    return pg::transact(database_.pool(), pg::in(60s), act);
  }

  /// A town of people whose records share cards, who buy, bring back and are spoken of, often at the same moment.
  void settle_a_town() {
    org::ChannelFacts const channels[] = {{"store", "Stores", "store"}, {"web", "Web", "web"}};
    org::LocationFacts const locations[] = {{"s1", "High Street", "store"}};
    in_tx([&](pg::Tx& tx) {
      EXPECT_TRUE(org::ensure_channels(tx, channels, kNow));
      EXPECT_TRUE(org::ensure_locations(tx, locations, kNow));
      std::vector<orders::SaleFacts> sales;
      for (int i = 0; i < 150; ++i) sales.push_back(sale(i));
      for (auto const& outcome : orders::record_sales(tx, sales, kNow).outcomes) {
        EXPECT_TRUE(outcome.wrong.empty());
        records_.push_back(outcome.record_id);
      }
      std::vector<profile::Statement> said;
      for (int i = 0; i < 120; ++i) {
        said.push_back({records_[random_() % records_.size()], random_() % 2 == 0 ? "city" : "hobby",
                        std::string(1 + random_() % 4, 'x'), random_() % 2 == 0 ? "crm" : "web",
                        profile::Provenance::recorded, day(random_() % 12)});
      }
      profile::state(tx, said, kNow);
    });
  }

  orders::SaleFacts sale(int number) {
    bool const web = random_() % 2 == 0;
    orders::SaleFacts out;
    out.source = web ? "shop" : "till";
    out.number = std::to_string(number);
    out.event_at = out.as_of = day(random_() % 12);
    out.currency = base::Currency::parse("EUR").value();
    std::string const channel = web ? "web" : "store";
    out.tags = {channel, "s1", random_() % 3 == 0 ? "web" : "store", "s1"};
    out.return_tags = {random_() % 2 == 0 ? "web" : "store", "s1"};
    out.customer.source = out.source;
    out.customer.source_id = std::to_string(random_() % 12);
    out.customer.seen_at = out.event_at;
    if (random_() % 2 == 0)
      out.customer.identifiers = {{customer::IdentifierKind::loyalty, fmt::format("L{}", random_() % 8)}};
    auto const what = random_() % 4;
    if (what != 0) out.lines.push_back({.sku = "A", .unit_price_minor = 100});
    if (what == 0 || what == 1) {
      auto const kind =
          random_() % 3 == 0 ? orders::ReturnLineKind::adjustment : orders::ReturnLineKind::customer_return;
      out.return_lines.push_back({.kind = kind, .sku = "A", .unit_price_minor = 100});
    }
    return out;
  }

  std::vector<Expected> expected(customer::CustomerId customer, TimelineQuery const& query) {
    std::vector<Expected> out;
    auto const keep = [&](Expected one) {
      if (query.kind && *query.kind != one.kind) return;
      if (query.from && one.at < *query.from) return;
      if (query.to && one.at >= *query.to) return;
      bool const there = std::find(one.channels.begin(), one.channels.end(), query.channel) != one.channels.end();
      if (query.channel.empty() || there) out.push_back(std::move(one));
    };
    auto const rows = database_.connect()->run(kAll);
    for (auto const row : rows) {
      if (row.get<customer::CustomerId>(0) != customer) continue;
      keep({static_cast<EntryKind>(row.get<std::int32_t>(1)), row.get<base::Uuid>(2), row.get<base::Instant>(3),
            row.get<std::vector<std::string>>(4)});
    }
    in_tx([&](pg::Tx& tx) {
      for (auto const& join : customer::joins_of(tx, customer::get_component(tx, customer)->records))
        if (join.joined) keep({EntryKind::joined, join.id, join.at, {}});
    });
    std::sort(out.begin(), out.end(), [](auto const& left, auto const& right) {
      return std::tie(left.at, left.id) > std::tie(right.at, right.id);
    });
    return out;
  }

  std::vector<Entry> paged(customer::CustomerId customer, TimelineQuery query) {
    std::vector<Entry> out;
    for (int pages = 0; pages < 1'000; ++pages) {
      query.limit = 1 + static_cast<std::int64_t>(random_() % 9);
      auto page = in_tx([&](pg::Tx& tx) { return get_timeline(tx, customer, query).value(); });
      EXPECT_LE(std::ssize(page.items), query.limit);
      for (auto& entry : page.items) out.push_back(std::move(entry));
      if (!page.next_cursor) return out;
      query.cursor = page.next_cursor;
    }
    ADD_FAILURE() << "the pages have no end";
    return out;
  }

  std::mt19937 random_{20261129};
  pg::testing::Database database_{migrations()};
  std::vector<customer::RecordId> records_;
};

std::string text_of(auto const& entries, auto at) {
  std::string out;
  for (auto const& one : entries)
    out += fmt::format("{} {} {}\n", static_cast<int>(one.kind), one.id.text(), base::text_of(at(one)));
  return out;
}

TEST_F(Timelines, InPagesOfAnySizeAndWithAnyFilterAreTheSameAsAllAtOnce) {
  settle_a_town();
  auto const customers = in_tx([&](pg::Tx& tx) { return customer::customers_of(tx, records_); });
  std::size_t seen = 0;
  for (int round = 0; round < 40; ++round) {
    auto const customer = customers[random_() % customers.size()];
    TimelineQuery query;
    if (random_() % 3 == 0) query.kind = static_cast<EntryKind>(random_() % 4);
    if (random_() % 3 == 0) query.channel = random_() % 2 == 0 ? "web" : "store";
    if (random_() % 3 == 0) query.from = day(random_() % 12);
    if (random_() % 3 == 0) query.to = day(random_() % 12);
    if (query.from && query.to && *query.to < *query.from) std::swap(query.from, query.to);
    auto const wanted = expected(customer, query);
    auto const found = paged(customer, query);
    EXPECT_EQ(text_of(found, [](Entry const& one) { return one.event_at; }),
              text_of(wanted, [](Expected const& one) { return one.at; }))
        << "round " << round;
    seen += found.size();
  }
  EXPECT_GT(seen, 300U) << "the town must be lively enough to mean something";
}

TEST_F(Timelines, RefuseWhatCannotBeMeant) {
  settle_a_town();
  in_tx([&](pg::Tx& tx) {
    customer::CustomerId const somebody{records_.front().uuid()};
    auto const reason = [&](customer::CustomerId who, TimelineQuery const& query) {
      auto const page = get_timeline(tx, who, query);
      return page ? std::string_view{} : page.error().reason.name;
    };
    EXPECT_EQ(reason(somebody, {}), "");
    EXPECT_EQ(reason(customer::CustomerId::make(kNow), {}), customer::kCustomerNotFound.name);
    EXPECT_EQ(reason(somebody, {.from = day(1), .to = day(2)}), kEmptyWindow.name);
    EXPECT_EQ(reason(somebody, {.cursor = "made-up"}), base::kBadCursor.name);
  });
}

}  // namespace
}  // namespace weft::clienteling
