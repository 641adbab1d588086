// goals.cpp - changing benchmarks and targets, with history and event in the same commit; and what is no target.
#include "insights/goals.h"

#include <fmt/format.h>

#include <boost/describe/enum_to_string.hpp>
#include <boost/json.hpp>

#include "insights/goal_store.h"
#include "platform/outbox/outbox.h"

namespace weft::insights {

namespace {

struct Told {
  std::string_view kind;  // benchmark, target
  std::string id;
  std::string_view what;  // added, changed, removed
  std::string before{}, after{};
};

void tell(pg::Tx& tx, Told told, Change const& change) {
  history::record(tx, change.actor,
                  {.subject_kind = std::string{told.kind},
                   .subject_id = told.id,
                   .action = fmt::format("insights.{}_{}", told.kind, told.what),
                   .before = std::move(told.before),
                   .after = std::move(told.after)},
                  change.now);
  outbox::emit(tx, {.topic = fmt::format("insights.{}_changed", told.kind), .key = std::move(told.id)}, change.now);
}

/// Tells of the members that differ; nothing where none does.
template <class T>
bool tell_difference(pg::Tx& tx, std::string_view kind, std::string id, T const& held, T const& changed,
                     Change const& change) {
  auto before = boost::json::parse(json::encode(held)).as_object();
  auto after = boost::json::parse(json::encode(changed)).as_object();
  boost::json::object was, is;
  for (auto const& [name, value] : before) {
    auto const* const now = after.if_contains(name);
    if (now == nullptr || *now != value) was[name] = value;
  }
  for (auto const& [name, value] : after) {
    auto const* const then = before.if_contains(name);
    if (then == nullptr || *then != value) is[name] = value;
  }
  if (was.empty() && is.empty()) return false;
  tell(tx, {kind, std::move(id), "changed", boost::json::serialize(was), boost::json::serialize(is)}, change);
  return true;
}

/// What a target says, if it may be one.
base::Result<Target> target_of(TargetId id, std::int64_t version, NewTarget const& wanted) {
  auto const measure = std::string_view{boost::describe::enum_to_string(wanted.measure, "")};
  if (wanted.measure == Measure::channel_revenue || wanted.channel) {
    return base::Error{
        kChannelIsNoTarget,
        fmt::format("{}{} is a drill-down: which channel a sale is booked in says where somebody paid, not what the "
                    "customer is worth, and a channel that must reach a figure of its own wins by taking customers "
                    "from the others. Set a target for cross_channel_rate, retention_12m, lifetime_value or "
                    "return_rate of all channels together.",
                    measure, wanted.channel ? fmt::format(" of channel \"{}\"", wanted.channel->value) : "")};
  }
  bool const amount = wanted.measure == Measure::lifetime_value;
  if (amount && (!wanted.value_minor || !wanted.currency || wanted.value_bps))
    return base::Error{kBadTarget, "lifetime_value is an amount: give value_minor and currency, and no value_bps."};
  if (!amount && (!wanted.value_bps || wanted.value_minor))
    return base::Error{kBadTarget, fmt::format("{} is a rate: give value_bps, and no value_minor.", measure)};
  Target out{.target_id = id,
             .measure = wanted.measure,
             .value_bps = {},
             .value_minor = {},
             .currency = wanted.currency,
             .by_on = wanted.by_on,
             .note = wanted.note ? wanted.note->value : std::string{},
             .version = version};
  if (amount) {
    out.value_minor = wanted.value_minor->value;
  } else {
    out.value_bps = wanted.value_bps->value;
  }
  return out;
}

}  // namespace

base::Result<Benchmark> lock_benchmark(pg::Tx& tx, std::string const& benchmark) {
  auto held = store::lock_benchmark(tx, benchmark);
  if (!held) return base::Error{kBenchmarkNotFound, fmt::format("There is no benchmark \"{}\".", benchmark)};
  return std::move(*held);
}

base::Result<Target> lock_target(pg::Tx& tx, TargetId target) {
  auto held = store::lock_target(tx, target);
  if (!held) return base::Error{kTargetNotFound, fmt::format("No target {} is known.", target.text())};
  return std::move(*held);
}

base::Result<Benchmark> change_benchmark(pg::Tx& tx, Benchmark const& held, BenchmarkBody const& wanted,
                                         Change const& change) {
  if (wanted.high_bps < wanted.low_bps) {
    return base::Error{kBadBenchmark,
                       fmt::format("high_bps {} lies below low_bps {}.", wanted.high_bps.value, wanted.low_bps.value)};
  }
  Benchmark changed{.benchmark = held.benchmark,
                    .statement = wanted.statement,
                    .low_bps = wanted.low_bps,
                    .high_bps = wanted.high_bps,
                    .source = wanted.source,
                    .year = wanted.year,
                    .version = held.version};
  if (!tell_difference(tx, "benchmark", held.benchmark, held, changed, change)) return held;
  ++changed.version;
  store::update(tx, changed);
  return changed;
}

base::Result<Target> add_target(pg::Tx& tx, NewTarget const& wanted, Change const& change) {
  auto made = target_of(TargetId::make(change.now), 1, wanted);
  if (!made) return made;
  store::insert(tx, *made);
  tell(tx, {.kind = "target", .id = made->target_id.text(), .what = "added", .after = json::encode(*made)}, change);
  return made;
}

base::Result<Target> change_target(pg::Tx& tx, Target const& held, NewTarget const& wanted, Change const& change) {
  auto changed = target_of(held.target_id, held.version, wanted);
  if (!changed) return changed;
  if (!tell_difference(tx, "target", held.target_id.text(), held, *changed, change)) return held;
  ++changed->version;
  store::update(tx, *changed);
  return changed;
}

void remove_target(pg::Tx& tx, Target const& held, Change const& change) {
  store::remove(tx, held.target_id);
  tell(tx, {.kind = "target", .id = held.target_id.text(), .what = "removed", .before = json::encode(held)}, change);
}

}  // namespace weft::insights
