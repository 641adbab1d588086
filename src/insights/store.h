// store.h - the only SQL of insights: over the views that customer and orders publish.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "insights/figures.h"
#include "platform/pg/pg.h"

namespace weft::insights {

/// What is recorded in one currency: first and last UTC day with a sale.
struct RecordSpan {
  std::string currency;
  base::Date first_on;
  base::Date last_on;
  std::int64_t orders{};
};
BOOST_DESCRIBE_STRUCT(RecordSpan, (), (currency, first_on, last_on, orders))

struct TotalFacts {
  std::int64_t customers{}, customers_two_channels{}, customers_two_orders{}, orders{}, amount_minor{};
  std::int64_t returned_minor{}, anonymous_orders{}, anonymous_amount_minor{}, anonymous_returned_minor{};
};
BOOST_DESCRIBE_STRUCT(TotalFacts, (),
                      (customers, customers_two_channels, customers_two_orders, orders, amount_minor, returned_minor,
                       anonymous_orders, anonymous_amount_minor, anonymous_returned_minor))

std::vector<RecordSpan> list_spans(pg::Tx& tx);
std::vector<MixFacts> list_mixes(pg::Tx& tx, std::string_view currency, base::Instant from, base::Instant to);
TotalFacts get_totals(pg::Tx& tx, std::string_view currency, base::Instant from, base::Instant to);
std::vector<MonthFacts> list_months(pg::Tx& tx, std::string_view currency, base::Instant from, base::Instant to);
/// `end` = the first day after the record.
std::vector<RetentionFacts> list_retention(pg::Tx& tx, std::string_view currency, base::Instant from, base::Instant to,
                                           base::Date end);

}  // namespace weft::insights
