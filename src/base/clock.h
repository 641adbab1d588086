// clock.h - the one source of "now" for every rule of the shop; tests and `weft serve --test-clock` move it.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace weft::base {

/// A moment, UTC, in microseconds: what PostgreSQL's timestamptz holds.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;
/// A calendar day; which zone it is a day of is said where it is used.
using Date = std::chrono::year_month_day;

/// RFC 3339 in UTC with a Z: "2026-11-24T17:17:05Z", with up to six fractional digits where there are any.
std::string text_of(Instant instant);
/// "2026-11-24".
std::string text_of(Date date);
/// Reads RFC 3339 with Z or a numeric offset; nothing for a moment that does not exist (30 February, 25:00).
std::optional<Instant> parse_instant(std::string_view text);
/// Reads YYYY-MM-DD; nothing for a day that does not exist.
std::optional<Date> parse_date(std::string_view text);

/// Tells the time. Domain code asks this, never the system and never SQL.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

/// The machine's own time.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  }
};

/// The machine's time plus an offset that a test moves; never moves back. Safe from any thread.
class MovableClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override {
    return SystemClock{}.now() + std::chrono::microseconds{offset_us_.load(std::memory_order_relaxed)};
  }
  /// Moves the clock forward; a negative step is ignored, since an instant once given is never taken back.
  void advance(std::chrono::microseconds step) {
    if (step.count() > 0) offset_us_.fetch_add(step.count(), std::memory_order_relaxed);
  }

 private:
  std::atomic<std::int64_t> offset_us_{0};
};

/// Stands still until a test moves it.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant at) : at_us_{at.time_since_epoch().count()} {}
  [[nodiscard]] Instant now() const override {
    return Instant{std::chrono::microseconds{at_us_.load(std::memory_order_relaxed)}};
  }
  void set(Instant at) { at_us_.store(at.time_since_epoch().count(), std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> at_us_;
};

}  // namespace weft::base
