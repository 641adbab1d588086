// insights_test.cpp - every answer against plain loops over the same random sales, windows and currencies.
#include "insights/insights.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>
#include <map>
#include <set>

#include "insights/figures.h"
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

/// One line sold or brought back, as plain as it can be: what both sides of the test start from.
struct Fact {
  int document{};
  int customer{};  // 0 = nobody known
  int minute_of_day{};
  int day{};  // since kFirstDay
  std::string channel;
  std::string currency;
  std::int64_t amount{};
  bool returned{};
};

/// Documents with one customer, time and currency each, and lines of one or two channels.
rc::Gen<std::vector<Fact>> sales() {
  return rc::gen::exec([] {
    std::vector<Fact> facts;
    auto const documents = *rc::gen::inRange(0, 40);
    for (int document = 0; document < documents; ++document) {
      Fact fact{.document = document,
                .customer = *rc::gen::inRange(0, 9),
                .minute_of_day = *rc::gen::element(0, 1, 719, 1'439),
                .day = *rc::gen::oneOf(rc::gen::inRange(0, 200), rc::gen::inRange(0, 1'000),
                                       rc::gen::element(0, 89, 90, 454, 455, 544, 545)),
                .channel = {},
                .currency = *rc::gen::weightedElement<std::string>({{9, "EUR"}, {1, "SEK"}}),
                .amount = 0,
                .returned = false};
      auto const lines = *rc::gen::inRange(1, 4);
      for (int line = 0; line < lines; ++line) {
        fact.channel = *rc::gen::element<std::string>("web", "store", "app");
        fact.amount = *rc::gen::inRange<std::int64_t>(-300, 9'000);
        fact.returned = *rc::gen::weightedElement<bool>({{5, false}, {1, true}});
        facts.push_back(fact);
      }
    }
    return facts;
  });
}

base::Instant instant_of(Fact const& fact) {
  return base::Instant{kFirstDay + days{fact.day} + std::chrono::minutes{fact.minute_of_day}};
}

void record(pg::Tx& tx, std::vector<Fact> const& facts) {
  std::vector<orders::SaleFacts> sales;
  for (std::size_t at = 0; at < facts.size(); ++at) {
    auto const& fact = facts[at];
    if (at == 0 || fact.document != facts[at - 1].document) {
      orders::SaleFacts sale;
      sale.source = "test";
      sale.number = std::to_string(fact.document);
      sale.event_at = instant_of(fact);
      sale.as_of = kNow;
      sale.currency = *base::Currency::parse(fact.currency);
      if (fact.customer > 0) sale.customer.source_id = "c" + std::to_string(fact.customer);
      sales.push_back(std::move(sale));
    }
    auto& sale = sales.back();
    if (fact.returned) {
      sale.return_lines.push_back(
          {.sku = "a", .amount_minor = std::abs(fact.amount), .tags = orders::ReturnTags{fact.channel, "dc"}});
    } else {
      sale.lines.push_back(
          {.sku = "a", .amount_minor = fact.amount, .tags = orders::OrderTags{fact.channel, "dc", "web", "dc"}});
    }
  }
  if (sales.empty()) return;
  auto const recorded = orders::record_sales(tx, sales, kNow);
  for (auto const& outcome : recorded.outcomes) {
    RC_ASSERT(outcome.state == orders::SaleState::recorded);
  }
}

/// The answer by plain loops, from the definitions and not from the SQL.
struct Oracle {
  std::map<std::string, MixFacts> mixes;
  std::map<std::string, RetentionFacts> retention;
  std::map<std::string, MonthFacts> months;
  std::int64_t anonymous_orders = 0, anonymous_amount = 0, customers_two_orders = 0;

  Oracle(std::vector<Fact> const& all, std::string const& currency, int from, int to, int end) {
    std::vector<Fact> facts;
    for (auto const& fact : all) {
      if (fact.currency == currency) facts.push_back(fact);
    }
    for (int customer = 1; customer < 9; ++customer) {
      window(facts, customer, from, to);
      retain(facts, customer, from, to, end);
    }
    std::set<int> nobody;
    for (auto const& fact : facts) {
      if (fact.customer != 0 || fact.returned || fact.day < from || fact.day >= to) continue;
      nobody.insert(fact.document);
      anonymous_amount += fact.amount;
    }
    anonymous_orders = static_cast<std::int64_t>(nobody.size());
    std::map<std::string, std::set<int>> buyers;
    std::map<std::string, std::set<int>> documents;
    for (auto const& fact : facts) {
      if (fact.customer == 0 || fact.returned || fact.day < from || fact.day >= to) continue;
      auto const month = base::text_of(base::Date{kFirstDay + days{fact.day}}).substr(0, 7);
      buyers[month].insert(fact.customer);
      documents[month].insert(fact.document);
      months[month].amount_minor += fact.amount;
      months[month].customers = static_cast<std::int64_t>(buyers[month].size());
      months[month].orders = static_cast<std::int64_t>(documents[month].size());
    }
  }

 private:
  static std::string mix_of(std::set<std::string> const& channels) {
    std::string out;
    for (auto const& channel : channels) out += (out.empty() ? "" : "+") + channel;
    return out;
  }

  void window(std::vector<Fact> const& facts, int customer, int from, int to) {
    std::set<std::string> channels;
    std::set<int> documents;
    std::int64_t amount = 0, returned = 0;
    for (auto const& fact : facts) {
      if (fact.customer != customer || fact.day < from || fact.day >= to) continue;
      if (fact.returned) {
        returned += std::abs(fact.amount);
        continue;
      }
      channels.insert(fact.channel);
      documents.insert(fact.document);
      amount += fact.amount;
    }
    if (documents.empty()) return;
    if (documents.size() >= 2) ++customers_two_orders;
    auto& mix = mixes[mix_of(channels)];
    ++mix.customers;
    mix.orders += static_cast<std::int64_t>(documents.size());
    mix.amount_minor += amount;
    mix.returned_minor += returned;
  }

  void retain(std::vector<Fact> const& facts, int customer, int from, int to, int end) {
    int first = -1;
    for (auto const& fact : facts) {
      if (fact.customer == customer && !fact.returned && (first < 0 || fact.day < first)) first = fact.day;
    }
    if (first < 0 || first < from || first >= to) return;
    std::set<std::string> channels;
    bool back = false, back_so_far = false;
    for (auto const& fact : facts) {
      if (fact.customer != customer || fact.returned) continue;
      auto const age = fact.day - first;
      if (age < 90) channels.insert(fact.channel);
      back = back || (age >= 90 && age < 455);
      back_so_far = back_so_far || age >= 90;
    }
    auto& group = retention[mix_of(channels)];
    auto const followed = end - first;
    if (followed >= 455) {
      ++group.eligible;
      if (back) ++group.retained;
    }
    if (followed >= 90) {
      ++group.young;
      if (back_so_far) ++group.young_retained;
      group.observed_days = std::max<std::int64_t>(group.observed_days, std::min(followed, 455));
    }
  }
};

base::Date date_of(int day) { return base::Date{kFirstDay + days{day}}; }

std::string name_of(std::vector<std::string> const& mix) {
  std::string out;
  for (auto const& channel : mix) out += (out.empty() ? "" : "+") + channel;
  return out;
}

void expect_equal(ChannelMix const& answer, Oracle const& oracle) {
  std::size_t rows = oracle.mixes.size();
  for (auto const& [mix, facts] : oracle.retention) rows += oracle.mixes.contains(mix) ? 0 : 1;
  RC_ASSERT(answer.mixes.size() == rows);
  std::int64_t customers = 0, orders = 0, amount = 0;
  for (auto const& row : answer.mixes) {
    auto const mix = name_of(row.mix);
    auto const facts = oracle.mixes.contains(mix) ? oracle.mixes.at(mix) : MixFacts{};
    RC_ASSERT(row.customers == facts.customers);
    RC_ASSERT(row.orders == facts.orders);
    RC_ASSERT(row.amount_minor == facts.amount_minor);
    RC_ASSERT(row.returned_minor == facts.returned_minor);
    auto const wanted = retention_of(oracle.retention.contains(mix) ? oracle.retention.at(mix) : RetentionFacts{});
    RC_ASSERT(row.retention.complete == wanted.complete);
    RC_ASSERT(row.retention.eligible == wanted.eligible);
    RC_ASSERT(row.retention.retained == wanted.retained);
    RC_ASSERT(row.retention.rate_bps == wanted.rate_bps);
    RC_ASSERT(row.retention.observed_days == wanted.observed_days);
    customers += row.customers;
    orders += row.orders;
    amount += row.amount_minor;
  }
  RC_ASSERT(answer.customers == customers);
  RC_ASSERT(answer.orders == orders);
  RC_ASSERT(answer.amount_minor == amount);
  RC_ASSERT(answer.anonymous_orders == oracle.anonymous_orders);
  RC_ASSERT(answer.anonymous_amount_minor == oracle.anonymous_amount);
  for (auto const& row : answer.months) {
    auto const facts = oracle.months.contains(row.month) ? oracle.months.at(row.month) : MonthFacts{};
    RC_ASSERT(row.customers == facts.customers);
    RC_ASSERT(row.orders == facts.orders);
    RC_ASSERT(row.amount_minor == facts.amount_minor);
  }
}

TEST(Insights, EqualPlainLoopsOverTheSameSales) {
  ::setenv("RC_PARAMS", "max_success=40 max_size=60", 0);
  pg::testing::Database database{migrations()};
  auto connection = database.connect();
  pg::transact(database.pool(), pg::in(30s), [](pg::Tx& tx) {
    std::array const channels{org::ChannelFacts{"web", "Web", "web"}, org::ChannelFacts{"store", "Store", "store"},
                              org::ChannelFacts{"app", "App", "app"}};
    std::array const locations{org::LocationFacts{.code = "dc", .name = "Depot", .kind = "warehouse"}};
    EXPECT_TRUE(org::ensure_channels(tx, channels, kNow).ok());
    EXPECT_TRUE(org::ensure_locations(tx, locations, kNow).ok());
  });
  EXPECT_TRUE(rc::check("channel_mix and summary equal plain loops", [&] {
    auto const facts = *sales();
    auto const from = *rc::gen::oneOf(rc::gen::just(-1), rc::gen::inRange(0, 600));
    auto const length = *rc::gen::inRange(1, 700);
    pg::Tx tx{*connection};
    record(tx, facts);
    int first = -1, last = -1;
    for (auto const& fact : facts) {
      if (fact.returned || fact.currency != "EUR") continue;
      first = first < 0 ? fact.day : std::min(first, fact.day);
      last = std::max(last, fact.day);
    }
    auto const euro = base::Currency::parse("EUR");
    Question const question =
        from < 0 ? Question{.currency = euro} : Question{date_of(from), date_of(from + length), euro};
    auto const answer = channel_mix(tx, question, kNow).value();
    if (first < 0) {
      RC_ASSERT(answer.customers == 0);
      RC_ASSERT(answer.mixes.empty());
      return;
    }
    Oracle const oracle{facts, "EUR", from < 0 ? first : from, from < 0 ? last + 1 : from + length, last + 1};
    expect_equal(answer, oracle);
    Oracle const whole{facts, "EUR", first, last + 1, last + 1};
    auto const glance = summary(tx, euro, kNow);
    RC_ASSERT(glance.customers_two_or_more_orders == whole.customers_two_orders);
    RC_ASSERT(glance.anonymous_orders == whole.anonymous_orders);
    RetentionFacts all;
    for (auto const& [mix, group] : whole.retention) all = sum_of(std::array{all, group});
    RC_ASSERT(glance.retention.eligible == retention_of(all).eligible);
    RC_ASSERT(glance.retention.rate_bps == retention_of(all).rate_bps);
    RC_ASSERT(!glance.words.empty());
  }));
}

TEST(Insights, WindowsAreHalfOpenAndRefusalsHaveTheirReasons) {
  pg::testing::Database database{migrations()};
  pg::transact(database.pool(), pg::in(30s), [](pg::Tx& tx) {
    std::array const channels{org::ChannelFacts{"web", "Web", "web"}};
    std::array const locations{org::LocationFacts{.code = "dc", .name = "Depot", .kind = "warehouse"}};
    EXPECT_TRUE(org::ensure_channels(tx, channels, kNow).ok());
    EXPECT_TRUE(org::ensure_locations(tx, locations, kNow).ok());
    EXPECT_EQ(summary(tx, {}, kNow).orders, 0);
    record(tx, {{.document = 1,
                 .customer = 1,
                 .minute_of_day = 0,
                 .day = 10,
                 .channel = "web",
                 .currency = "EUR",
                 .amount = 100},
                {.document = 2,
                 .customer = 2,
                 .minute_of_day = 1'439,
                 .day = 10,
                 .channel = "web",
                 .currency = "EUR",
                 .amount = 100},
                {.document = 3,
                 .customer = 3,
                 .minute_of_day = 0,
                 .day = 11,
                 .channel = "web",
                 .currency = "EUR",
                 .amount = 100}});
    auto const count = [&](int from, int to) {
      return channel_mix(tx, {date_of(from), date_of(to), {}}, kNow).value().customers;
    };
    EXPECT_EQ(count(10, 11), 2);
    EXPECT_EQ(count(11, 12), 1);
    EXPECT_EQ(count(9, 10), 0);
    EXPECT_EQ(channel_mix(tx, {date_of(11), {}, {}}, kNow).value().customers, 1);
    EXPECT_EQ(channel_mix(tx, {{}, date_of(11), {}}, kNow).value().customers, 2);
    EXPECT_EQ(channel_mix(tx, {date_of(11), date_of(11), {}}, kNow).error().reason.name, kBadWindow.name);
    EXPECT_EQ(channel_mix(tx, {{}, {}, base::Currency::parse("USD")}, kNow).value().customers, 0);
    record(tx, {{.document = 4, .customer = 1, .day = 12, .channel = "web", .currency = "SEK", .amount = 100}});
    EXPECT_EQ(channel_mix(tx, {}, kNow).error().reason.name, kCurrencyNeeded.name);
    // At a glance the currency with the most orders stands for itself, and the words name the other.
    auto const glance = summary(tx, {}, kNow);
    EXPECT_EQ(glance.currency->text(), "EUR");
    EXPECT_EQ(glance.currencies, (std::vector<std::string>{"EUR", "SEK"}));
    EXPECT_NE(glance.words.back().find("SEK"), std::string::npos);
    EXPECT_EQ(summary(tx, base::Currency::parse("SEK"), kNow).amount_minor, 100);
  });
}

}  // namespace
}  // namespace weft::insights
