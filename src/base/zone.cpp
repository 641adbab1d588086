// zone.cpp - time zones by Howard Hinnant's date library, over the zoneinfo of the machine.
#include "base/zone.h"

#define USE_OS_TZDB 1  // as Debian's library was built
#include <date/tz.h>

namespace weft::base {

namespace {

constexpr std::chrono::hours kDay{24};

}  // namespace

std::optional<Zone> Zone::find(std::string_view name) {
  if (name == "UTC") return Zone{};
  try {
    return Zone{*date::locate_zone(name)};
  } catch (std::runtime_error const&) {
    return {};  // how the library says that there is none
  }
}

std::string_view Zone::name() const {
  return rules_ == nullptr ? std::string_view{"UTC"} : std::string_view{rules_->name()};
}

Zone::Span Zone::span_at(Instant at) const {
  if (!last_.holds(at)) {
    auto const info = rules_->get_info(std::chrono::floor<std::chrono::seconds>(at));
    // The first and the last stretch reach to the ends of the library's calendar, which microseconds cannot hold.
    auto const within = [](date::sys_seconds moment) {
      constexpr std::chrono::seconds most{std::chrono::hours{24 * 366 * 10'000}};
      return Instant{std::clamp(moment.time_since_epoch(), -most, most)};
    };
    last_ = {within(info.begin), within(info.end), info.offset};
  }
  return last_;
}

LocalTime Zone::local_of(Instant at) const {
  return LocalTime{(rules_ == nullptr ? at : at + span_at(at).offset).time_since_epoch()};
}

Date Zone::day_of(Instant at) const {
  return Date{std::chrono::sys_days{std::chrono::floor<std::chrono::days>(local_of(at)).time_since_epoch()}};
}

std::optional<Instant> Zone::instant_of(LocalTime local) const {
  Instant const as_utc{local.time_since_epoch()};
  if (rules_ == nullptr) return as_utc;
  // No zone is a day away from UTC, and none changes twice within two days: the moment lies in the stretch of the day
  // before or in that of the day after. The earlier one is tried first.
  for (auto const probe : {as_utc - kDay, as_utc + kDay}) {
    auto const span = span_at(probe);
    if (auto const at = as_utc - span.offset; span.holds(at)) return at;
  }
  return {};
}

Instant Zone::instant_at_or_after(LocalTime local) const {
  if (auto const at = instant_of(local)) return *at;
  return span_at(Instant{local.time_since_epoch()} - kDay).end;  // the jump ends the stretch of the day before
}

}  // namespace weft::base
