// goals.h - what our figures are held against: benchmarks that others published, and targets that we set ourselves.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/money.h"
#include "base/result.h"
#include "platform/history/history.h"
#include "platform/json/json.h"
#include "platform/pg/pg.h"

namespace weft::http {
class Router;
}

namespace weft::insights {

class Insights;

inline constexpr base::Reason kBenchmarkNotFound{"insights.benchmark_not_found", base::Code::not_found,
                                                 "There is no such benchmark."};
inline constexpr base::Reason kBadBenchmark{"insights.bad_benchmark", base::Code::invalid_argument,
                                            "The high end of a benchmark must not lie below its low end."};
inline constexpr base::Reason kTargetNotFound{"insights.target_not_found", base::Code::not_found,
                                              "There is no such target."};
inline constexpr base::Reason kBadTarget{"insights.bad_target", base::Code::invalid_argument,
                                         "The value does not fit the measure."};
/// Targets are of the customer, whatever the channel. Which channel a sale is booked in says where somebody paid; a
/// channel that must reach an amount of its own takes sales from the others and hides who made them.
inline constexpr base::Reason kChannelIsNoTarget{"insights.channel_is_no_target", base::Code::invalid_argument,
                                                 "A channel's figure is a drill-down, never a target."};

/// Our own figure of today, or in words why there is none.
struct Figure {
  std::optional<std::int64_t> value_bps;    ///< a rate
  std::optional<std::int64_t> value_minor;  ///< an amount, in `currency`
  std::optional<base::Currency> currency;
  std::int64_t counted{};  ///< over how many customers; of return_rate: order lines
  bool complete{};         ///< false: not everything that it is reckoned from has been recorded yet
  std::string definition;  ///< name and version: "retention.2"
  static constexpr json::Note kNotes[] = {
      {"counted", "Over how many customers; of return_rate, order lines."},
      {"complete", "False: what it is reckoned from is not recorded to its end yet."}};
};
BOOST_DESCRIBE_STRUCT(Figure, (), (value_bps, value_minor, currency, counted, complete, definition))

struct Standing {
  std::optional<Figure> ours;
  std::optional<std::string> not_measured;  ///< why `ours` is missing
  static constexpr json::Note kNotes[] = {{"not_measured", "Why there is no figure of our own."}};
};
BOOST_DESCRIBE_STRUCT(Standing, (), (ours, not_measured))

// ---- Benchmarks --------------------------------------------------------------------------------
struct Benchmark {
  std::string benchmark;  ///< its code
  std::string statement;  ///< what is counted, in one sentence
  std::int64_t low_bps{};
  std::int64_t high_bps{};  ///< the same as low where it is no span
  std::string source;
  std::int64_t year{};  ///< in which the source was published
  std::int64_t version{};
};
BOOST_DESCRIBE_STRUCT(Benchmark, (), (benchmark, statement, low_bps, high_bps, source, year, version))

struct BenchmarkRow : Benchmark, Standing {};
BOOST_DESCRIBE_STRUCT(BenchmarkRow, (Benchmark, Standing), ())

struct BenchmarksAnswer {
  base::Instant generated_at;
  std::optional<base::Currency> currency;  ///< whose sales our figures are of; missing while nothing is recorded
  std::vector<BenchmarkRow> items;
};
BOOST_DESCRIBE_STRUCT(BenchmarksAnswer, (), (generated_at, currency, items))

using Bps = json::Integer<0, 1'000'000>;

/// What a benchmark shall say from now on.
struct BenchmarkBody {
  std::string benchmark;
  json::Text<1, 300> statement;
  Bps low_bps;
  Bps high_bps;
  json::Text<1, 300> source;
  json::Integer<1900, 2200> year;
  static constexpr std::string_view kSchemaName = "BenchmarkChange";
};
BOOST_DESCRIBE_STRUCT(BenchmarkBody, (), (benchmark, statement, low_bps, high_bps, source, year))

// ---- Targets -----------------------------------------------------------------------------------
struct TargetKind {
  static constexpr std::string_view kPrefix = "tgt";
};
using TargetId = base::Id<TargetKind>;

/// cross_channel_rate: the last twelve months (cross-channel.1). retention_12m: everybody (retention.2, rolling).
/// lifetime_value: an average customer (clv.1). return_rate: of the value sold, what came back (returns.1), which shall
/// stay at the value or below; all others shall reach it. channel_revenue is there to be refused.
enum class Measure : std::uint8_t { cross_channel_rate, retention_12m, lifetime_value, return_rate, channel_revenue };
BOOST_DESCRIBE_ENUM(Measure, cross_channel_rate, retention_12m, lifetime_value, return_rate, channel_revenue)

struct Target {
  TargetId target_id;
  Measure measure{};
  std::optional<std::int64_t> value_bps;
  std::optional<std::int64_t> value_minor;
  std::optional<base::Currency> currency;
  base::Date by_on;
  std::string note;
  std::int64_t version{};
};
BOOST_DESCRIBE_STRUCT(Target, (), (target_id, measure, value_bps, value_minor, currency, by_on, note, version))

struct TargetRow : Target, Standing {
  bool reached{};  ///< by a complete figure; an incomplete one reaches nothing
  static constexpr json::Note kNotes[] = {{"reached", "By a complete figure; an incomplete one reaches nothing."}};
};
BOOST_DESCRIBE_STRUCT(TargetRow, (Target, Standing), (reached))

struct NewTarget {
  Measure measure{};
  std::optional<json::Text<1, 40>> channel;
  std::optional<Bps> value_bps;
  std::optional<json::Integer<0, 1'000'000'000'000'000>> value_minor;
  std::optional<base::Currency> currency;
  base::Date by_on;
  std::optional<json::Text<1, 500>> note;
  static constexpr json::Note kNotes[] = {
      {"measure", "channel_revenue is always refused, and the reason given."},
      {"channel", "Always refused: a target is of all channels together."},
      {"value_bps", "In 1/100 %; of every measure but lifetime_value."},
      {"value_minor", "Of lifetime_value, which needs a currency too."},
      {"currency", "Of which sales; default: those in the currency with the most orders."},
      {"by_on", "The day by which it shall be reached."}};
};
BOOST_DESCRIBE_STRUCT(NewTarget, (), (measure, channel, value_bps, value_minor, currency, by_on, note))

struct TargetAt {
  TargetId target_id;
};
BOOST_DESCRIBE_STRUCT(TargetAt, (), (target_id))

struct TargetBody : NewTarget {
  TargetId target_id;
  static constexpr std::string_view kSchemaName = "TargetChange";
};
BOOST_DESCRIBE_STRUCT(TargetBody, (NewTarget), (target_id))

// ---- Changing them -----------------------------------------------------------------------------
/// Each change is written to history and told by insights.benchmark_changed or insights.target_changed (key = the code
/// or the id) in the same commit.
struct Change {
  history::Actor actor;
  base::Instant now;
};

/// Locked to the end of the transaction. Errors: not_found insights.benchmark_not_found, insights.target_not_found.
base::Result<Benchmark> lock_benchmark(pg::Tx& tx, std::string const& benchmark);
base::Result<Target> lock_target(pg::Tx& tx, TargetId target);

/// Changes what was locked; saying nothing new changes nothing, not even the version. Errors: invalid_argument
/// insights.bad_benchmark.
base::Result<Benchmark> change_benchmark(pg::Tx& tx, Benchmark const& held, BenchmarkBody const& wanted,
                                         Change const& change);
/// Errors: invalid_argument insights.channel_is_no_target, insights.bad_target.
base::Result<Target> add_target(pg::Tx& tx, NewTarget const& wanted, Change const& change);
base::Result<Target> change_target(pg::Tx& tx, Target const& held, NewTarget const& wanted, Change const& change);
void remove_target(pg::Tx& tx, Target const& held, Change const& change);

/// Mounts /v1/insights/benchmarks and /v1/insights/targets.
void mount_goals(http::Router& router, Insights& insights);

}  // namespace weft::insights
