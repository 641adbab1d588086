// figures_test.cpp - the arithmetic of insights and its words, by example.
#include "insights/figures.h"

#include <gtest/gtest.h>

#include "insights/insights.h"

namespace weft::insights {
namespace {

base::Date day(std::string_view text) { return base::parse_date(text).value(); }

TEST(Figures, RatesAndAveragesRound) {
  EXPECT_EQ(bps_of(1, 3), 3'333);
  EXPECT_EQ(bps_of(2, 3), 6'667);
  EXPECT_EQ(bps_of(0, 0), 0);
  EXPECT_EQ(average_of(100, 3), 33);
  EXPECT_EQ(average_of(5, 2), 3);
  EXPECT_EQ(average_of(-5, 2), -3);
  EXPECT_EQ(average_of(7, 0), 0);
}

TEST(Figures, RetentionIsWholeOrSaysThatItIsNot) {
  auto const whole = retention_of({1, 4, 1, 10, 5, 455});
  EXPECT_TRUE(whole.complete);
  EXPECT_EQ(whole.eligible, 4);
  EXPECT_EQ(whole.rate_bps, 2'500);
  auto const young = retention_of({1, 0, 0, 10, 5, 280});
  EXPECT_FALSE(young.complete);
  EXPECT_EQ(young.eligible, 10);
  EXPECT_EQ(young.rate_bps, 5'000);
  EXPECT_EQ(young.observed_days, 280);
  EXPECT_FALSE(retention_of({}).rate_bps);
}

TEST(Figures, MonthsAreAllThereAndSayWhetherTheyAreWhole) {
  std::vector<MonthFacts> const facts{{"2011-01", 2, 3, 500}};
  auto const rows = month_rows(facts, day("2010-12-15"), day("2011-03-01"), day("2010-12-01"), day("2011-02-20"));
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].month, "2010-12");
  EXPECT_FALSE(rows[0].complete);
  EXPECT_EQ(rows[0].orders, 0);
  EXPECT_TRUE(rows[1].complete);
  EXPECT_EQ(rows[1].orders, 3);
  EXPECT_FALSE(rows[2].complete);
}

TEST(Figures, MixesGoByCustomers) {
  Book book;
  std::vector<PurchaseRow> bought;
  for (auto const* const channel : {"app", "store", "web", "phone"})
    bought.push_back({.business_on = day("2011-01-01"), .currency = "EUR", .channel = channel, .lines = 1});
  book.put({.identified = true}, bought, {});
  constexpr Channels kApp = 1, kStore = 2, kWeb = 4, kPhone = 8;
  std::vector<MixFacts> const mixes{{kApp | kWeb, 1, 4, 1'000, 0}, {kStore, 3, 3, 900, 100}};
  std::vector<RetentionFacts> const retention{{kPhone, 1, 1, 1, 1, 455}, {kStore, 2, 1, 3, 1, 455}};
  auto const rows = mix_rows(book, mixes, retention);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].mix, std::vector<std::string>{"store"});
  EXPECT_EQ(rows[0].share_bps, 7'500);
  EXPECT_EQ(rows[0].average_order_minor, 300);
  EXPECT_EQ(rows[0].retention.rate_bps, 5'000);
  EXPECT_EQ(rows[1].mix, (std::vector<std::string>{"app", "web"}));
  EXPECT_EQ(rows[1].orders_per_customer_milli, 4'000);
  EXPECT_EQ(rows[2].mix, std::vector<std::string>{"phone"});  // nobody bought so in the window; some did at first
  EXPECT_EQ(rows[2].customers, 0);
}

TEST(Figures, ASlopeIsThatOfTheStraightLine) {
  EXPECT_FALSE(slope_milli_of({}));
  EXPECT_FALSE(slope_milli_of(std::array<std::int64_t, 1>{5}));
  EXPECT_EQ(slope_milli_of(std::array<std::int64_t, 4>{10, 12, 14, 16}), 2'000);
  EXPECT_EQ(slope_milli_of(std::array<std::int64_t, 3>{7, 7, 7}), 0);
  EXPECT_EQ(slope_milli_of(std::array<std::int64_t, 3>{3, 0, 3}), 0);
  EXPECT_EQ(slope_milli_of(std::array<std::int64_t, 4>{0, 0, 0, 10}), 3'000);
}

TEST(Words, NothingIsSaidOfNothing) {
  EXPECT_EQ(in_words(Summary{}).size(), 1U);
  EXPECT_EQ(in_words(ChannelMix{}), std::vector<std::string>{"No sale is recorded in this window."});
}

TEST(Words, EachNumberSaysOverHowManyItWasCounted) {
  Summary answer;
  answer.currency = base::Currency::parse("GBP");
  answer.first_sale_on = day("2010-12-01");
  answer.last_sale_on = day("2011-12-09");
  answer.customers = 1'734;
  answer.customers_two_or_more_orders = 1'100;
  answer.orders = 8'251;
  answer.amount_minor = 341'234'567;
  answer.average_order_minor = 41'357;
  answer.anonymous_orders = 1'352;
  answer.anonymous_amount_minor = 12'300;
  answer.retention = retention_of({1, 0, 0, 1'000, 600, 374});
  auto const words = in_words(answer);
  std::string all;
  for (auto const& sentence : words) all += sentence + '\n';
  EXPECT_NE(all.find("8,251 orders worth GBP 3,412,345.67"), std::string::npos) << all;
  EXPECT_NE(
      all.find("1,734 customers: 0 (0.0 %) bought in more than one channel, 1,100 (63.4 %) bought more than once"),
      std::string::npos)
      << all;
  EXPECT_NE(all.find("too short for 12-month retention"), std::string::npos) << all;
  EXPECT_NE(all.find("600 of 1,000 customers known for 90 days or more (60.0 %)"), std::string::npos) << all;
  EXPECT_NE(all.find("1,352 orders worth GBP 123.00 carry no customer"), std::string::npos) << all;
  answer.retention = retention_of({1, 200, 50, 1'000, 600, 455});
  all.clear();
  for (auto const& sentence : in_words(answer)) all += sentence + '\n';
  EXPECT_NE(all.find("Of 200 customers whose first order lies 455 days or more back, 50 (25.0 %) bought again"),
            std::string::npos)
      << all;
}

}  // namespace
}  // namespace weft::insights
