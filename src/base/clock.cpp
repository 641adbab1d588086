// clock.cpp - reading and writing instants and days.
#include "base/clock.h"

#include <fmt/format.h>

#include <charconv>

namespace weft::base {
namespace {

/// Reads exactly `digits` decimal digits at `at` and moves past them; -1 if they are not all digits.
int take_digits(std::string_view text, std::size_t& at, std::size_t digits) {
  if (at + digits > text.size()) return -1;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    char const letter = text[at + i];
    if (letter < '0' || letter > '9') return -1;
    value = value * 10 + (letter - '0');
  }
  at += digits;
  return value;
}

bool take(std::string_view text, std::size_t& at, char wanted) {
  if (at >= text.size() || text[at] != wanted) return false;
  ++at;
  return true;
}

std::optional<Date> take_date(std::string_view text, std::size_t& at) {
  int const year = take_digits(text, at, 4);
  if (year < 0 || !take(text, at, '-')) return {};
  int const month = take_digits(text, at, 2);
  if (month < 0 || !take(text, at, '-')) return {};
  int const day = take_digits(text, at, 2);
  if (day < 0) return {};
  Date const date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                  std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return {};
  return date;
}

/// Up to nine fractional digits after a point; beyond microseconds they are cut, as PostgreSQL could not hold them.
std::optional<std::chrono::microseconds> take_fraction(std::string_view text, std::size_t& at) {
  std::int64_t micros = 0;
  std::size_t digits = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++digits) {
    if (digits < 6) micros = micros * 10 + (text[at] - '0');
  }
  if (digits == 0 || digits > 9) return {};
  for (; digits < 6; ++digits) micros *= 10;
  return std::chrono::microseconds{micros};
}

std::optional<std::chrono::minutes> take_offset(std::string_view text, std::size_t& at) {
  if (take(text, at, 'Z') || take(text, at, 'z')) return std::chrono::minutes{0};
  bool const west = at < text.size() && text[at] == '-';
  if (!take(text, at, '+') && !take(text, at, '-')) return {};
  int const hours = take_digits(text, at, 2);
  if (hours < 0 || hours > 23 || !take(text, at, ':')) return {};
  int const minutes = take_digits(text, at, 2);
  if (minutes < 0 || minutes > 59) return {};
  auto const offset = std::chrono::hours{hours} + std::chrono::minutes{minutes};
  return west ? -offset : offset;
}

}  // namespace

std::string text_of(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string text_of(Instant instant) {
  auto const day = std::chrono::floor<std::chrono::days>(instant);
  std::chrono::hh_mm_ss const time{instant - day};
  auto out = fmt::format("{}T{:02}:{:02}:{:02}", text_of(Date{day}), time.hours().count(), time.minutes().count(),
                         time.seconds().count());
  if (auto const micros = time.subseconds().count(); micros != 0) {
    auto fraction = fmt::format(".{:06}", micros);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    out += fraction;
  }
  out += 'Z';
  return out;
}

std::optional<Date> parse_date(std::string_view text) {
  std::size_t at = 0;
  auto const date = take_date(text, at);
  if (!date || at != text.size()) return {};
  return date;
}

std::optional<Instant> parse_instant(std::string_view text) {
  std::size_t at = 0;
  auto const date = take_date(text, at);
  if (!date || !(take(text, at, 'T') || take(text, at, 't') || take(text, at, ' '))) return {};
  int const hours = take_digits(text, at, 2);
  if (hours < 0 || hours > 23 || !take(text, at, ':')) return {};
  int const minutes = take_digits(text, at, 2);
  if (minutes < 0 || minutes > 59 || !take(text, at, ':')) return {};
  int const seconds = take_digits(text, at, 2);
  if (seconds < 0 || seconds > 59) return {};
  std::chrono::microseconds micros{0};
  if (take(text, at, '.')) {
    auto const fraction = take_fraction(text, at);
    if (!fraction) return {};
    micros = *fraction;
  }
  auto const offset = take_offset(text, at);
  if (!offset || at != text.size()) return {};
  return Instant{std::chrono::sys_days{*date}} + std::chrono::hours{hours} + std::chrono::minutes{minutes} +
         std::chrono::seconds{seconds} + micros - *offset;
}

}  // namespace weft::base
