// opening_test.cpp - open or closed at a moment, over midnight, holidays and the hours that clocks repeat or leave out.
#include "org/opening.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "org/org.h"

namespace weft::org {
namespace {

base::Instant at(std::string_view text) { return base::parse_instant(text).value(); }
base::Zone zone(std::string_view name) { return base::Zone::find(name).value(); }
Calendar calendar(std::string_view week) { return {parse_week(week).value(), {}}; }
Calendar with(Calendar of, std::string_view date, std::string_view name, std::string_view hours) {
  // The hours of any weekday do for the exception.
  auto day = parse_week("Mo " + std::string{hours}).value().monday;
  of.exceptions.items.push_back({base::parse_date(date).value(), {std::string{name}}, std::move(day)});
  return of;
}

TEST(Opening, IsReadAndWrittenInWords) {
  EXPECT_EQ(text_of(parse_week("Mo-Fr 9:00-18:00; sat 10:00-14:00,15:00-17:00; Sun closed").value()),
            "Mo-Fr 09:00-18:00; Sa 10:00-14:00, 15:00-17:00");
  EXPECT_EQ(text_of(parse_week("Fr-Mo, We 20:00-02:00").value()), "Mo 20:00-02:00; We 20:00-02:00; Fr-Su 20:00-02:00");
  EXPECT_EQ(text_of(parse_week("Mo-Su 00:00-24:00").value()), "Mo-Su 00:00-24:00");
  EXPECT_EQ(text_of(parse_week("").value()), "");
  for (auto const* bad :
       {"Mo", "M 09:00-18:00", "Mo 09:00", "Mo 9-18", "Mo 09:00-25:00", "Mo 24:00-25:00", "09:00-18:00",
        "Mo 09:00-12:00, 11:00-14:00", "Mo 12:00-12:00", "Foo 09:00-18:00", "Mo 09:60-18:00"}) {
    EXPECT_FALSE(parse_week(bad)) << bad;
  }
}

TEST(Opening, EveryFaultIsNamedByItsPlace) {
  Calendar wrong;
  wrong.week.tuesday.items = {{{"12:00"}, {"18:00"}}, {{"09:00"}, {"11:00"}}};
  wrong.week.friday.items = {{{"22:00"}, {"03:00"}}, {{"23:00"}, {"24:00"}}};
  auto const day = base::parse_date("2026-12-24").value();
  wrong.exceptions.items = {{day, {"Eve"}, {{{{"09:00"}, {"09:00"}}}}}, {day, {"Eve"}, {}}};
  std::vector<std::string> pointers;
  for (auto const& fault : check_calendar(wrong)) {
    pointers.push_back(fault.pointer);
    EXPECT_EQ(fault.reason, "org.bad_hours");
  }
  EXPECT_EQ(pointers, (std::vector<std::string>{"/week/tuesday/1", "/week/friday/1", "/exceptions/0/hours/0",
                                                "/exceptions/1/on"}));
}

TEST(Opening, HoursAreHalfOpenAndOfThePlace) {
  auto const shop = calendar("Mo-Fr 09:00-12:30, 14:00-18:00");
  auto const dublin = zone("Europe/Dublin");  // UTC+1 in July; 6 July 2026 is a Monday
  EXPECT_FALSE(opening_at(shop, dublin, at("2026-07-06T07:59:59.999999Z")));
  EXPECT_EQ(opening_at(shop, dublin, at("2026-07-06T08:00:00Z")),
            (Opening{at("2026-07-06T08:00:00Z"), at("2026-07-06T11:30:00Z")}));
  EXPECT_FALSE(opening_at(shop, dublin, at("2026-07-06T11:30:00Z")));
  EXPECT_EQ(next_opening(shop, dublin, at("2026-07-06T11:30:00Z"))->opens_at, at("2026-07-06T13:00:00Z"));
  EXPECT_EQ(next_opening(shop, dublin, at("2026-07-10T17:00:00Z"))->opens_at, at("2026-07-13T08:00:00Z"))
      << "over the weekend";
  EXPECT_FALSE(opening_at({}, dublin, at("2026-07-06T10:00:00Z")));
  EXPECT_FALSE(next_opening({}, dublin, at("2026-07-06T10:00:00Z"))) << "no hours, never open";
}

TEST(Opening, OverMidnightTheNightBelongsToTheDayItBegan) {
  auto const bar = calendar("Fr 20:00-02:00");
  auto const berlin = zone("Europe/Berlin");
  auto const night = Opening{at("2026-07-10T18:00:00Z"), at("2026-07-11T00:00:00Z")};
  EXPECT_EQ(opening_at(bar, berlin, at("2026-07-10T23:30:00Z")), night) << "half past one on Saturday";
  EXPECT_FALSE(opening_at(bar, berlin, at("2026-07-11T00:00:00Z")));
  auto const closed = with(bar, "2026-07-11", "Works", "closed");
  EXPECT_EQ(opening_at(closed, berlin, at("2026-07-10T23:30:00Z")), night) << "the night before runs out";
}

TEST(Opening, AHolidayStandsInsteadOfItsWeekday) {
  auto const shop = with(with(calendar("Mo-Sa 10:00-19:00"), "2026-12-24", "Christmas Eve", "10:00-13:00"),
                         "2026-12-25", "Christmas", "closed");
  auto const vienna = zone("Europe/Vienna");
  EXPECT_EQ(opening_at(shop, vienna, at("2026-12-24T10:00:00Z"))->closes_at, at("2026-12-24T12:00:00Z"));
  EXPECT_FALSE(opening_at(shop, vienna, at("2026-12-25T10:00:00Z")));
  EXPECT_EQ(next_opening(shop, vienna, at("2026-12-24T12:00:00Z"))->opens_at, at("2026-12-26T09:00:00Z"));
  auto const sunday = with(calendar("Mo-Sa 10:00-19:00"), "2026-12-20", "Advent", "13:00-18:00");
  EXPECT_TRUE(opening_at(sunday, vienna, at("2026-12-20T12:00:00Z")));
}

TEST(Opening, WhereClocksGoForward) {
  auto const berlin = zone("Europe/Berlin");  // 29 March 2026: 02:00 is 03:00
  auto const all_day = calendar("Mo-Su 00:00-24:00");
  auto const day = opening_at(all_day, berlin, at("2026-03-29T10:00:00Z"));
  EXPECT_EQ(day->closes_at - day->opens_at, std::chrono::hours{23});
  EXPECT_EQ(opening_at(calendar("Sa 20:00-02:30"), berlin, at("2026-03-28T22:00:00Z"))->closes_at,
            at("2026-03-29T01:00:00Z"))
      << "a closing time that never comes is the moment of the jump";
  EXPECT_EQ(next_opening(calendar("Su 02:30-10:00"), berlin, at("2026-03-28T22:00:00Z"))->opens_at,
            at("2026-03-29T01:00:00Z"));
  EXPECT_EQ(next_opening(calendar("Su 02:10-02:50"), berlin, at("2026-03-28T22:00:00Z"))->opens_at,
            at("2026-04-05T00:10:00Z"))
      << "hours that never come are none; the week after they are";
}

TEST(Opening, WhereClocksGoBack) {
  auto const berlin = zone("Europe/Berlin");  // 25 October 2026: 03:00 is 02:00 again
  auto const day = opening_at(calendar("Mo-Su 00:00-24:00"), berlin, at("2026-10-25T10:00:00Z"));
  EXPECT_EQ(day->closes_at - day->opens_at, std::chrono::hours{25});
  auto const bar = calendar("Sa 20:00-02:30");
  EXPECT_TRUE(opening_at(bar, berlin, at("2026-10-25T00:29:00Z")));
  EXPECT_FALSE(opening_at(bar, berlin, at("2026-10-25T01:15:00Z"))) << "02:15 the second time: it closed at the first";
  // Nine o'clock is nine o'clock on the wall on either side.
  auto const shop = calendar("Mo-Su 09:00-18:00");
  EXPECT_EQ(next_opening(shop, berlin, at("2026-10-24T20:00:00Z"))->opens_at, at("2026-10-25T08:00:00Z"));
  EXPECT_EQ(next_opening(shop, berlin, at("2026-10-23T20:00:00Z"))->opens_at, at("2026-10-24T07:00:00Z"));
}

RC_GTEST_PROP(Opening, TheNextOneIsTheFirstMinuteThatIsOpen, ()) {
  auto const names = std::vector<std::string>{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
                                              "Africa/Cairo",  "Asia/Kolkata",     "UTC"};
  auto const where = zone(*rc::gen::elementOf(names));
  auto const weeks = std::vector<std::string>{"Mo-Fr 09:00-18:00", "Fr-Su 22:00-03:00", "Mo-Su 00:00-24:00",
                                              "Su 00:30-02:45, 12:00-13:00", "We 23:00-01:00; Th 00:30-02:00"};
  auto const open = calendar(*rc::gen::elementOf(weeks));
  auto const start = at("2026-01-01T00:00:00Z") + std::chrono::minutes{*rc::gen::inRange(0, 525'600)};
  auto const next = next_opening(open, where, start);
  RC_ASSERT(next.has_value());
  RC_ASSERT(next->opens_at > start);
  RC_ASSERT(opening_at(open, where, next->opens_at).has_value());
  RC_ASSERT(opening_at(open, where, next->closes_at - std::chrono::microseconds{1}).has_value());
  // Between, wherever it is open, it was open since before.
  for (auto moment = start; moment < next->opens_at; moment += std::chrono::minutes{15}) {
    if (auto const now = opening_at(open, where, moment)) RC_ASSERT(now->opens_at <= start);
  }
}

}  // namespace
}  // namespace weft::org
