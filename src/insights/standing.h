// standing.h - our own figures beside benchmarks and targets: pure functions from the book and a window.
#pragma once

#include "insights/goals.h"
#include "insights/measures.h"

namespace weft::insights {

/// Fills in our figures where one can be reckoned, and in words why there is none elsewhere. `window` is missing where
/// nothing is recorded.
void hold_against(Book const& book, std::optional<Window> const& window, std::vector<BenchmarkRow>& benchmarks);

/// The figure of all channels together that a target is held against.
Standing standing_of(Book const& book, std::optional<Window> const& window, Measure measure);

/// Whether a complete figure is where the target wants it: at the value or above, of return_rate at it or below.
bool is_reached(Target const& target, Standing const& standing);

}  // namespace weft::insights
