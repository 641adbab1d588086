// zone.h - time zones: which day and what time of day a moment is somewhere, and which moment a local time was.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "base/clock.h"

namespace date {
class time_zone;
}

namespace weft::base {

/// A date and time of day as a clock on the wall shows it; of which zone is said where it is used.
using LocalTime = std::chrono::local_time<std::chrono::microseconds>;

/// An IANA time zone ("Europe/London"), with the rules of the machine's zoneinfo. Copies share the rules; the span that
/// was asked for last is remembered, so that a file in order of time costs a comparison a row. One thread each.
class Zone {
 public:
  /// UTC.
  Zone() = default;
  /// Nothing if the machine has no zone of that name.
  static std::optional<Zone> find(std::string_view name);

  [[nodiscard]] std::string_view name() const;
  /// The calendar day that `at` is a part of there: the business day of what happens then and there.
  [[nodiscard]] Date day_of(Instant at) const;
  /// The moment at which the wall showed `local`; of the two in the hour that comes twice, the earlier. Nothing for a
  /// time that the clocks jumped over.
  [[nodiscard]] std::optional<Instant> instant_of(LocalTime local) const;
  /// The same for rules that need a moment: that of the jump for a time that the clocks jumped over.
  [[nodiscard]] Instant instant_at_or_after(LocalTime local) const;
  /// What the wall shows at `at`.
  [[nodiscard]] LocalTime local_of(Instant at) const;

 private:
  /// A stretch in which the distance to UTC is the same.
  struct Span {
    Instant begin{}, end{};
    std::chrono::seconds offset{};
    [[nodiscard]] bool holds(Instant at) const { return begin <= at && at < end; }
  };
  explicit Zone(date::time_zone const& rules) : rules_{&rules} {}
  [[nodiscard]] Span span_at(Instant at) const;

  date::time_zone const* rules_ = nullptr;  // the library's own, for as long as the process lives; null = UTC
  mutable Span last_;
};

}  // namespace weft::base
