// standing_test.cpp - when a figure reaches a target, and that an incomplete one never does.
#include "insights/standing.h"

#include <gtest/gtest.h>

namespace weft::insights {
namespace {

constexpr Day kFirst = 19'358;  // 2023-01-01

base::Uuid uuid_of(std::uint8_t number) {
  base::Uuid out{};
  out.bytes[15] = number;
  return out;
}

/// A customer who buys in the store on each of these days, counted from the first.
void buys(Book& book, std::uint8_t who, std::vector<Day> const& days) {
  RecordRow const row{uuid_of(who), uuid_of(who), true, "c" + std::to_string(who)};
  std::vector<PurchaseRow> bought;
  for (auto const day : days) {
    auto const order = uuid_of(static_cast<std::uint8_t>(100 + bought.size() + 10U * who));
    bought.push_back({row.record_id, order, date_of(kFirst + day), "EUR", "store", 1, 1, 1'000});
  }
  book.put(row, bought, {});
}

Window until(Book const& book, Day days) {
  return {
      .from = kFirst, .to = kFirst + days, .currency = *book.currency_no("EUR"), .first = kFirst, .end = kFirst + days};
}

Target rate_of(Measure measure, std::int64_t bps) {
  Target out;
  out.measure = measure;
  out.value_bps = bps;
  return out;
}

TEST(Standing, AnIncompleteFigureReachesNothing) {
  Book book;
  buys(book, 1, {0, 120});
  auto const young = standing_of(book, until(book, 200), Measure::retention_12m);
  ASSERT_TRUE(young.ours);
  EXPECT_EQ(young.ours->value_bps, 10'000);
  EXPECT_FALSE(young.ours->complete);
  EXPECT_FALSE(is_reached(rate_of(Measure::retention_12m, 5'000), young));
  auto const old = standing_of(book, until(book, 455), Measure::retention_12m);
  EXPECT_TRUE(old.ours->complete);
  EXPECT_TRUE(is_reached(rate_of(Measure::retention_12m, 5'000), old));
  EXPECT_FALSE(is_reached(rate_of(Measure::retention_12m, 10'001), old));
}

TEST(Standing, TooFewDaysAreAReasonAndNoFigure) {
  Book book;
  buys(book, 1, {0});
  auto const found = standing_of(book, until(book, 30), Measure::retention_12m);
  EXPECT_FALSE(found.ours);
  EXPECT_EQ(found.not_measured, "No customer has been followed for 90 days yet.");
  EXPECT_FALSE(is_reached(rate_of(Measure::retention_12m, 0), found));
  std::vector<BenchmarkRow> rows(2);
  rows[0].benchmark = "retention_strong";
  rows[1].benchmark = "retention_weak";
  hold_against(book, until(book, 455), rows);
  EXPECT_TRUE(rows[0].not_measured);
  ASSERT_TRUE(rows[1].ours);
  EXPECT_EQ(rows[1].ours->value_bps, 0);
}

TEST(Standing, ReturnsShallStayBelow) {
  Standing const tenth{.ours = Figure{.value_bps = 1'000,
                                      .value_minor = {},
                                      .currency = {},
                                      .counted = 10,
                                      .complete = true,
                                      .definition = "returns.1"},
                       .not_measured = {}};
  EXPECT_TRUE(is_reached(rate_of(Measure::return_rate, 1'000), tenth));
  EXPECT_FALSE(is_reached(rate_of(Measure::return_rate, 999), tenth));
  EXPECT_FALSE(is_reached(rate_of(Measure::cross_channel_rate, 1'001), tenth));
}

}  // namespace
}  // namespace weft::insights
