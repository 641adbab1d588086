// opening.h - when a location is open: its week, its exceptions by date, and the rule that reads them; pure.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/zone.h"
#include "platform/json/json.h"

namespace weft::org {

/// "00:00" to "24:00" as a clock on the location's wall shows it; 24:00 is the end of the day.
struct ClockTimeRule {
  static constexpr std::string_view kPattern = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$";
  static constexpr std::size_t kMaxLength = 5;
  static constexpr std::string_view kWords = "a time of day such as 09:30";
  static bool ok(std::string_view text);
};
using ClockTime = json::Matching<ClockTimeRule>;

struct OpenHours {
  ClockTime opens;
  ClockTime closes;
  static constexpr json::Note kNotes[] = {
      {"closes", "Not open any more at this minute. Earlier than opens = on the next day, which begins closed."}};
  friend bool operator==(OpenHours const&, OpenHours const&) = default;
};
BOOST_DESCRIBE_STRUCT(OpenHours, (), (opens, closes))

/// The hours that begin on one day, in order and apart from each other; none = closed.
inline constexpr std::size_t kOpenHoursMax = 8;
using DayHours = json::List<OpenHours, 0, kOpenHoursMax>;

struct OpenWeek {
  DayHours monday, tuesday, wednesday, thursday, friday, saturday, sunday;
  friend bool operator==(OpenWeek const&, OpenWeek const&) = default;
};
BOOST_DESCRIBE_STRUCT(OpenWeek, (), (monday, tuesday, wednesday, thursday, friday, saturday, sunday))

/// A day that is not like its weekday: a holiday, a late night.
struct OpeningException {
  base::Date on;
  json::Text<1, 100> name;
  DayHours hours;
  static constexpr json::Note kNotes[] = {{"hours", "What stands instead of the weekday's; none = closed."}};
  friend bool operator==(OpeningException const&, OpeningException const&) = default;
};
BOOST_DESCRIBE_STRUCT(OpeningException, (), (on, name, hours))

inline constexpr std::size_t kExceptionsMax = 500;

struct Calendar {
  OpenWeek week;
  json::List<OpeningException, 0, kExceptionsMax> exceptions;
  friend bool operator==(Calendar const&, Calendar const&) = default;
};
BOOST_DESCRIBE_STRUCT(Calendar, (), (week, exceptions))

/// What is wrong with it, by JSON pointer: hours of a day that are empty, out of order or overlap, two exceptions of
/// one date. Empty = it can be kept.
std::vector<base::FieldError> check_calendar(Calendar const& calendar);

/// Reads "Mo-Fr 09:00-18:00; Sa 10:00-14:00, 15:00-17:00; Su closed": days by two letters or more of their English
/// names, alone, in ranges or lists; days that are not named are closed. Nothing if it cannot be read, or
/// check_calendar would refuse it.
std::optional<OpenWeek> parse_week(std::string_view text);
/// Writes it in that form, days of the same hours together; "" where no day is open.
std::string text_of(OpenWeek const& week);

/// One stretch in which a location is open: from `opens_at` up to, and not including, `closes_at`.
struct Opening {
  base::Instant opens_at;
  base::Instant closes_at;
  friend bool operator==(Opening const&, Opening const&) = default;
};

/// The stretch that holds `at`; nothing = closed then. An exception stands instead of the hours that BEGIN on its date:
/// those of the night before still run out. Where the clocks jump over a time, the moment of the jump counts; of a time
/// that comes twice the first, so that no shop is promised open longer than its door says.
std::optional<Opening> opening_at(Calendar const& calendar, base::Zone const& zone, base::Instant at);

inline constexpr int kLookAheadDays = 400;
/// The first stretch that begins after `at`; nothing if none begins within kLookAheadDays.
std::optional<Opening> next_opening(Calendar const& calendar, base::Zone const& zone, base::Instant at);

}  // namespace weft::org
