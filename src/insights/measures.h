// measures.h - the measures themselves: pure functions from the book and a window to figures. Definitions: insights.h.
#pragma once

#include "insights/answers.h"
#include "insights/book.h"
#include "insights/figures.h"
#include "insights/insights.h"

namespace weft::insights {

/// Half-open business days, one currency, and how far the record of that currency reaches.
struct Window {
  Day from{};
  Day to{};
  std::uint8_t currency{};
  Day first{};  ///< of the record
  Day end{};    ///< the day after its last

  [[nodiscard]] bool holds(Day day) const { return day >= from && day < to; }
};

/// A month as a running number, so that months can be added up.
std::int32_t month_of(Day day);
Day month_begins(std::int32_t month);
/// YYYY-MM
std::string text_of_month(std::int32_t month);

struct Totals {
  std::int64_t customers{}, customers_two_channels{}, customers_two_orders{}, orders{}, amount_minor{},
      returned_minor{};
  std::int64_t anonymous_orders{}, anonymous_amount_minor{}, anonymous_returned_minor{};
};
struct Mixes {
  std::vector<MixFacts> mixes;
  Totals totals;
};
Mixes mixes_in(Book const& book, Window const& window);
std::vector<MonthFacts> months_in(Book const& book, Window const& window);

std::vector<RetentionFacts> rolling_retention(Book const& book, Window const& window);
std::vector<YearRetention> calendar_retention(Book const& book, Window const& window);
std::vector<Cohort> cohorts_in(Book const& book, Window const& window);

struct Returns {
  SoldRow all;
  std::vector<SoldRow> sold;
  std::vector<TakenBackRow> taken_back;
};
Returns returns_in(Book const& book, Window const& window);

/// Fills everything but what was asked.
void rfm_in(Book const& book, Window const& window, Basis basis, RfmAnswer& answer);
void lifetime_in(Book const& book, Window const& window, LifetimeAnswer& answer);
void cross_channel_in(Book const& book, Window const& window, CrossChannelAnswer& answer);

}  // namespace weft::insights
