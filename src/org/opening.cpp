// opening.cpp - reads, checks and writes opening hours, and finds the stretch a moment lies in.
#include "org/opening.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "org/org.h"

namespace weft::org {
namespace {

constexpr int kDayMinutes = 24 * 60;
constexpr std::array<std::string_view, 7> kDayNames{"monday", "tuesday",  "wednesday", "thursday",
                                                    "friday", "saturday", "sunday"};

int minutes_of(ClockTime const& time) {
  auto const two = [&](std::size_t at) { return (time.value[at] - '0') * 10 + (time.value[at + 1] - '0'); };
  return two(0) * 60 + two(3);
}

/// Minutes from the begin of the day on which they begin; over midnight beyond 24 hours.
struct Minutes {
  int opens, closes;
};
Minutes minutes_of(OpenHours const& hours) {
  auto const opens = minutes_of(hours.opens), closes = minutes_of(hours.closes);
  return {opens, closes < opens ? closes + kDayMinutes : closes};
}

template <class Week>
auto days_of(Week& week) {
  return std::array{&week.monday, &week.tuesday,  &week.wednesday, &week.thursday,
                    &week.friday, &week.saturday, &week.sunday};
}

void check_day(DayHours const& day, std::string const& at, std::vector<base::FieldError>& wrong) {
  int free_from = 0;
  for (std::size_t i = 0; i < day.size(); ++i) {
    auto const [opens, closes] = minutes_of(day.items[i]);
    auto const add = [&](std::string words) {
      wrong.push_back({fmt::format("{}/{}", at, i), std::string{kBadHours.name}, std::move(words)});
    };
    if (opens == closes || opens == kDayMinutes)
      add("These hours are empty; the whole day is 00:00 to 24:00.");
    else if (opens < free_from)
      add("Hours of a day stand in order and do not overlap.");
    free_from = closes;
  }
}

DayHours const& hours_on(Calendar const& calendar, std::chrono::sys_days day) {
  for (auto const& exception : calendar.exceptions) {
    if (std::chrono::sys_days{exception.on} == day) return exception.hours;
  }
  return *days_of(calendar.week)[std::chrono::weekday{day}.iso_encoding() - 1];
}

Opening opening_of(OpenHours const& hours, std::chrono::sys_days day, base::Zone const& zone) {
  auto const [opens, closes] = minutes_of(hours);
  auto const at = [&](int minutes) {
    return zone.instant_at_or_after(base::LocalTime{day.time_since_epoch() + std::chrono::minutes{minutes}});
  };
  return {at(opens), at(closes)};
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// The pieces between separators, without the spaces around them.
std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  for (;;) {
    auto const end = text.find(separator);
    out.push_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

std::optional<std::size_t> day_of(std::string_view word) {
  std::string small{word};
  for (auto& letter : small) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  for (std::size_t at = 0; at < kDayNames.size(); ++at) {
    if (small.size() >= 2 && kDayNames[at].starts_with(small)) return at;
  }
  return {};
}

/// "Mo-We, Sa": which days; nothing for a word that is none.
std::optional<std::vector<std::size_t>> parse_days(std::string_view text) {
  std::vector<std::size_t> out;
  for (auto const piece : split(text, ',')) {
    auto const dash = piece.find('-');
    auto const first = day_of(trimmed(piece.substr(0, dash)));
    auto const last = dash == std::string_view::npos ? first : day_of(trimmed(piece.substr(dash + 1)));
    if (!first || !last) return {};
    for (auto at = *first;; at = (at + 1) % kDayNames.size()) {
      out.push_back(at);
      if (at == *last) break;
    }
  }
  return out;
}

std::optional<DayHours> parse_hours(std::string_view text) {
  DayHours day;
  if (text == "closed" || text == "off") return day;
  for (auto const piece : split(text, ',')) {
    auto const dash = piece.find('-');
    if (dash == std::string_view::npos) return {};
    auto const time = [](std::string_view word) {
      word = trimmed(word);
      return word.size() == 4 ? "0" + std::string{word} : std::string{word};  // 9:00
    };
    OpenHours hours{{time(piece.substr(0, dash))}, {time(piece.substr(dash + 1))}};
    if (!ClockTimeRule::ok(hours.opens.value) || !ClockTimeRule::ok(hours.closes.value)) return {};
    day.items.push_back(std::move(hours));
  }
  if (day.size() > kOpenHoursMax) return {};
  return day;
}

}  // namespace

bool ClockTimeRule::ok(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return false;
  for (std::size_t const at : {0U, 1U, 3U, 4U}) {
    if (text[at] < '0' || text[at] > '9') return false;
  }
  return text == "24:00" || (text.substr(0, 2) < "24" && text[3] < '6');
}

std::vector<base::FieldError> check_calendar(Calendar const& calendar) {
  std::vector<base::FieldError> wrong;
  auto const days = days_of(calendar.week);
  for (std::size_t at = 0; at < days.size(); ++at) check_day(*days[at], fmt::format("/week/{}", kDayNames[at]), wrong);
  std::vector<base::Date> dates;
  for (std::size_t at = 0; at < calendar.exceptions.size(); ++at) {
    auto const& exception = calendar.exceptions.items[at];
    check_day(exception.hours, fmt::format("/exceptions/{}/hours", at), wrong);
    if (std::find(dates.begin(), dates.end(), exception.on) != dates.end()) {
      wrong.push_back({fmt::format("/exceptions/{}/on", at), std::string{kBadHours.name}, "That date stands twice."});
    }
    dates.push_back(exception.on);
  }
  return wrong;
}

std::optional<OpenWeek> parse_week(std::string_view text) {
  OpenWeek week;
  auto const days = days_of(week);
  for (auto const rule : split(text, ';')) {
    if (rule.empty()) continue;
    // The days end where the first figure stands, or the word that means none.
    auto const end = std::min(rule.find_first_of("0123456789"), std::min(rule.find("closed"), rule.find("off")));
    if (end == std::string_view::npos) return {};
    auto const named = parse_days(trimmed(rule.substr(0, end)));
    auto const hours = parse_hours(trimmed(rule.substr(end)));
    if (!named || !hours) return {};
    for (auto const day : *named) *days[day] = *hours;
  }
  if (!check_calendar({week, {}}).empty()) return {};
  return week;
}

std::string text_of(OpenWeek const& week) {
  auto const days = days_of(week);
  std::string out;
  for (std::size_t first = 0; first < days.size();) {
    auto last = first;
    while (last + 1 < days.size() && *days[last + 1] == *days[first]) ++last;
    if (days[first]->size() > 0) {
      auto const name = [](std::size_t day) {
        std::string word{kDayNames[day].substr(0, 2)};
        word[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
        return word;
      };
      if (!out.empty()) out += "; ";
      out += first == last ? name(first) : fmt::format("{}-{}", name(first), name(last));
      char const* before = " ";
      for (auto const& hours : *days[first]) {
        out += fmt::format("{}{}-{}", before, hours.opens.value, hours.closes.value);
        before = ", ";
      }
    }
    first = last + 1;
  }
  return out;
}

std::optional<Opening> opening_at(Calendar const& calendar, base::Zone const& zone, base::Instant at) {
  std::chrono::sys_days const today{zone.day_of(at)};
  for (auto const day : {today - std::chrono::days{1}, today}) {
    for (auto const& hours : hours_on(calendar, day)) {
      auto const opening = opening_of(hours, day, zone);
      if (opening.opens_at <= at && at < opening.closes_at) return opening;
    }
  }
  return {};
}

std::optional<Opening> next_opening(Calendar const& calendar, base::Zone const& zone, base::Instant at) {
  std::chrono::sys_days const today{zone.day_of(at)};
  for (int ahead = 0; ahead <= kLookAheadDays; ++ahead) {
    auto const day = today + std::chrono::days{ahead};
    for (auto const& hours : hours_on(calendar, day)) {
      auto const opening = opening_of(hours, day, zone);
      // Hours that the clocks jumped over as a whole are none.
      if (opening.opens_at > at && opening.opens_at < opening.closes_at) return opening;
    }
  }
  return {};
}

}  // namespace weft::org
