// insights_test.cpp - answers of one long-lived projection against slow SQL over the same database, while sales go on.
#include "insights/insights.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <future>
#include <map>
#include <thread>

#include "orders/orders.h"
#include "org/org.h"
#include "platform/pg/testing.h"

namespace weft::embedded {
std::span<pg::Migration const> outbox_migrations();
std::span<pg::Migration const> org_migrations();
std::span<pg::Migration const> customer_migrations();
std::span<pg::Migration const> orders_migrations();
}  // namespace weft::embedded

namespace weft::insights {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

std::vector<pg::Migration> migrations() {
  std::vector<pg::Migration> all;
  for (auto const& some : {pg::platform_migrations(), embedded::outbox_migrations(), embedded::org_migrations(),
                           embedded::customer_migrations(), embedded::orders_migrations()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

base::Instant const kNow = *base::parse_instant("2026-11-24T12:00:00Z");
sys_days const kFirstDay = sys_days{base::Date{std::chrono::year{2023} / 1 / 1}};
base::Date date_after(int day) { return base::Date{kFirstDay + days{day}}; }

Insights::Request soon() { return {kNow, pg::in(30s)}; }

void open_shop(pg::Pool& pool) {
  pg::transact(pool, pg::in(30s), [](pg::Tx& tx) {
    std::array const channels{org::ChannelFacts{"web", "Web", "web"}, org::ChannelFacts{"store", "Store", "store"},
                              org::ChannelFacts{"app", "App", "app"}};
    std::array const locations{
        org::LocationFacts{.code = "dublin", .name = "Dublin", .kind = "store", .zone = "Europe/Dublin"},
        org::LocationFacts{.code = "tokyo", .name = "Tokyo", .kind = "store", .zone = "Asia/Tokyo"}};
    EXPECT_TRUE(org::ensure_channels(tx, channels, kNow).ok());
    EXPECT_TRUE(org::ensure_locations(tx, locations, kNow).ok());
  });
}

/// Documents of a few people; numbers and loyalty numbers repeat, so that later ones replace earlier ones, name other
/// buyers, join people, and bring back what was sold or is not sold yet.
std::vector<orders::SaleFacts> any_sales() {
  std::vector<orders::SaleFacts> out;
  auto const count = *rc::gen::inRange(0, 30);
  for (int n = 0; n < count; ++n) {
    orders::SaleFacts sale;
    sale.source = "test";
    auto const document = *rc::gen::inRange(1, 40);
    sale.number = std::to_string(document);
    auto const day = *rc::gen::oneOf(rc::gen::inRange(0, 1'000), rc::gen::element(0, 89, 90, 454, 455));
    sale.event_at = base::Instant{kFirstDay + days{day} + std::chrono::minutes{*rc::gen::element(0, 1, 719, 1'439)}};
    sale.as_of = kNow;
    sale.currency = *base::Currency::parse(document % 10 == 0 ? "JPY" : "EUR");
    auto const person = *rc::gen::inRange(0, 9);
    if (person > 0) sale.customer.source_id = "c" + std::to_string(person);
    if (person > 0 && *rc::gen::inRange(0, 8) == 0)
      sale.customer.identifiers = {{customer::IdentifierKind::loyalty, std::to_string(*rc::gen::inRange(1, 4))}};
    auto const place = *rc::gen::element<std::string>("dublin", "tokyo");
    auto const channel = [] { return *rc::gen::element<std::string>("web", "store", "app"); };
    for (int line = *rc::gen::inRange(1, 3); line > 0; --line)
      sale.lines.push_back({.sku = *rc::gen::element<std::string>("a", "b"),
                            .amount_minor = *rc::gen::inRange<std::int64_t>(-300, 9'000),
                            .tags = orders::OrderTags{channel(), place, "store", place}});
    if (*rc::gen::inRange(0, 3) == 0) {
      sale.lines.resize(static_cast<std::size_t>(*rc::gen::inRange(0, 2)));
      sale.returns_number = std::to_string(*rc::gen::inRange(1, 40));
      sale.return_lines.push_back({.sku = *rc::gen::element<std::string>("a", "b"),
                                   .amount_minor = *rc::gen::inRange<std::int64_t>(0, 3'000),
                                   .tags = orders::ReturnTags{channel(), place}});
    }
    out.push_back(std::move(sale));
  }
  return out;
}

// ---- The same questions as plain SQL over the tables ----
// (mix, customers, orders, amount, returned) of EUR in a window of business days
constexpr pg::Query kSlowMix{"test.slow_mix", R"sql(
  WITH line AS (
    SELECT m.customer_id, o.order_id, l.origin_channel, sum(l.amount_minor) AS amount
    FROM orders.order_line l JOIN orders.sales_order o USING (record_id, order_id)
    JOIN customer.record r USING (record_id) JOIN customer.member m USING (record_id)
    WHERE r.identified AND l.currency = 'EUR' AND o.business_on >= $1 AND o.business_on < $2
    GROUP BY m.customer_id, o.order_id, l.origin_channel),
  buyer AS (
    SELECT customer_id, string_agg(DISTINCT origin_channel, '+' ORDER BY origin_channel) AS mix,
           count(DISTINCT order_id) AS orders, sum(amount) AS amount FROM line GROUP BY customer_id),
  back AS (
    SELECT m.customer_id, sum(l.amount_minor) AS amount
    FROM orders.return_line l JOIN orders.sales_return b USING (record_id, return_id)
    JOIN customer.record r USING (record_id) JOIN customer.member m USING (record_id)
    WHERE r.identified AND l.kind <> 'adjustment' AND l.currency = 'EUR' AND b.business_on >= $1 AND b.business_on < $2
    GROUP BY m.customer_id)
  SELECT concat_ws('|', b.mix, count(*), sum(b.orders), sum(b.amount), coalesce(sum(t.amount), 0))
  FROM buyer b LEFT JOIN back t USING (customer_id) GROUP BY b.mix ORDER BY count(*) DESC, b.mix)sql"};

// (mix, eligible, retained) of those whose 455 days have passed
constexpr pg::Query kSlowRetention{"test.slow_retention", R"sql(
  WITH bought AS (
    SELECT DISTINCT m.customer_id, l.origin_channel, o.business_on AS day
    FROM orders.order_line l JOIN orders.sales_order o USING (record_id, order_id)
    JOIN customer.record r USING (record_id) JOIN customer.member m USING (record_id)
    WHERE r.identified AND l.currency = 'EUR'),
  last AS (SELECT max(o.business_on) + 1 AS day FROM orders.sales_order o
           WHERE o.currency = 'EUR' AND o.line_count > 0),
  first AS (SELECT customer_id, min(day) AS day0 FROM bought GROUP BY customer_id),
  person AS (
    SELECT f.customer_id,
           string_agg(DISTINCT b.origin_channel, '+' ORDER BY b.origin_channel) FILTER (WHERE b.day < f.day0 + 90) AS mix,
           bool_or(b.day >= f.day0 + 90 AND b.day < f.day0 + 455) AS came_back
    FROM first f JOIN bought b USING (customer_id) CROSS JOIN last
    WHERE f.day0 >= $1 AND f.day0 < $2 AND last.day - f.day0 >= 455 GROUP BY f.customer_id)
  SELECT concat_ws('|', mix, count(*), count(*) FILTER (WHERE came_back)) FROM person GROUP BY mix
  ORDER BY count(*) DESC, mix)sql"};

// (recency score, customers, fewest days, most days, value) net of returns
constexpr pg::Query kSlowRfm{"test.slow_rfm", R"sql(
  WITH buyer AS (
    SELECT m.customer_id, max(o.business_on) AS last, sum(o.amount_minor) AS amount
    FROM orders.sales_order o JOIN customer.record r USING (record_id) JOIN customer.member m USING (record_id)
    WHERE r.identified AND o.currency = 'EUR' AND o.amount_minor > 0 AND o.business_on >= $1 AND o.business_on < $2
    GROUP BY m.customer_id),
  back AS (
    SELECT m.customer_id, sum(b.amount_minor) AS amount
    FROM orders.sales_return b JOIN customer.member m USING (record_id)
    WHERE b.currency = 'EUR' AND b.business_on >= $1 AND b.business_on < $2 GROUP BY m.customer_id),
  named AS (
    SELECT m.customer_id, min(r.source_id COLLATE "C") AS source_id
    FROM customer.record r JOIN customer.member m USING (record_id) GROUP BY m.customer_id),
  scored AS (
    SELECT $2::date - b.last AS days, b.amount - coalesce(t.amount, 0) AS amount,
           ntile(5) OVER (ORDER BY $2::date - b.last DESC, n.source_id) AS r
    FROM buyer b JOIN named n USING (customer_id) LEFT JOIN back t USING (customer_id))
  SELECT concat_ws('|', r, count(*), min(days), max(days), sum(amount)) FROM scored GROUP BY r ORDER BY r)sql"};

// (channel of sale, returned lines, value) of all time, cancellations left out
constexpr pg::Query kSlowReturns{"test.slow_returns", R"sql(
  SELECT concat_ws('|', coalesce((SELECT l.origin_channel FROM orders.order_line l
                                  WHERE l.order_id = o.order_id AND l.sku = b.sku ORDER BY l.line_no LIMIT 1),
                                 o.origin_channel), count(*), sum(b.amount_minor))
  FROM orders.return_line b JOIN orders.sales_return r USING (record_id, return_id)
  JOIN orders.sales_order o ON o.order_id = r.order_id AND o.currency = b.currency
  WHERE b.kind = 'return' AND b.currency = 'EUR'
  GROUP BY coalesce((SELECT l.origin_channel FROM orders.order_line l
                     WHERE l.order_id = o.order_id AND l.sku = b.sku ORDER BY l.line_no LIMIT 1), o.origin_channel)
  ORDER BY 1)sql"};

using Lines = std::vector<std::string>;

template <class... Values>
Lines slow(pg::Connection& connection, pg::Query const& query, Values const&... values) {
  Lines out;
  for (auto const row : connection.run(query, values...)) out.push_back(row.template get<std::string>(0));
  return out;
}

std::string joined(std::vector<std::string> const& mix) { return fmt::format("{}", fmt::join(mix, "+")); }

Lines lines_of(ChannelMix const& answer) {
  Lines out;
  for (auto const& row : answer.mixes) {
    if (row.customers == 0) continue;  // nobody bought so in the window, somebody did at first
    out.push_back(fmt::format("{}|{}|{}|{}|{}", joined(row.mix), row.customers, row.orders, row.amount_minor,
                              row.returned_minor));
  }
  return out;
}
Lines lines_of(RetentionAnswer const& answer) {
  Lines out;
  for (auto const& row : answer.rolling) {
    if (!row.retention.complete) continue;
    out.push_back(fmt::format("{}|{}|{}", joined(row.mix), row.retention.eligible, row.retention.retained));
  }
  return out;
}
Lines lines_of(RfmAnswer const& answer) {
  Lines out;
  for (auto const& row : answer.recency) {
    if (row.customers == 0) continue;
    out.push_back(
        fmt::format("{}|{}|{}|{}|{}", row.score, row.customers, row.days_min, row.days_max, row.amount_minor));
  }
  return out;
}
Lines lines_of(ReturnsAnswer const& answer) {
  Lines out;
  for (auto const& row : answer.sold) {
    if (row.returned_lines == 0) continue;
    out.push_back(fmt::format("{}|{}|{}", row.channel, row.returned_lines, row.returned_minor));
  }
  return out;
}

TEST(Insights, EqualSlowSqlWhileSalesGoOn) {
  int databases = 0;
  EXPECT_TRUE(rc::check("answers equal slow SQL", [&] {
    if (++databases > 12) return;  // each costs some seconds
    pg::testing::Database database{migrations()};
    open_shop(database.pool());
    outbox::Feed feed{database.pool()};
    Insights insights{database.pool(), feed};
    auto connection = database.connect();
    for (int round = 0; round < 4; ++round) {
      auto const sales = any_sales();
      pg::transact(database.pool(), pg::in(30s), [&](pg::Tx& tx) {
        for (auto const& outcome : orders::record_sales(tx, sales, kNow).outcomes)
          RC_ASSERT(outcome.state != orders::SaleState::refused);
      });
      auto const from = *rc::gen::inRange(-10, 600);
      auto const to = from + *rc::gen::inRange(1, 700);
      Question const question{date_after(from), date_after(to), base::Currency::parse("EUR")};
      auto const mix = insights.channel_mix(question, soon()).value();
      RC_ASSERT(lines_of(mix) == slow(*connection, kSlowMix, date_after(from), date_after(to)));
      auto const retention = insights.retention(question, soon()).value();
      RC_ASSERT(lines_of(retention) == slow(*connection, kSlowRetention, date_after(from), date_after(to)));
      auto const rfm = insights.rfm(question, Basis::net, soon()).value();
      RC_ASSERT(lines_of(rfm) == slow(*connection, kSlowRfm, date_after(from), date_after(to)));
      auto const returns = insights.returns({.currency = base::Currency::parse("EUR")}, soon()).value();
      RC_ASSERT(lines_of(returns) == slow(*connection, kSlowReturns));
    }
  }));
}

orders::SaleFacts sale_of(std::string number, std::string person, int day, std::string currency = "EUR") {
  orders::SaleFacts sale;
  sale.source = "test";
  sale.number = std::move(number);
  sale.event_at = base::Instant{kFirstDay + days{day} + 12h};
  sale.as_of = kNow;
  sale.currency = *base::Currency::parse(currency);
  sale.customer.source_id = std::move(person);
  sale.lines.push_back({.sku = "a", .amount_minor = 100, .tags = orders::OrderTags{"web", "dublin", "web", "dublin"}});
  return sale;
}

void record(pg::Pool& pool, std::vector<orders::SaleFacts> const& sales) {
  pg::transact(pool, pg::in(30s), [&](pg::Tx& tx) { orders::record_sales(tx, sales, kNow); });
}

TEST(Insights, WindowsAreHalfOpenAndRefusalsHaveTheirReasons) {
  pg::testing::Database database{migrations()};
  open_shop(database.pool());
  outbox::Feed feed{database.pool()};
  Insights insights{database.pool(), feed};
  EXPECT_EQ(insights.summary({}, soon()).value().orders, 0);
  record(database.pool(), {sale_of("1", "a", 10), sale_of("2", "b", 10), sale_of("3", "c", 11)});
  auto const ask = [&](std::optional<base::Date> from, std::optional<base::Date> to) {
    return insights.channel_mix({from, to, {}}, soon());
  };
  EXPECT_EQ(ask(date_after(10), date_after(11)).value().customers, 2);
  EXPECT_EQ(ask(date_after(11), date_after(12)).value().customers, 1);
  EXPECT_EQ(ask(date_after(9), date_after(10)).value().customers, 0);
  EXPECT_EQ(ask(date_after(11), {}).value().customers, 1);
  EXPECT_EQ(ask({}, date_after(11)).value().customers, 2);
  EXPECT_EQ(ask(date_after(11), date_after(11)).error().reason.name, kBadWindow.name);
  EXPECT_EQ(insights.channel_mix({{}, {}, base::Currency::parse("USD")}, soon()).value().customers, 0);
  record(database.pool(), {sale_of("4", "a", 12, "SEK")});
  EXPECT_EQ(ask({}, {}).error().reason.name, kCurrencyNeeded.name);
  // At a glance the currency with the most orders stands for itself, and the words name the other.
  auto const glance = insights.summary({}, soon()).value();
  EXPECT_EQ(glance.currency->text(), "EUR");
  EXPECT_EQ(glance.currencies, (std::vector<std::string>{"EUR", "SEK"}));
  EXPECT_NE(glance.words.back().find("SEK"), std::string::npos);
  EXPECT_EQ(insights.summary(base::Currency::parse("SEK"), soon()).value().amount_minor, 100);
}

TEST(Insights, WhatWasCommittedBeforeAQuestionIsInItsAnswer) {
  pg::testing::Database database{migrations()};
  open_shop(database.pool());
  base::SystemClock clock;
  outbox::Sequencer sequencer{database.pool(), clock};
  outbox::Feed feed{database.pool()};
  Insights insights{database.pool(), feed};
  feed.start();
  sequencer.start();
  insights.start();
  for (int n = 1; n <= 60; ++n) {
    record(database.pool(), {sale_of(std::to_string(n), "p" + std::to_string(n % 7), n)});
    EXPECT_EQ(insights.channel_mix({}, soon()).value().orders, n);
  }
  insights.stop();
  sequencer.stop();
  feed.stop();
}

TEST(Insights, WhoCannotWaitForTheFactsHearsOfIt) {
  pg::testing::Database database{migrations()};
  open_shop(database.pool());
  outbox::Feed feed{database.pool()};
  Insights insights{database.pool(), feed};
  auto connection = database.connect();
  std::optional<pg::Tx> blocker{std::in_place, *connection};
  constexpr pg::Query kBlock{"test.block", "LOCK TABLE customer.record IN ACCESS EXCLUSIVE MODE"};
  blocker->run(kBlock);
  auto patient = std::async(std::launch::async, [&] { return insights.summary({}, soon()).ok(); });
  std::optional<base::Error> refused;
  for (auto const until = pg::in(20s); !refused && std::chrono::steady_clock::now() < until;) {
    // Whoever comes first reads and waits for the lock, so it is the other that hears of it.
    try {
      auto const answer = insights.summary({}, {kNow, pg::in(50ms)});
      if (!answer) refused = answer.error();
    } catch (pg::DatabaseError const&) {
      std::this_thread::sleep_for(10ms);  // this one came first: now the patient one shall
    }
  }
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->reason.name, kNotReady.name);
  EXPECT_EQ(refused->retry_after_seconds, 1);
  blocker.reset();
  EXPECT_TRUE(patient.get());
}

}  // namespace
}  // namespace weft::insights
