// figures.h - the arithmetic of insights, pure: rates, averages, months, and the facts they are reckoned from.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "insights/insights.h"

namespace weft::insights {

/// What SQL gives for one mix (channels joined by '+', in alphabetical order) in the window.
struct MixFacts {
  std::string mix;
  std::int64_t customers{}, orders{}, amount_minor{}, returned_minor{};
};
BOOST_DESCRIBE_STRUCT(MixFacts, (), (mix, customers, orders, amount_minor, returned_minor))

/// What SQL gives for one mix of days 0-89.
struct RetentionFacts {
  std::string mix;
  std::int64_t eligible{}, retained{};     ///< whose 455 days had passed
  std::int64_t young{}, young_retained{};  ///< of all with 90 days or more, an order from day 90 to the end
  std::int64_t observed_days{};            ///< the longest of those
};
BOOST_DESCRIBE_STRUCT(RetentionFacts, (), (mix, eligible, retained, young, young_retained, observed_days))

struct MonthFacts {
  std::string month;
  std::int64_t customers{}, orders{}, amount_minor{};
};
BOOST_DESCRIBE_STRUCT(MonthFacts, (), (month, customers, orders, amount_minor))

/// part / whole in 1/100 %, rounded half up; 0 of nothing is 0.
std::int64_t bps_of(std::int64_t part, std::int64_t whole);
/// total / count, rounded half away from zero; 0 where nothing is counted.
std::int64_t average_of(std::int64_t total, std::int64_t count);
/// The complete figure where anybody is eligible, else the incomplete one.
Retention retention_of(RetentionFacts const& facts);
/// Adds up the groups, for the figure of everybody.
RetentionFacts sum_of(std::span<RetentionFacts const> groups);
/// Joins both kinds of facts into rows, most customers first.
std::vector<MixRow> mix_rows(std::span<MixFacts const> mixes, std::span<RetentionFacts const> retention);
/// Every month that [from, to) touches; complete where it lies in the window and in the record [first, end) as a whole.
std::vector<MonthRow> month_rows(std::span<MonthFacts const> facts, base::Date from, base::Date to, base::Date first,
                                 base::Date end);
/// "app+web" as {"app", "web"}.
std::vector<std::string> channels_of(std::string const& mix);

}  // namespace weft::insights
