// unit_runs_test.cpp - no cent is lost over the units of a line, and no two units are more than a cent apart.
#include "orders/unit_runs.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace weft::orders {
namespace {

TEST(UnitRuns, AreOneWhereAllUnitsAreAlike) {
  EXPECT_EQ(unit_runs({.units = 3, .amount_minor = 300, .tax_minor = 57}), (std::vector<UnitRun>{{3, 100, 19, 0}}));
  EXPECT_EQ(unit_runs({.units = 1, .amount_minor = 101}), (std::vector<UnitRun>{{1, 101, 0, 0}}));
  EXPECT_EQ(unit_runs({.units = 5}), (std::vector<UnitRun>{{5, 0, 0, 0}}));
}

TEST(UnitRuns, AreStoredAsATextThatPeopleCanRead) {
  EXPECT_EQ(text_of(unit_runs({.units = 3, .amount_minor = -101, .tax_minor = 9})), "2:-34:3:0 1:-33:3:0");
  EXPECT_EQ(text_of(std::vector<UnitRun>{}), "");
}

TEST(UnitRuns, TheFirstUnitsGetWhatIsLeftOver) {
  EXPECT_EQ(unit_runs({.units = 3, .amount_minor = 101}), (std::vector<UnitRun>{{2, 34, 0, 0}, {1, 33, 0, 0}}));
  EXPECT_EQ(unit_runs({.units = 3, .amount_minor = -101}), (std::vector<UnitRun>{{2, -34, 0, 0}, {1, -33, 0, 0}}));
  EXPECT_EQ(unit_runs({.units = 10, .amount_minor = 1003, .tax_minor = 192, .shipping_minor = 5}),
            (std::vector<UnitRun>{{2, 101, 20, 1}, {1, 101, 19, 1}, {2, 100, 19, 1}, {5, 100, 19, 0}}));
}

RC_GTEST_PROP(UnitRuns, ComeToTheLineExactly, ()) {
  auto const amount = [] { return *rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000); };
  LineTotals const line{*rc::gen::inRange<std::int64_t>(1, 2'000), amount(), amount(), amount()};
  auto const runs = unit_runs(line);
  LineTotals sum;
  for (auto const& run : runs) {
    RC_ASSERT(run.units > 0);
    sum.units += run.units;
    sum.amount_minor += run.units * run.amount_minor;
    sum.tax_minor += run.units * run.tax_minor;
    sum.shipping_minor += run.units * run.shipping_minor;
  }
  RC_ASSERT(runs.size() <= 4U);
  RC_ASSERT(std::tie(sum.units, sum.amount_minor, sum.tax_minor, sum.shipping_minor) ==
            std::tie(line.units, line.amount_minor, line.tax_minor, line.shipping_minor));
  auto const [least, most] = std::minmax_element(
      runs.begin(), runs.end(), [](auto const& l, auto const& r) { return l.amount_minor < r.amount_minor; });
  RC_ASSERT(most->amount_minor - least->amount_minor <= 1);
}

}  // namespace
}  // namespace weft::orders
