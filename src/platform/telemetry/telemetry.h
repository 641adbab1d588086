// telemetry.h - the face of what a running Weft tells about itself: logs, traces, metrics and health.
#pragma once

#include <array>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
}  // namespace prometheus

namespace weft::telemetry {

// ---- Logs -----------------------------------------------------------------------------------------------------------

enum class Level : std::uint8_t { debug, info, warning, error };

/// One named value of a log record: {"query", name}, {"duration_ms", 12}. Never a personal value: logs are not sealed.
class Field {
 public:
  using Value = std::variant<bool, std::int64_t, double, std::string_view>;
  Field(std::string_view name, bool value) : name_{name}, value_{value} {}
  template <std::integral T>
  Field(std::string_view name, T value) : name_{name}, value_{static_cast<std::int64_t>(value)} {}
  Field(std::string_view name, double value) : name_{name}, value_{value} {}
  Field(std::string_view name, std::string_view value) : name_{name}, value_{value} {}
  Field(std::string_view name, std::string const& value) : name_{name}, value_{std::string_view{value}} {}
  Field(std::string_view name, char const* value) : name_{name}, value_{std::string_view{value}} {}
  [[nodiscard]] std::string_view name() const { return name_; }
  [[nodiscard]] Value const& value() const { return value_; }

 private:
  std::string_view name_;
  Value value_;
};

/// Writes one record as one line of JSON to stderr: time, level, message, trace_id (when a TraceScope is open on this
/// thread), then the fields. Safe from any thread; a record below the level set is not even formatted.
void log(Level level, std::string_view message, std::initializer_list<Field> fields = {});
inline void debug(std::string_view message, std::initializer_list<Field> fields = {}) {
  log(Level::debug, message, fields);
}
inline void info(std::string_view message, std::initializer_list<Field> fields = {}) {
  log(Level::info, message, fields);
}
inline void warning(std::string_view message, std::initializer_list<Field> fields = {}) {
  log(Level::warning, message, fields);
}
inline void error(std::string_view message, std::initializer_list<Field> fields = {}) {
  log(Level::error, message, fields);
}
/// Records below it are dropped; info until told otherwise.
void set_level(Level least);
/// "debug", "info", "warning", "error"; nothing for another word.
std::optional<Level> parse_level(std::string_view word);
/// Hands every line to `sink` instead of stderr (tests); an empty function restores stderr.
void capture_logs(std::function<void(std::string_view line)> sink);

// ---- Traces ---------------------------------------------------------------------------------------------------------

/// Where a piece of work belongs: W3C Trace Context, version 00 (https://www.w3.org/TR/trace-context/).
struct TraceContext {
  std::array<std::uint8_t, 16> trace{};
  std::array<std::uint8_t, 8> span{};
  bool sampled = false;

  /// A new trace with a new first span.
  static TraceContext make();
  /// Reads a traceparent header; nothing when it is malformed, all zero or of version ff. A later version is read by
  /// its first four fields, as the standard asks.
  static std::optional<TraceContext> parse(std::string_view traceparent);
  /// The same trace, a new span.
  [[nodiscard]] TraceContext child() const;
  /// The traceparent header: "00-<32 hex>-<16 hex>-01".
  [[nodiscard]] std::string text() const;
  /// 32 hex digits.
  [[nodiscard]] std::string trace_id() const;
};

/// While it lives, log records of this thread carry its trace id. Scopes nest; the inner one counts.
class TraceScope {
 public:
  explicit TraceScope(TraceContext const& context);
  /// For an id that came as text (a job's, an event's).
  explicit TraceScope(std::string_view trace_id);
  ~TraceScope();
  TraceScope(TraceScope const&) = delete;
  TraceScope& operator=(TraceScope const&) = delete;

 private:
  std::array<char, 32> before_{};
  std::size_t before_size_ = 0;
};

/// The trace id of this thread's innermost scope, empty without one. Valid until that scope ends.
std::string_view current_trace_id();

// ---- Metrics --------------------------------------------------------------------------------------------------------

using Labels = std::vector<std::pair<std::string, std::string>>;

/// Only grows. A handle: copy it and keep it, looking it up by name is not for hot paths.
class Counter {
 public:
  explicit Counter(prometheus::Counter& counter) : counter_{&counter} {}
  void add(double amount = 1) const;
  [[nodiscard]] double value() const;

 private:
  prometheus::Counter* counter_;
};

/// Goes up and down.
class Gauge {
 public:
  explicit Gauge(prometheus::Gauge& gauge) : gauge_{&gauge} {}
  void set(double value) const;
  void add(double amount) const;
  [[nodiscard]] double value() const;

 private:
  prometheus::Gauge* gauge_;
};

/// Counts observations in buckets.
class Histogram {
 public:
  explicit Histogram(prometheus::Histogram& histogram) : histogram_{&histogram} {}
  void observe(double value) const;
  void observe(std::chrono::steady_clock::duration took) const { observe(std::chrono::duration<double>(took).count()); }

 private:
  prometheus::Histogram* histogram_;
};

/// Bounds in seconds that suit a request or a statement: 0.5 ms to 10 s.
std::vector<double> latency_bounds_seconds();

/// The metric `name` with those labels; the same name and labels give the same metric again. Names follow Prometheus:
/// weft_<what>_<unit>[_total]. Metrics live as long as the program. Safe from any thread.
Counter counter(std::string const& name, std::string const& help, Labels const& labels = {});
Gauge gauge(std::string const& name, std::string const& help, Labels const& labels = {});
Histogram histogram(std::string const& name, std::string const& help, Labels const& labels = {},
                    std::vector<double> const& bounds = latency_bounds_seconds());
/// All metrics in Prometheus' text format, for GET /metrics (text/plain; version=0.0.4; charset=utf-8).
std::string metrics_text();

// ---- Health ---------------------------------------------------------------------------------------------------------

struct Health {
  bool ok = true;
  std::string detail;
  bool needed = true;  ///< false: what is not ok here takes something from the server, but it is ready all the same
};
struct HealthReport {
  std::string name;
  bool ok = true;
  std::string detail;
  bool needed = true;
};

/// What /readyz asks. One a server; parts register what they need to be ready. Safe from any thread.
class HealthChecks {
 public:
  using Check = std::function<Health()>;
  /// Registers under `name` (a second one of that name replaces the first). The check must answer within a second; one
  /// that throws counts as not ready, with what it threw as the detail.
  void add(std::string name, Check check);
  void remove(std::string_view name);
  /// Runs every check, in order of registration.
  [[nodiscard]] std::vector<HealthReport> run() const;
  [[nodiscard]] static bool ready(std::vector<HealthReport> const& reports);

 private:
  struct Entry {
    std::string name;
    std::shared_ptr<Check const> check;
  };
  mutable std::mutex mutex_;
  std::vector<Entry> entries_;  // guarded by mutex_
};

}  // namespace weft::telemetry
