// zone_test.cpp - days and local times in zones, around the hours that come twice and the hours that never come.
#include "base/zone.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::base {
namespace {

using namespace std::chrono_literals;

Instant at(std::string_view text) { return parse_instant(text).value(); }
LocalTime local(std::string_view text) { return LocalTime{at(std::string{text} + "Z").time_since_epoch()}; }
Zone zone(std::string_view name) { return Zone::find(name).value(); }

TEST(Zone, KnowsTheZonesOfTheMachineAndNoOthers) {
  EXPECT_EQ(zone("Europe/London").name(), "Europe/London");
  EXPECT_EQ(zone("UTC").name(), "UTC");
  EXPECT_FALSE(Zone::find("Europe/Atlantis"));
  EXPECT_FALSE(Zone::find(""));
  EXPECT_FALSE(Zone::find("../../etc/passwd"));
}

TEST(Zone, ADayIsADayOfThePlace) {
  EXPECT_EQ(text_of(zone("Asia/Tokyo").day_of(at("2026-03-01T15:00:00Z"))), "2026-03-02");
  EXPECT_EQ(text_of(zone("America/Los_Angeles").day_of(at("2026-03-01T07:59:59Z"))), "2026-02-28");
  EXPECT_EQ(text_of(zone("America/Los_Angeles").day_of(at("2026-03-01T08:00:00Z"))), "2026-03-01");
  EXPECT_EQ(text_of(Zone{}.day_of(at("1969-12-31T23:59:59.999999Z"))), "1969-12-31");
}

TEST(Zone, AnHourThatComesTwiceIsTheEarlier) {
  auto const berlin = zone("Europe/Berlin");
  EXPECT_EQ(berlin.instant_of(local("2025-10-26T02:30:00")), at("2025-10-26T00:30:00Z"));
  EXPECT_EQ(berlin.instant_of(local("2025-10-26T03:00:00")), at("2025-10-26T02:00:00Z"));
  EXPECT_EQ(berlin.instant_of(local("2025-10-26T01:59:59")), at("2025-10-25T23:59:59Z"));
}

TEST(Zone, ATimeThatNeverComesIsTheMomentOfTheJump) {
  auto const berlin = zone("Europe/Berlin");
  EXPECT_EQ(berlin.instant_at_or_after(local("2026-03-29T02:30:00")), at("2026-03-29T01:00:00Z"));
  EXPECT_EQ(berlin.instant_at_or_after(local("2026-03-29T03:00:00")), at("2026-03-29T01:00:00Z"));
  // Samoa went over the date line: it had no 30 December 2011.
  EXPECT_EQ(zone("Pacific/Apia").instant_at_or_after(local("2011-12-30T12:00:00")), at("2011-12-30T10:00:00Z"));
  EXPECT_EQ(Zone{}.instant_at_or_after(local("2026-03-29T02:30:00")), at("2026-03-29T02:30:00Z"));
}

TEST(Zone, TheWallShowsTheTimeOfThePlace) {
  EXPECT_EQ(zone("Asia/Kolkata").local_of(at("2026-03-01T10:00:00Z")), local("2026-03-01T15:30:00"));
  EXPECT_EQ(Zone{}.local_of(at("2026-03-01T10:00:00Z")), local("2026-03-01T10:00:00"));
}

TEST(Zone, AnHourThatNeverComesIsNone) {
  auto const berlin = zone("Europe/Berlin");
  EXPECT_FALSE(berlin.instant_of(local("2026-03-29T02:00:00")));
  EXPECT_FALSE(berlin.instant_of(local("2026-03-29T02:59:59.999999")));
  EXPECT_EQ(berlin.instant_of(local("2026-03-29T03:00:00")), at("2026-03-29T01:00:00Z"));
  EXPECT_EQ(berlin.instant_of(local("2026-03-29T01:59:59")), at("2026-03-29T00:59:59Z"));
}

TEST(Zone, HoldsAtTheEndsOfTheCalendar) {
  EXPECT_EQ(text_of(zone("Europe/Paris").day_of(at("0001-01-01T12:00:00Z"))), "0001-01-01");
  EXPECT_EQ(text_of(zone("Europe/Paris").day_of(at("9999-12-31T12:00:00Z"))), "9999-12-31");
}

RC_GTEST_PROP(Zone, AMomentOfALocalTimeLiesOnItsDay, ()) {
  auto const name = *rc::gen::element<std::string>("UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe",
                                                   "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca");
  auto const there = zone(name);
  LocalTime const shown{std::chrono::seconds{*rc::gen::inRange<std::int64_t>(0, 2'000'000'000)}};
  auto const moment = there.instant_of(shown);
  if (moment)
    RC_ASSERT(there.day_of(*moment) == Date{std::chrono::floor<std::chrono::days>(Instant{shown.time_since_epoch()})});
}

}  // namespace
}  // namespace weft::base
