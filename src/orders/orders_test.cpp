// orders_test.cpp - the record of sales on a real database: replays, replacements, two writers at once, every line
// tagged.
#include "orders/orders.h"

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>

#include "orders/order_view.h"
#include "orders/record_sale.h"
#include "platform/pg/testing.h"

namespace weft::embedded {
std::span<pg::Migration const> outbox_migrations();
std::span<pg::Migration const> org_migrations();
std::span<pg::Migration const> customer_migrations();
std::span<pg::Migration const> orders_migrations();
}  // namespace weft::embedded

namespace weft::orders {
namespace {

using namespace std::chrono_literals;

std::vector<pg::Migration> migrations() {
  std::vector<pg::Migration> all;
  for (auto const& some : {pg::platform_migrations(), embedded::outbox_migrations(), embedded::org_migrations(),
                           embedded::customer_migrations(), embedded::orders_migrations()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

base::Instant at(std::string_view text) { return base::parse_instant(text).value(); }
base::Instant const kNow = at("2026-11-24T12:00:00Z");

SaleFacts sale(std::string number, std::string account, std::int64_t amount_minor = 500) {
  SaleFacts out;
  out.source = "till";
  out.number = std::move(number);
  out.event_at = at("2026-11-01T10:00:00Z");
  out.as_of = at("2026-11-02T00:00:00Z");
  out.currency = base::Currency::parse("EUR").value();
  out.customer.source_id = std::move(account);
  out.tags = {"web", "online", "store", "dublin-1"};
  out.lines = {{.sku = "A", .quantity_units = 1, .unit_price_minor = amount_minor},
               {.sku = "B", .description = "Ein Schal, grün", .quantity_units = 2, .amount_minor = 100}};
  return out;
}

SaleFacts give_back(std::string number, std::string account) {
  auto out = sale(std::move(number), std::move(account));
  out.lines.clear();
  out.return_tags = {"store", "dublin-1"};
  out.return_lines = {
      {.kind = ReturnLineKind::customer_return, .sku = "A", .quantity_units = 1, .unit_price_minor = 500}};
  return out;
}

/// Everything that stands in the record of sales, by what its source calls it: ids and receive times left out.
constexpr pg::Query kDigest{"test.digest", R"sql(
SELECT coalesce(string_agg(line, E'\n' ORDER BY line), '') FROM (
  SELECT concat_ws('|', 'order', o.source, o.number, o.event_at, o.currency, o.amount_minor, o.line_count, l.line_no, l.sku,
                   l.description, l.quantity_units, l.unit_price_minor, l.discount_minor, l.amount_minor, l.origin_channel,
                   l.fulfilment_channel, r.source_id) AS line
  FROM orders.sales_order o JOIN orders.order_line l USING (record_id, order_id) JOIN customer.record r USING (record_id)
  UNION ALL
  SELECT concat_ws('|', 'return', b.source, b.number, b.event_at, b.amount_minor, b.order_number,
                   (SELECT o.number FROM orders.sales_order o WHERE o.order_id = b.order_id), l.line_no, l.kind, l.sku, l.quantity_units, l.amount_minor, l.return_channel, r.source_id)
  FROM orders.sales_return b JOIN orders.return_line l USING (record_id, return_id) JOIN customer.record r USING (record_id)
  UNION ALL
  SELECT concat_ws('|', 'claim', c.source, c.number, c.as_of, encode(c.content_hash, 'hex'), c.anonymous) FROM orders.order_claim c
  UNION ALL
  SELECT concat_ws('|', 'tender', t.tender_no, t.kind, t.amount_minor) FROM orders.tender t
  UNION ALL
  SELECT concat_ws('|', 'record', r.source, r.source_id, r.name) FROM customer.record r) AS lines)sql"};
constexpr pg::Query kBroken{"test.broken", R"sql(
SELECT (SELECT count(*) FROM orders.sales_order o WHERE (amount_minor, line_count) IS DISTINCT FROM
          (SELECT (sum(l.amount_minor)::bigint, count(*)::integer) FROM orders.order_line l WHERE l.record_id = o.record_id AND l.order_id = o.order_id))
     + (SELECT count(*) FROM orders.order_line l WHERE NOT EXISTS
          (SELECT FROM orders.sales_order o WHERE o.record_id = l.record_id AND o.order_id = l.order_id))
     + (SELECT count(*) FROM orders.return_line l WHERE NOT EXISTS
          (SELECT FROM orders.sales_return b WHERE b.record_id = l.record_id AND b.return_id = l.return_id))
     + (SELECT count(*) FROM orders.order_claim c LEFT JOIN orders.order_home h USING (order_id)
        WHERE c.content_hash <> '' AND h.record_id IS DISTINCT FROM c.record_id)
     + (SELECT count(*) FROM orders.order_claim c LEFT JOIN customer.record r USING (record_id) WHERE r.record_id IS NULL)
     + (SELECT count(*) FROM customer.record r LEFT JOIN customer.member m USING (record_id) WHERE m.record_id IS NULL)
     + (SELECT count(*) FROM customer.record r WHERE NOT r.identified AND NOT EXISTS
          (SELECT FROM orders.order_claim c WHERE c.record_id = r.record_id)))sql"};
constexpr pg::Query kEvents{"test.events", "SELECT topic FROM outbox.pending ORDER BY 1"};

struct Shop {
  Shop() {
    pg::transact(database.pool(), pg::in(30s), [](pg::Tx& tx) {
      std::vector<org::ChannelFacts> const channels{{"web", "Web shop", "web"}, {"store", "Stores", "store"}};
      std::vector<org::LocationFacts> const locations{
          {.code = "online", .name = "Online", .kind = "online"},
          {.code = "dublin-1", .name = "Dublin", .kind = "store", .zone = "Europe/Dublin", .country = "IE"}};
      EXPECT_EQ(org::ensure_channels(tx, channels, kNow).value(), 2);
      EXPECT_EQ(org::ensure_locations(tx, locations, kNow).value(), 2);
    });
  }
  RecordedSales record(std::vector<SaleFacts> const& sales) {
    return pg::transact(database.pool(), pg::in(60s), [&](pg::Tx& tx) { return record_sales(tx, sales, kNow); });
  }
  std::vector<SaleState> states(std::vector<SaleFacts> const& sales) {
    std::vector<SaleState> out;
    for (auto const& outcome : record(sales).outcomes) out.push_back(outcome.state);
    return out;
  }
  std::string digest() { return database.connect()->run(kDigest).one().get<std::string>(0); }
  /// Headers without lines, lines without headers, totals that are no sums, guests without a document: none.
  std::int64_t broken() { return database.connect()->run(kBroken).one().get<std::int64_t>(0); }
  std::int64_t number(std::string_view sql) {
    return database.connect()->run(pg::Query{"test.number", sql}).one().get<std::int64_t>(0);
  }
  std::string text(std::string_view sql) {
    return database.connect()->run(pg::Query{"test.text", sql}).one().get<std::string>(0);
  }
  std::vector<std::string> topics() {
    std::vector<std::string> out;
    auto const rows = database.connect()->run(kEvents);
    for (auto const row : rows) out.push_back(row.get<std::string>(0));
    return out;
  }

  pg::testing::Database database{migrations()};
};

using enum SaleState;

TEST(RecordSales, WhatIsToldAgainInASpanStandsAsOfThen) {
  Shop shop;
  auto const telling = [](int hour, std::vector<std::int64_t> const& keys) {
    auto out = sale("T-1", "ann");
    out.as_of = kNow - std::chrono::hours{10 - hour};
    out.vanished = Vanished::kept;
    out.lines.clear();
    for (auto const key : keys) out.lines.push_back({.sku = std::to_string(key), .unit_price_minor = 100, .key = key});
    return out;
  };
  EXPECT_EQ(shop.states({telling(1, {1, 2}), telling(3, {1}), telling(5, {1}), telling(4, {1, 3})}),
            (std::vector{recorded, replaced, unchanged, replaced}));
  EXPECT_EQ(
      shop.text("SELECT string_agg(sku || (last_told_at IS NULL)::text, ' ' ORDER BY sku) FROM orders.order_line"),
      "1true 2false 3false");
  EXPECT_EQ(shop.number("SELECT sum(amount_minor)::bigint FROM orders.sales_order"), 300);
  EXPECT_EQ(shop.broken(), 0);
}

TEST(RecordSales, RecordsOrdersReturnsAndTendersOfASpan) {
  Shop shop;
  auto both = sale("T-3", "ann");
  both.return_tags = {"store", "dublin-1"};
  both.return_lines = {{.kind = ReturnLineKind::customer_return, .sku = "A", .unit_price_minor = 500}};
  both.tenders = {{.kind = "card", .amount_minor = 100}};
  auto const recorded = shop.record({sale("T-1", "ann"), give_back("T-2", "ann"), both, sale("T-4", "")});
  EXPECT_EQ(recorded.counts.orders_recorded, 3);
  EXPECT_EQ(recorded.counts.returns_recorded, 2);
  EXPECT_EQ(recorded.counts.order_lines, 6);
  EXPECT_EQ(recorded.counts.return_lines, 2);
  EXPECT_EQ(recorded.counts.lines_written, 8);
  EXPECT_EQ(recorded.counts.records, 2);
  EXPECT_EQ(recorded.outcomes[0].record_id, recorded.outcomes[2].record_id);
  EXPECT_FALSE(recorded.outcomes[1].order_id);
  EXPECT_TRUE(recorded.outcomes[1].return_id);
  EXPECT_EQ(shop.broken(), 0);
  EXPECT_EQ(shop.topics(), (std::vector<std::string>{"customer.records_changed", "orders.sales_recorded"}));
}

TEST(RecordSales, AReplayIsUnchangedAndWritesNothing) {
  Shop shop;
  std::vector<SaleFacts> const sales{sale("T-1", "ann"), give_back("T-2", "ann"), sale("T-3", "")};
  auto const first = shop.record(sales);
  auto const digest = shop.digest();
  auto const again = shop.record(sales);
  EXPECT_EQ(again.counts.orders_unchanged, 2);
  EXPECT_EQ(again.counts.returns_unchanged, 1);
  EXPECT_EQ(again.counts.lines_written, 0);
  EXPECT_EQ(again.counts.records, 0);
  EXPECT_EQ(again.counts.order_lines, first.counts.order_lines);
  for (std::size_t i = 0; i < sales.size(); ++i) {
    EXPECT_EQ(again.outcomes[i].state, unchanged);
    EXPECT_EQ(again.outcomes[i].record_id, first.outcomes[i].record_id);
    EXPECT_EQ(again.outcomes[i].order_id, first.outcomes[i].order_id);
  }
  EXPECT_EQ(shop.digest(), digest);
  EXPECT_EQ(shop.topics().size(), 2U);
}

TEST(RecordSales, OtherContentReplacesTheWholeDocumentUnderTheSameIds) {
  Shop shop;
  auto const first = shop.record({sale("T-1", "ann")}).outcomes[0];
  auto corrected = sale("T-1", "bob", 700);
  corrected.lines.pop_back();
  corrected.as_of += 24h;
  auto const second = shop.record({corrected}).outcomes[0];
  EXPECT_EQ(second.state, replaced);
  EXPECT_EQ(second.order_id, first.order_id);
  EXPECT_NE(second.record_id, first.record_id) << "the corrected document names another buyer";
  EXPECT_EQ(shop.states({sale("T-1", "ann")}), (std::vector{older}));
  pg::transact(shop.database.pool(), pg::in(10s), [&](pg::Tx& tx) {
    auto const order = get_order(tx, *first.order_id);
    ASSERT_TRUE(order.ok());
    EXPECT_EQ(order.value().lines.size(), 1U);
    EXPECT_EQ(order.value().amount_minor, 700);
    EXPECT_EQ(order.value().record_id, second.record_id);
  });
  EXPECT_EQ(shop.broken(), 0);
}

TEST(RecordSales, AnAnonymousDocumentThatTurnsOutToBeSomebodysLeavesNoGuestBehind) {
  Shop shop;
  auto anonymous = sale("T-1", "");
  auto known = sale("T-1", "ann");
  known.as_of += 1h;
  shop.record({anonymous});
  EXPECT_EQ(shop.states({known}), (std::vector{replaced}));
  EXPECT_EQ(shop.broken(), 0);
  auto again = sale("T-1", "", 900);
  again.as_of += 2h;
  EXPECT_EQ(shop.states({again}), (std::vector{replaced}));
  again.lines[0].unit_price_minor = 901;
  auto const before = shop.record({again}).outcomes[0];
  again.lines[0].unit_price_minor = 902;
  EXPECT_EQ(shop.record({again}).outcomes[0].record_id, before.record_id) << "nobody known stays who they were";
  EXPECT_EQ(shop.broken(), 0);
}

TEST(RecordSales, TheSameNumberTwiceInOneSpanIsSettledInItsOrder) {
  Shop shop;
  auto later = sale("T-1", "ann", 700);
  later.as_of += 1h;
  auto guest = sale("T-2", "");
  auto guest_later = sale("T-2", "", 900);
  guest_later.as_of += 1h;
  EXPECT_EQ(shop.states({sale("T-1", "ann"), sale("T-1", "ann"), later, sale("T-1", "ann"), guest, guest_later, guest}),
            (std::vector{recorded, unchanged, replaced, older, recorded, replaced, older}));
  EXPECT_EQ(shop.broken(), 0);
  EXPECT_EQ(shop.states({later, guest_later}), (std::vector{unchanged, unchanged}));
}

TEST(RecordSales, TwoSetsOfDifferentAsOfGiveTheSameRecordInEitherOrder) {
  std::vector<SaleFacts> monday;
  std::vector<SaleFacts> tuesday;
  std::mt19937 random{4};
  for (int i = 0; i < 40; ++i) {
    auto const who = [&] { return random() % 3 == 0 ? std::string{} : std::to_string(random() % 6); };
    auto early = sale(fmt::format("T-{}", i), who());
    auto late = random() % 2 == 0 ? early : sale(fmt::format("T-{}", i), who(), 800);
    late.as_of += 24h;
    if (random() % 4 != 0) monday.push_back(early);
    if (random() % 4 != 0) tuesday.push_back(late);
  }
  Shop one;
  one.record(monday);
  one.record(tuesday);
  Shop other;
  other.record(tuesday);
  other.record(monday);
  EXPECT_EQ(one.digest(), other.digest());
  EXPECT_EQ(one.broken(), 0);
  EXPECT_EQ(other.broken(), 0);
}

TEST(RecordSales, WhatCannotBeMeantIsLeftOutAndTheRestStands) {
  Shop shop;
  auto wrong = sale("T-2", "ann");
  wrong.tags.origin_channel = "fax";
  auto const done = shop.record({sale("T-1", "ann"), wrong});
  EXPECT_EQ(done.outcomes[0].state, recorded);
  EXPECT_EQ(done.outcomes[1].state, refused);
  ASSERT_EQ(done.outcomes[1].wrong.size(), 1U);
  EXPECT_EQ(done.outcomes[1].wrong[0].reason, "orders.unknown_channel");
  EXPECT_EQ(done.counts.refused, 1);
  EXPECT_EQ(done.counts.order_lines, 2);
}

TEST(RecordSales, AReturnIsLinkedToItsOrderWhenThatIsKnown) {
  Shop shop;
  auto linked = give_back("R-1", "ann");
  linked.returns_number = "T-1";
  auto unlinked = give_back("R-2", "ann");
  unlinked.returns_number = "T-99";
  auto const done = shop.record({linked, sale("T-1", "ann"), unlinked});
  pg::transact(shop.database.pool(), pg::in(10s), [&](pg::Tx& tx) {
    auto const order = get_order(tx, *done.outcomes[1].order_id);
    ASSERT_TRUE(order.ok());
    ASSERT_EQ(order.value().return_lines.size(), 1U);
    EXPECT_EQ(order.value().return_lines[0].kind, "return");
    EXPECT_EQ(get_order(tx, OrderId::make(kNow)).error().reason.name, kOrderNotFound.name);
  });
}

TEST(RecordSales, AnOrderThatIsToldAfterItsReturnTakesTheIdThatWasKeptForIt) {
  Shop shop;
  auto back = give_back("R-1", "ann");
  back.returns_number = "T-1";
  shop.record({back});
  EXPECT_EQ(shop.number("SELECT count(*) FROM orders.sales_order"), 0);
  EXPECT_EQ(shop.states({back}), std::vector{unchanged});
  auto const done = shop.record({sale("T-1", "ben")});
  ASSERT_EQ(done.outcomes[0].state, recorded);
  EXPECT_EQ(shop.number("SELECT count(*) FROM orders.sales_return b JOIN orders.sales_order o USING (order_id) "
                        "WHERE b.number = 'R-1' AND o.number = 'T-1'"),
            1);
  EXPECT_EQ(shop.states({back, sale("T-1", "ben")}), (std::vector{unchanged, unchanged}));
  EXPECT_EQ(shop.broken(), 0);
}

TEST(RecordSales, WhatASourceDoesNotKnowStaysUnknownAndUnitsKeepTheirOwnAmounts) {
  Shop shop;
  auto one = sale("T-1", "ann");
  one.lines.resize(1);
  one.lines[0].unit_price_minor = {};
  one.lines[0].quantity_units = 3;
  one.lines[0].amount_minor = 101;
  one.lines[0].tax_minor = 19;
  one.lines.push_back({.sku = "B", .quantity_units = {}, .amount_minor = 500});
  one.lines.push_back({.sku = "C", .quantity_units = 2, .amount_unknown = true});
  shop.record({one});
  EXPECT_EQ(shop.number("SELECT amount_minor FROM orders.sales_order"), 601);
  EXPECT_EQ(shop.number("SELECT count(*) FROM orders.order_line WHERE unit_runs = '1:34:7:0 1:34:6:0 1:33:6:0'"), 1);
  EXPECT_EQ(shop.number("SELECT count(*) FROM orders.order_line WHERE quantity_units IS NULL AND unit_runs IS NULL"),
            1);
  EXPECT_EQ(shop.number("SELECT count(*) FROM orders.order_line WHERE amount_minor IS NULL AND unit_runs IS NULL"), 1);
  auto silent = one;
  silent.number = "T-2";
  silent.lines[2].amount_unknown = false;
  auto const refused_one = shop.record({silent});
  ASSERT_EQ(refused_one.outcomes[0].wrong.size(), 1U);
  EXPECT_EQ(refused_one.outcomes[0].wrong[0].reason, kNoAmount.name);
}

TEST(RecordSales, AnOrderBelongsToTheDayOfItsPlace) {
  Shop shop;
  auto late = sale("T-1", "ann");
  late.tags = {"store", "dublin-1", "store", "dublin-1"};
  late.event_at = base::parse_instant("2026-06-30T23:30:00Z").value();  // half past midnight in Dublin
  shop.record({late});
  EXPECT_EQ(shop.text("SELECT business_on::text FROM orders.sales_order"), "2026-07-01");
}

TEST(RecordSales, ManyLinesTravelByCopyAndReadBackTheSame) {
  Shop shop;
  auto large = sale("T-1", "ann");
  large.lines.assign(1'200, large.lines[1]);
  large.return_tags = {"store", "dublin-1"};
  large.return_lines.assign(600,
                            {.kind = ReturnLineKind::adjustment, .sku = "Ü", .quantity_units = 3, .amount_minor = 0});
  auto small = sale("T-2", "ann");
  shop.record({large, small});
  EXPECT_EQ(shop.broken(), 0);
  EXPECT_EQ(shop.states({large, small}), (std::vector{unchanged, unchanged}));
}

TEST(RecordSales, TheSameDocumentsFromManyWritersAreRecordedOnce) {
  std::vector<SaleFacts> sales;
  for (int i = 0; i < 60; ++i) {
    sales.push_back(i % 4 == 0 ? give_back(fmt::format("N-{}", i), std::to_string(i % 9))
                               : sale(fmt::format("N-{}", i), i % 5 == 0 ? "" : std::to_string(i % 9)));
    if (i % 3 == 0)
      sales.back().customer.identifiers = {{customer::IdentifierKind::email, fmt::format("p{}@a.ie", i % 7)}};
  }
  Shop alone;
  alone.record(sales);
  for (int round = 0; round < 3; ++round) {
    Shop shop;
    std::atomic<std::int64_t> orders{0};
    std::atomic<std::int64_t> returns{0};
    std::vector<std::thread> writers;
    for (unsigned writer = 0; writer < 4; ++writer) {
      writers.emplace_back([&, writer] {
        auto mine = sales;
        std::mt19937 random{writer + static_cast<unsigned>(round) * 17};
        std::shuffle(mine.begin(), mine.end(), random);
        for (std::size_t from = 0; from < mine.size(); from += 20) {
          auto const done = shop.record({mine.begin() + static_cast<std::ptrdiff_t>(from),
                                         mine.begin() + static_cast<std::ptrdiff_t>(from + 20)});
          orders += done.counts.orders_recorded;
          returns += done.counts.returns_recorded;
        }
      });
    }
    for (auto& writer : writers) writer.join();
    EXPECT_EQ(orders, 45);
    EXPECT_EQ(returns, 15);
    EXPECT_EQ(shop.digest(), alone.digest());
    EXPECT_EQ(shop.broken(), 0);
  }
}

TEST(OrderLine, CannotBeInsertedWithoutItsChannelsAndLocations) {
  Shop shop;
  auto const connection = shop.database.connect();
  std::string const all =
      "record_id,order_id,origin_location,fulfilment_location,event_at,received_at,quantity_units,"
      "discount_minor,amount_minor,line_no,currency,origin_channel,fulfilment_channel,source,sku,description";
  for (std::string const missing : {"origin_channel", "fulfilment_channel", "origin_location", "fulfilment_location"}) {
    std::string columns = all;
    columns.erase(columns.find(missing), missing.size() + 1);
    std::string values;
    for (auto const& column : {"record_id", "order_id", "origin_location", "fulfilment_location"}) {
      if (column != missing) values += "'00000000-0000-7000-8000-000000000001',";
    }
    values += "'2026-01-01','2026-01-01',1,0,1,1,'EUR',";
    for (auto const& column : {"origin_channel", "fulfilment_channel"}) {
      if (column != missing) values += "'web',";
    }
    values += "'till','A',''";
    try {
      connection->run_script("INSERT INTO orders.order_line (" + columns + ") VALUES (" + values + ")");
      FAIL() << "went in without " << missing;
    } catch (pg::DatabaseError const& error) {
      EXPECT_EQ(error.sqlstate(), "23502") << error.what();
    }
  }
}

TEST(ReturnLine, CannotBeInsertedWithoutItsChannelAndLocation) {
  Shop shop;
  auto const connection = shop.database.connect();
  for (std::string const missing : {"return_channel", "return_location"}) {
    bool const channel = missing == "return_channel";
    try {
      connection->run_script(
          "INSERT INTO orders.return_line (record_id,return_id,event_at,received_at,quantity_units,discount_minor,"
          "amount_minor,line_no,currency,kind,source,sku,description," +
          std::string{channel ? "return_location" : "return_channel"} +
          ") VALUES ('00000000-0000-7000-8000-000000000001','00000000-0000-7000-8000-000000000001','2026-01-01',"
          "'2026-01-01',1,0,1,1,'EUR','return','till','A',''," +
          (channel ? "'00000000-0000-7000-8000-000000000001'" : "'web'") + ")");
      FAIL() << "went in without " << missing;
    } catch (pg::DatabaseError const& error) {
      EXPECT_EQ(error.sqlstate(), "23502") << error.what();
    }
  }
}

TEST(ListOrders, MergesTheRecordsOfACustomerNewestFirstAndPagesByKey) {
  Shop shop;
  std::vector<SaleFacts> sales;
  for (int i = 0; i < 23; ++i) {
    auto one = sale(fmt::format("T-{}", i), fmt::format("account-{}", i % 3));
    one.customer.identifiers = {{customer::IdentifierKind::email, "ann@example.ie"}};
    one.event_at += std::chrono::minutes{(i * 7) % 11};
    sales.push_back(one);
  }
  auto const done = shop.record(sales);
  pg::transact(shop.database.pool(), pg::in(10s), [&](pg::Tx& tx) {
    auto const customer = customer::customers_of(tx, std::span{&done.outcomes[0].record_id, 1}).front();
    auto const component = customer::get_component(tx, customer);
    ASSERT_TRUE(component.ok());
    ASSERT_EQ(component.value().records.size(), 3U);
    std::vector<OrderSummary> all;
    for (auto after = base::place_of_cursor("orders", {}).value();;) {
      auto const page = list_orders(tx, component.value().records, after, 5);
      all.insert(all.end(), page.begin(), page.end());
      if (page.size() < 5) break;
      after = {page.back().event_at, page.back().order_id.uuid()};
    }
    ASSERT_EQ(all.size(), sales.size());
    EXPECT_TRUE(std::is_sorted(all.begin(), all.end(), [](auto const& l, auto const& r) {
      return std::pair{l.event_at, l.order_id} > std::pair{r.event_at, r.order_id};
    }));
    EXPECT_EQ(all[0].origin_channels, (std::vector<std::string>{"web"}));
  });
}

SaleBody body(std::string number, std::string channel) {
  SaleBody out{};
  out.source.value = "till";
  out.number.value = std::move(number);
  out.event_at = at("2026-11-01T10:00:00Z");
  out.currency = base::Currency::parse("EUR").value();
  out.customer.emplace();
  out.customer->identifiers.emplace();
  out.customer->identifiers->items.push_back({customer::IdentifierKind::email, {"Ann@Example.ie"}});
  out.tags = OrderTagsBody{{channel}, {"online"}, {"store"}, {"dublin-1"}};
  out.lines.emplace();
  out.lines->items.push_back({.sku = {"A"},
                              .description = {},
                              .quantity_units = {1},
                              .unit_price_minor = AmountMinor{500},
                              .discount_minor = {},
                              .amount_minor = {},
                              .tax_minor = {},
                              .shipping_minor = {},
                              .tags = {}});
  return out;
}

TEST(RecordSale, TheLaneSettlesABatchWithDoublesAndForeignChannels) {
  Shop shop;
  http::Caller web_key;
  web_key.channel = "web";
  http::Caller other_source;
  other_source.source = "shopify";
  std::vector<SaleBody> const bodies{body("T-1", "web"), body("T-1", "web"), body("T-2", "store"), body("T-3", "web"),
                                     body("T-4", "fax")};
  RecordSale lane;
  auto const run = [&] {
    return pg::transact(shop.database.pool(), pg::in(30s), [&](pg::Tx& tx) {
      std::vector<http::LaneItem<SaleBody>> items;
      http::Caller const anyone;
      for (std::size_t i = 0; i < bodies.size(); ++i) {
        items.push_back({bodies[i], i == 2 ? web_key : i == 3 ? other_source : anyone, kNow, ""});
      }
      auto batch = lane.claim(tx, items);
      lane.load(tx, batch);
      std::vector<base::Result<SaleAnswer>> answers;
      for (std::size_t i = 0; i < items.size(); ++i) answers.push_back(lane.decide(batch, i));
      lane.write(tx, batch);
      return answers;
    });
  };
  auto const answers = run();
  ASSERT_TRUE(answers[0].ok());
  EXPECT_EQ(answers[0].value().state, recorded);
  EXPECT_EQ(answers[1].value().state, unchanged);
  EXPECT_EQ(answers[1].value().order_id, answers[0].value().order_id);
  EXPECT_EQ(answers[0].value().customer_id, customer::CustomerId{answers[0].value().record_id.uuid()});
  EXPECT_EQ(answers[2].error().reason.name, kForeignChannel.name);
  EXPECT_EQ(answers[3].error().reason.name, kForeignSource.name);
  EXPECT_EQ(answers[4].error().reason.name, kInvalidSale.name);
  EXPECT_EQ(answers[4].error().fields.at(0).pointer, "/tags/origin_channel");
  EXPECT_EQ(shop.topics(), (std::vector<std::string>{"customer.records_changed", "orders.order_recorded"}));
  EXPECT_EQ(run()[0].value().state, unchanged);
  EXPECT_EQ(shop.broken(), 0);
}

/// One request after the other through the lane, all of them in one batch.
std::vector<base::Result<SaleAnswer>> settle(pg::Tx& tx, std::vector<std::pair<SaleBody, http::Caller>> const& said) {
  RecordSale lane;
  std::vector<http::LaneItem<SaleBody>> items;
  for (auto const& [sale, caller] : said) items.push_back({sale, caller, kNow, ""});
  auto batch = lane.claim(tx, items);
  lane.load(tx, batch);
  std::vector<base::Result<SaleAnswer>> answers;
  for (std::size_t i = 0; i < items.size(); ++i) answers.push_back(lane.decide(batch, i));
  lane.write(tx, batch);
  return answers;
}

http::Caller key_of(std::string channel) {
  http::Caller caller;
  caller.kind = "key";
  caller.channel = std::move(channel);
  return caller;
}

TEST(RecordSale, AChannelsKeyChangesNothingThatIsToldForAnotherInItsBatch) {
  Shop shop;
  auto const store = body("T-1", "store");
  auto const web = body("T-1", "web");
  auto const answers = pg::transact(shop.database.pool(), pg::in(30s), [&](pg::Tx& tx) {
    return settle(tx, {{web, key_of("web")}, {store, key_of("store")}, {web, key_of("web")}, {store, key_of("")}});
  });
  EXPECT_EQ(answers[0].value().state, recorded);
  EXPECT_EQ(answers[1].error().reason.name, kForeignChannel.name);
  EXPECT_EQ(answers[2].value().state, unchanged);
  EXPECT_EQ(answers[3].error().reason.name, kNoVoice.name);
  EXPECT_EQ(shop.broken(), 0);
}

TEST(RecordSale, AChannelsKeyChangesNothingThatIsToldForAnotherAtTheSameTime) {
  Shop shop;
  std::optional<base::Result<SaleAnswer>> answer;
  std::thread other;
  pg::transact(shop.database.pool(), pg::in(30s), [&](pg::Tx& tx) {
    ASSERT_TRUE(settle(tx, {{body("T-1", "web"), key_of("web")}})[0].ok());
    other = std::thread{[&] {
      answer = pg::transact(shop.database.pool(), pg::in(30s),
                            [&](pg::Tx& late) { return settle(late, {{body("T-1", "store"), key_of("store")}})[0]; });
    }};
    // It has seen nothing stand, and waits for the claim of T-1.
    auto const waits = [&] {
      return shop.number(
                 "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
                 "AND datname = current_database()") > 0;
    };
    for (int tries = 0; tries < 500 && !waits(); ++tries) std::this_thread::sleep_for(10ms);
    EXPECT_TRUE(waits());
  });
  other.join();
  EXPECT_EQ(answer->error().reason.name, kForeignChannel.name);
  EXPECT_EQ(shop.number("SELECT count(*) FROM orders.order_line WHERE origin_channel = 'store'"), 0);
  EXPECT_EQ(shop.broken(), 0);
}

}  // namespace
}  // namespace weft::orders
