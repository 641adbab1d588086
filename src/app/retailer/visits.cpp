// visits.cpp - seasons, weekdays and opening hours; arrival, staying and leaving.
#include "app/retailer/visits.h"

#include <algorithm>
#include <array>

namespace weft::retailer {
namespace {

using namespace std::chrono;

constexpr std::array<std::uint32_t, 12> kMonths{640, 500, 560, 600, 640, 640, 680, 580, 620, 680, 900, 1'000};
/// Sunday first.
constexpr std::array<std::array<std::uint32_t, 7>, kChannels> kWeekdays{{
    {600, 550, 550, 600, 750, 850, 1'000},  // store
    {1'000, 950, 850, 850, 850, 750, 750},  // web
    {1'000, 800, 800, 800, 800, 850, 950},  // app
    {0, 1'000, 900, 850, 850, 800, 400},    // phone
}};
/// How often people at home buy, by the hour.
constexpr std::array<std::uint32_t, 24> kHoursAtHome{14, 7,  4,  2,  2,  3,  8,  18, 28, 38, 46, 50,
                                                     58, 54, 48, 46, 48, 52, 58, 72, 92, 98, 70, 36};

bool closed(base::Date day) {
  return (day.month() == December && day.day() == std::chrono::day{25}) ||
         (day.month() == January && day.day() == std::chrono::day{1});
}

/// How people who use these channels behave, in a thousand and against somebody with one.
struct Behaviour {
  std::uint32_t stays;  ///< remain customers after the first season
  int gap_percent;      ///< of the usual time between two purchases
};
Behaviour behaviour_of(Habit const& habit) {
  switch (habit.channels.size()) {
    case 1: return {habit.channels[0] == Channel::store ? 430U : 330U, 100};
    case 2: return {740, 65};
    default: return {850, 50};
  }
}

/// A day on or after `day`, within the record, on which the channel sells, busier ones more often.
int selling_day(int day, Channel channel, Calendar const& calendar, Chance& chance) {
  while (!chance.happens(calendar.busy(day, channel))) day = (day + 1) % calendar.days();
  return day;
}

int first_day_of(Calendar const& calendar, Chance& chance) {
  // Many were customers already when the record began: they are seen for the first time in its first months.
  return chance.happens(400) ? static_cast<int>(chance.favouring_low(270)) : chance.between(0, calendar.days() - 40);
}

}  // namespace

Calendar::Calendar(base::Date first_day, int days) : first_{std::chrono::sys_days{first_day}}, days_{days} {
  busy_.reserve(static_cast<std::size_t>(days) * kChannels);
  for (int day = 0; day < days; ++day) {
    auto const today = date(day);
    auto const month = kMonths[static_cast<unsigned>(today.month()) - 1];
    auto const weekday = std::chrono::weekday{std::chrono::sys_days{today}}.c_encoding();
    for (std::size_t channel = 0; channel < kChannels; ++channel) {
      bool const staffed =
          channel == static_cast<std::size_t>(Channel::store) || channel == static_cast<std::size_t>(Channel::phone);
      busy_.push_back(staffed && closed(today) ? 0 : month * kWeekdays[channel][weekday] / 1'000);
    }
  }
}

int Calendar::second_of_day(int day, Channel channel, Chance& chance) const {
  auto const weekday = std::chrono::weekday{std::chrono::sys_days{date(day)}};
  auto const within = [&](int opens, int closes) {
    // The sum of two draws: the middle of the day is busier than its ends.
    auto const half = (closes - opens) * 1'800;
    return opens * 3'600 + chance.between(0, half - 1) + chance.between(0, half - 1);
  };
  if (channel == Channel::phone) return weekday == Saturday ? within(9, 14) : within(8, 19);
  if (channel == Channel::store) {
    if (weekday == Sunday) return within(12, 18);
    return within(9, weekday == Thursday || weekday == Friday ? 21 : 18);
  }
  std::uint32_t total = 0;
  for (auto const weight : kHoursAtHome) total += weight;
  auto drawn = chance.below(total);
  int hour = 0;
  while (drawn >= kHoursAtHome[static_cast<std::size_t>(hour)]) drawn -= kHoursAtHome[static_cast<std::size_t>(hour++)];
  return hour * 3'600 + chance.between(0, 3'599);
}

std::vector<Visit> visits_of(Habit const& habit, Calendar const& calendar, std::int64_t gap_hours, Chance chance) {
  auto const& channels = habit.channels;
  auto const behaviour = behaviour_of(habit);
  std::vector<Visit> out;
  auto const first = selling_day(first_day_of(calendar, chance), channels[0], calendar, chance);
  out.push_back({first, channels[0]});
  auto const stay = chance.happens(behaviour.stays) ? 150 + chance.wait(700) : chance.wait(30);
  auto const leaves = std::min<std::int64_t>(calendar.days(), first + stay);
  auto hour = first * std::int64_t{24};
  auto const gap = std::max<std::int64_t>(1, gap_hours * behaviour.gap_percent / 100);
  for (;;) {
    hour += 1 + chance.wait(gap);
    auto const day = hour / 24;
    if (day >= leaves) break;
    // The other channels of a habit are taken up one after the other; then any.
    auto const channel = out.size() < channels.size() ? channels[out.size()] : chance.one_of(channels);
    if (chance.happens(calendar.busy(static_cast<int>(day), channel))) out.push_back({static_cast<int>(day), channel});
  }
  while (out.size() < channels.size()) {
    auto const later = std::min(calendar.days() - 1, first + chance.between(0, 60));
    out.push_back({selling_day(later, channels[out.size()], calendar, chance), channels[out.size()]});
  }
  return out;
}

}  // namespace weft::retailer
