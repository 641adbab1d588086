// standing.cpp - where we stand today.
#include "insights/standing.h"

#include <algorithm>

namespace weft::insights {

namespace {

/// "retention.2: rolling = .." is called retention.2.
std::string name_of(std::string_view definition) { return std::string{definition.substr(0, definition.find(':'))}; }

Standing nothing(std::string_view why) { return {.ours = {}, .not_measured = std::string{why}}; }

Standing rate(std::int64_t value_bps, std::int64_t counted, bool complete, std::string_view definition) {
  return {.ours = Figure{.value_bps = value_bps,
                         .value_minor = {},
                         .currency = {},
                         .counted = counted,
                         .complete = complete,
                         .definition = name_of(definition)},
          .not_measured = {}};
}

Standing retention_standing(std::span<RetentionFacts const> groups, std::string_view why_none) {
  auto const found = retention_of(sum_of(groups));
  if (!found.rate_bps) return nothing(why_none);
  return rate(*found.rate_bps, found.eligible, found.complete, kRetentionDefinition);
}

Standing cross_channel_standing(Book const& book, Window const& window) {
  CrossChannelAnswer answer;
  cross_channel_in(book, window, answer);
  // The last twelve whole months; where there are none yet, as far as the record reaches.
  auto const complete =
      std::find_if(answer.points.rbegin(), answer.points.rend(), [](auto const& point) { return point.complete; });
  auto const point = complete == answer.points.rend() ? answer.points.rbegin() : complete;
  if (point == answer.points.rend() || point->customers == 0)
    return nothing("No known customer has bought in the twelve months.");
  return rate(point->rate_bps, point->customers, point->complete, kCrossChannelDefinition);
}

Standing lifetime_standing(Book const& book, Window const& window) {
  LifetimeAnswer answer;
  lifetime_in(book, window, answer);
  if (answer.all.customers == 0) return nothing("No known customer has bought yet.");
  return {.ours = Figure{.value_bps = {},
                         .value_minor = answer.all.average_minor,
                         .currency = {},
                         .counted = answer.all.customers,
                         .complete = true,
                         .definition = name_of(kLifetimeDefinition)},
          .not_measured = {}};
}

Standing returns_standing(Book const& book, Window const& window) {
  auto const all = returns_in(book, window).all;
  if (all.amount_minor <= 0) return nothing("Nothing of a known value has been sold yet.");
  return rate(all.value_rate_bps, all.lines, true, kReturnsDefinition);
}

constexpr std::string_view kNoSales = "No sale is recorded yet.";
constexpr std::string_view kNobodyFollowed = "No customer has been followed for 90 days yet.";

}  // namespace

void hold_against(Book const& book, std::optional<Window> const& window, std::vector<BenchmarkRow>& benchmarks) {
  std::vector<RetentionFacts> one, several;
  if (window) {
    for (auto const& group : rolling_retention(book, *window)) (is_several(group.mix) ? several : one).push_back(group);
  }
  for (auto& row : benchmarks) {
    Standing& standing = row;
    bool const measured = row.benchmark == "retention_strong" || row.benchmark == "retention_weak";
    if (measured && !window) {
      standing = nothing(kNoSales);
    } else if (row.benchmark == "retention_strong") {
      standing = retention_standing(
          several, "No customer who bought through several channels in their first 90 days has been followed longer.");
    } else if (row.benchmark == "retention_weak") {
      standing = retention_standing(
          one, "No customer who bought through one channel in their first 90 days has been followed longer.");
    } else {
      standing = nothing("Not measured here yet.");
    }
  }
}

Standing standing_of(Book const& book, std::optional<Window> const& window, Measure measure) {
  if (!window) return nothing(kNoSales);
  switch (measure) {
    case Measure::cross_channel_rate: return cross_channel_standing(book, *window);
    case Measure::retention_12m: return retention_standing(rolling_retention(book, *window), kNobodyFollowed);
    case Measure::lifetime_value: return lifetime_standing(book, *window);
    case Measure::return_rate: return returns_standing(book, *window);
    case Measure::channel_revenue: break;
  }
  return nothing(kChannelIsNoTarget.title);
}

bool is_reached(Target const& target, Standing const& standing) {
  if (!standing.ours || !standing.ours->complete) return false;
  auto const& ours = *standing.ours;
  if (target.measure == Measure::lifetime_value) return *ours.value_minor >= *target.value_minor;
  if (target.measure == Measure::return_rate) return *ours.value_bps <= *target.value_bps;
  return *ours.value_bps >= *target.value_bps;
}

}  // namespace weft::insights
