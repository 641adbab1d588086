// misspelling_test.cpp - a slip is one edit, whatever the text, and chance is the same on every machine.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "app/retailer/chance.h"
#include "app/retailer/misspelling.h"
#include "app/retailer/names.h"
#include "app/retailer/testing.h"
#include "base/text.h"

namespace weft::retailer {
namespace {

TEST(Chance, IsTheSameOnEveryMachine) {
  Chance chance{1, "golden"};
  EXPECT_EQ(chance.next(), 7788320111491750557ULL);
  EXPECT_EQ(chance.below(1'000), 963U);
  EXPECT_EQ(chance.between(-5, 5), 3);
  EXPECT_EQ(chance.wait(1'000), 309);
}

TEST(Chance, GivesEachPurposeItsOwnSequence) {
  EXPECT_NE((Chance{1, "a"}.next()), (Chance{1, "b"}.next()));
  EXPECT_NE((Chance{1, "a"}.next()), (Chance{2, "a"}.next()));
  EXPECT_NE((Chance{1, "a", 1}.next()), (Chance{1, "a", 2}.next()));
}

RC_GTEST_PROP(Chance, WaitsAsLongAsItIsTold, (std::uint64_t seed)) {
  Chance chance{seed, "waits"};
  std::int64_t total = 0;
  for (int i = 0; i < 20'000; ++i) total += chance.wait(10'000);
  RC_ASSERT(total / 20'000 > 9'600);
  RC_ASSERT(total / 20'000 < 10'400);
}

RC_GTEST_PROP(Misspelling, IsOneEdit, (std::uint64_t seed)) {
  Chance chance{seed, "names"};
  for (auto const& name : family_names()) {
    auto const slip = misspelt(name, chance);
    RC_ASSERT(edits(name, slip) == 1);
    RC_ASSERT(base::text_length(slip).has_value());
  }
}

RC_GTEST_PROP(Misspelling, OfANumberKeepsItsCodeAndLength, (std::uint64_t seed)) {
  Chance chance{seed, "phones"};
  auto const slip = misdialled("0881234567", chance);
  RC_ASSERT(edits("0881234567", slip) == 1);
  RC_ASSERT(slip.starts_with("088"));
  RC_ASSERT(slip.size() == 10U);
}

RC_GTEST_PROP(Misspelling, OfADateIsADate, (std::uint64_t seed)) {
  Chance chance{seed, "dates"};
  auto const date = std::chrono::year{1984} / std::chrono::February / 29;
  auto const slip = misdated(date, chance);
  RC_ASSERT(slip.ok());
  RC_ASSERT(edits(base::text_of(date), base::text_of(slip)) == 1);
}

}  // namespace
}  // namespace weft::retailer
