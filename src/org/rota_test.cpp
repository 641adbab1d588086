// rota_test.cpp - shifts of one person beside each other: exchanged, refused, and the same however often told.
#include "org/rota.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::org {
namespace {

Span hours(int begin, int end, std::size_t who = 0) {
  base::Instant const day{std::chrono::sys_days{std::chrono::year{2026} / 5 / 4}.time_since_epoch()};
  return {day + std::chrono::hours{begin}, day + std::chrono::hours{end}, who};
}
using Made = std::vector<bool>;

TEST(Rota, ShiftsMayTouchAndNotOverlap) {
  EXPECT_EQ(fitting({hours(9, 13)}, {{{}, hours(13, 17)}}), Made{true});
  EXPECT_EQ(fitting({hours(9, 13)}, {{{}, hours(12, 17)}}), Made{false});
  EXPECT_EQ(fitting({}, {{{}, hours(9, 13)}, {{}, hours(12, 17)}}), (Made{true, false}));
  EXPECT_EQ(fitting({hours(9, 13)}, {{hours(15, 17), {}}}), Made{true}) << "calling off can always";
}

TEST(Rota, TwoShiftsAreExchangedInOneGo) {
  EXPECT_EQ(fitting({}, {{hours(9, 13), hours(13, 17)}, {hours(13, 17), hours(9, 13)}}), (Made{true, true}));
  EXPECT_EQ(fitting({}, {{{}, hours(9, 13)}, {hours(9, 13), hours(14, 16)}}), (Made{true, true}))
      << "the second makes room for the first";
}

TEST(Rota, TwoPeopleExchangeTheirShifts) {
  EXPECT_EQ(fitting({}, {{hours(9, 13, 1), hours(9, 13, 2)}, {hours(9, 13, 2), hours(9, 13, 1)}}), (Made{true, true}));
  EXPECT_EQ(fitting({hours(9, 13, 2)}, {{{}, hours(9, 13, 1)}}), Made{true});
}

TEST(Rota, WhatCannotMoveStaysAndBlocksItsPlace) {
  EXPECT_EQ(fitting({hours(18, 20)}, {{{}, hours(9, 13)}, {hours(9, 13), hours(18, 19)}}), (Made{false, false}));
}

TEST(Rota, WhatWasPushedOutForNothingFitsAfterAll) {
  // The second lost to the first, which then cannot be made itself, as the third stays where it is.
  EXPECT_EQ(fitting({hours(20, 22)}, {{{}, hours(8, 12)}, {{}, hours(9, 10)}, {hours(11, 14), hours(20, 21)}}),
            (Made{false, true, false}));
}

RC_GTEST_PROP(Rota, NeverOverlapsAndToldAgainChangesNothing, ()) {
  auto const span = [] {
    auto const begin = *rc::gen::inRange(0, 40);
    return hours(begin, begin + *rc::gen::inRange(1, 8), *rc::gen::inRange<std::size_t>(0, 2));
  };
  // A rota that stands without overlaps, and moves of some of it and of new shifts.
  std::vector<Span> stands;
  for (int i = 0; i < 8; ++i) {
    auto const one = span();
    if (std::none_of(stands.begin(), stands.end(), [&](Span const& other) { return other.overlaps(one); }))
      stands.push_back(one);
  }
  std::vector<Span> standing;
  std::vector<Move> moves;
  for (auto const& one : stands) {
    if (*rc::gen::arbitrary<bool>()) {
      standing.push_back(one);
    } else {
      moves.push_back({one, *rc::gen::inRange(0, 5) == 0 ? std::nullopt : std::optional{span()}});
    }
  }
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) moves.push_back({{}, span()});
  auto const made = fitting(standing, moves);
  auto result = standing;
  std::vector<Move> refused;
  for (std::size_t at = 0; at < moves.size(); ++at) {
    auto const& now = made[at] ? moves[at].after : moves[at].before;
    if (now) result.push_back(*now);
    if (!made[at]) refused.push_back(moves[at]);
  }
  for (std::size_t left = 0; left < result.size(); ++left) {
    for (std::size_t right = left + 1; right < result.size(); ++right) RC_ASSERT(!result[left].overlaps(result[right]));
  }
  auto others = standing;
  for (std::size_t at = 0; at < moves.size(); ++at) {
    if (made[at] && moves[at].after) others.push_back(*moves[at].after);
  }
  RC_ASSERT(fitting(others, refused) == std::vector<bool>(refused.size(), false));
}

}  // namespace
}  // namespace weft::org
