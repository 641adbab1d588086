// figures.h - the arithmetic of insights, pure: rates, averages, months, and the facts they are reckoned from.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "insights/answers.h"
#include "insights/book.h"

namespace weft::insights {

/// What the book gives for one mix in the window.
struct MixFacts {
  Channels mix{};
  std::int64_t customers{}, orders{}, amount_minor{}, returned_minor{};
};

/// What the book gives for one mix of days 0-89.
struct RetentionFacts {
  Channels mix{};
  std::int64_t eligible{}, retained{};     ///< whose 455 days had passed
  std::int64_t young{}, young_retained{};  ///< of all with 90 days or more, an order from day 90 to the end
  std::int64_t observed_days{};            ///< the longest of those
};

struct MonthFacts {
  std::string month;
  std::int64_t customers{}, orders{}, amount_minor{};
};

/// part / whole in 1/100 %, rounded half up; 0 of nothing is 0.
std::int64_t bps_of(std::int64_t part, std::int64_t whole);
/// total / count, rounded half away from zero; 0 where nothing is counted.
std::int64_t average_of(std::int64_t total, std::int64_t count);
/// The complete figure where anybody is eligible, else the incomplete one.
Retention retention_of(RetentionFacts const& facts);
/// Adds up the groups, for the figure of everybody.
RetentionFacts sum_of(std::span<RetentionFacts const> groups);
/// Joins both kinds of facts into rows, most customers first.
std::vector<MixRow> mix_rows(Book const& book, std::span<MixFacts const> mixes,
                             std::span<RetentionFacts const> retention);
/// Every month that [from, to) touches; complete where it lies in the window and in the record [first, end) as a whole.
std::vector<MonthRow> month_rows(std::span<MonthFacts const> facts, base::Date from, base::Date to, base::Date first,
                                 base::Date end);
/// The slope of a straight line through (0, values[0]), (1, values[1]) .. by least squares, in 1/1000 of the values'
/// unit a step, rounded half away from zero. Nothing for fewer than two values.
std::optional<std::int64_t> slope_milli_of(std::span<std::int64_t const> values);

}  // namespace weft::insights
