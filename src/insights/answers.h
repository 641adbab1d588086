// answers.h - what each question of the simple analysis is answered with. Rates are in 1/100 %, amounts in minor units.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "platform/json/json.h"

namespace weft::insights {

/// Whose figures stand under an answer.
struct Asked {
  std::optional<base::Date> from{};  ///< first business day counted; missing where nothing is recorded
  std::optional<base::Date> to{};    ///< first day not counted
  std::optional<base::Currency> currency{};
  base::Instant generated_at;
  std::string definition;  ///< its name, a colon, and what it means in words
};
BOOST_DESCRIBE_STRUCT(Asked, (), (from, to, currency, generated_at, definition))

struct Retention {
  std::int64_t eligible{};
  std::int64_t retained{};
  std::optional<std::int64_t> rate_bps{};  ///< retained / eligible in 1/100 %; missing where nobody is eligible
  bool complete{};                         ///< false: their 455 days have not passed, so the rate can only grow
  std::int64_t observed_days{};            ///< the longest that any of them was followed, at most 455
};
BOOST_DESCRIBE_STRUCT(Retention, (), (eligible, retained, rate_bps, complete, observed_days))

struct MixRow {
  std::vector<std::string> mix;  ///< channel codes in alphabetical order
  std::int64_t customers{};
  std::int64_t share_bps{};  ///< of all customers of the answer
  std::int64_t orders{};
  std::int64_t amount_minor{};
  std::int64_t returned_minor{};             ///< of these customers' returns in the window
  std::int64_t average_order_minor{};        ///< rounded half away from zero
  std::int64_t orders_per_customer_milli{};  ///< 1/1000 orders
  Retention retention;
};
BOOST_DESCRIBE_STRUCT(MixRow, (),
                      (mix, customers, share_bps, orders, amount_minor, returned_minor, average_order_minor,
                       orders_per_customer_milli, retention))

struct MonthRow {
  std::string month;  ///< YYYY-MM
  std::int64_t customers{};
  std::int64_t orders{};
  std::int64_t amount_minor{};
  bool complete{};  ///< false where the window or the record begins or ends inside the month
};
BOOST_DESCRIBE_STRUCT(MonthRow, (), (month, customers, orders, amount_minor, complete))

struct ChannelMix : Asked {
  std::int64_t customers{};
  std::int64_t customers_two_or_more_channels{};
  std::int64_t orders{};  ///< of customers
  std::int64_t amount_minor{};
  std::int64_t returned_minor{};
  std::int64_t average_order_minor{};
  std::int64_t anonymous_orders{};
  std::int64_t anonymous_amount_minor{};
  std::vector<MixRow> mixes;     ///< by customers, most first; then by name
  std::vector<MonthRow> months;  ///< every month of the window, empty ones too
};
BOOST_DESCRIBE_STRUCT(ChannelMix, (Asked),
                      (customers, customers_two_or_more_channels, orders, amount_minor, returned_minor,
                       average_order_minor, anonymous_orders, anonymous_amount_minor, mixes, months))

struct Summary {
  base::Instant generated_at;
  std::string definition;
  std::optional<base::Currency> currency{};  ///< missing while nothing is recorded
  std::vector<std::string> currencies;       ///< all that sales were made in
  std::optional<base::Date> first_sale_on{};
  std::optional<base::Date> last_sale_on{};
  std::int64_t customers{};
  std::int64_t customers_two_or_more_channels{};
  std::int64_t customers_two_or_more_orders{};
  std::int64_t orders{};        ///< of customers and anonymous
  std::int64_t amount_minor{};  ///< of those
  std::int64_t returned_minor{};
  std::int64_t average_order_minor{};
  std::int64_t anonymous_orders{};
  std::int64_t anonymous_amount_minor{};
  Retention retention;             ///< of all customers together
  std::vector<std::string> words;  ///< the same in plain English, a sentence each
};
BOOST_DESCRIBE_STRUCT(Summary, (),
                      (generated_at, definition, currency, currencies, first_sale_on, last_sale_on, customers,
                       customers_two_or_more_channels, customers_two_or_more_orders, orders, amount_minor,
                       returned_minor, average_order_minor, anonymous_orders, anonymous_amount_minor, retention, words))

/// Customers of a calendar year by the mix of that year, and how many of them bought in the next.
struct YearRetention {
  std::int64_t year{};
  std::vector<std::string> mix;
  std::int64_t customers{};
  std::int64_t retained{};
  std::int64_t rate_bps{};
  bool complete{};  ///< false: the next year is not recorded to its end, so the rate can only grow
};
BOOST_DESCRIBE_STRUCT(YearRetention, (), (year, mix, customers, retained, rate_bps, complete))

/// Customers by the month of their first order of all, and how many of them bought in each month from then on.
struct Cohort {
  std::string month;  ///< YYYY-MM
  std::int64_t customers{};
  std::vector<std::int64_t> bought;  ///< in month 0 (all of them), 1, 2 ..; as far as the record reaches, 24 at most
  bool last_open{};                  ///< the last of these months is not recorded to its end
};
BOOST_DESCRIBE_STRUCT(Cohort, (), (month, customers, bought, last_open))

struct RollingRetention {
  std::vector<std::string> mix;  ///< of days 0-89
  Retention retention;
};
BOOST_DESCRIBE_STRUCT(RollingRetention, (), (mix, retention))

struct RetentionAnswer : Asked {
  Retention all;                          ///< of everybody whose first order lies in the window
  Retention one_channel;                  ///< of those whose days 0-89 knew one channel
  Retention several_channels;             ///< of those whose days 0-89 knew two or more
  std::vector<RollingRetention> rolling;  ///< by mix, most customers first
  std::vector<YearRetention> calendar;    ///< by year, then mix
  std::vector<Cohort> cohorts;            ///< by month
};
BOOST_DESCRIBE_STRUCT(RetentionAnswer, (Asked), (all, one_channel, several_channels, rolling, calendar, cohorts))

/// What was sold through a channel in the window, and what of it came back so far, through whichever channel.
struct SoldRow {
  std::string channel;
  std::int64_t lines{}, units{}, amount_minor{}, orders{};
  std::int64_t returned_lines{}, returned_units{}, returned_minor{};
  std::int64_t orders_with_return{};
  std::int64_t cancelled_lines{}, cancelled_minor{};  ///< called off; in none of the rates
  std::int64_t line_rate_bps{}, unit_rate_bps{}, value_rate_bps{}, order_rate_bps{};
};
BOOST_DESCRIBE_STRUCT(SoldRow, (),
                      (channel, lines, units, amount_minor, orders, returned_lines, returned_units, returned_minor,
                       orders_with_return, cancelled_lines, cancelled_minor, line_rate_bps, unit_rate_bps,
                       value_rate_bps, order_rate_bps))

/// What came back through a channel in the window, whenever and wherever it was sold.
struct TakenBackRow {
  std::string channel;
  std::int64_t lines{}, units{}, amount_minor{};
  std::int64_t sold_elsewhere_lines{};  ///< of those, sold through another channel
  std::int64_t sold_elsewhere_bps{};    ///< of the lines whose order is known
  std::int64_t unknown_order_lines{};   ///< their order is not recorded
};
BOOST_DESCRIBE_STRUCT(TakenBackRow, (),
                      (channel, lines, units, amount_minor, sold_elsewhere_lines, sold_elsewhere_bps,
                       unknown_order_lines))

struct ReturnsAnswer : Asked {
  SoldRow all;                           ///< every channel together; its channel is empty
  std::vector<SoldRow> sold;             ///< by channel of sale, in alphabetical order
  std::vector<TakenBackRow> taken_back;  ///< by channel of return
};
BOOST_DESCRIBE_STRUCT(ReturnsAnswer, (Asked), (all, sold, taken_back))

/// One fifth of the customers by how lately they bought (score 5 = most lately).
struct RecencyRow {
  std::int64_t score{};
  std::int64_t customers{};
  std::int64_t days_min{}, days_max{};           ///< since the last order, reckoned at the end of the window
  std::vector<std::int64_t> by_frequency;        ///< customers by frequency score 1..5
  std::vector<std::int64_t> by_frequency_minor;  ///< what they are worth
  std::int64_t amount_minor{};
};
BOOST_DESCRIBE_STRUCT(RecencyRow, (),
                      (score, customers, days_min, days_max, by_frequency, by_frequency_minor, amount_minor))

struct ScoreRow {
  std::int64_t score{};
  std::int64_t customers{};
  std::int64_t lowest{}, highest{};
};
BOOST_DESCRIBE_STRUCT(ScoreRow, (), (score, customers, lowest, highest))

struct ValueRow {
  std::int64_t score{};
  std::int64_t customers{};
  std::int64_t lowest_minor{}, highest_minor{};
};
BOOST_DESCRIBE_STRUCT(ValueRow, (), (score, customers, lowest_minor, highest_minor))

struct RfmMixRow {
  std::vector<std::string> mix;
  std::int64_t customers{};
  std::int64_t recency_milli{}, frequency_milli{}, monetary_milli{};  ///< average scores in 1/1000
  std::int64_t best{};                                                ///< customers of 5-5-5
};
BOOST_DESCRIBE_STRUCT(RfmMixRow, (), (mix, customers, recency_milli, frequency_milli, monetary_milli, best))

struct RfmAnswer : Asked {
  std::string basis;  ///< net: returns and cancellations in the window are taken off; gross: not
  std::int64_t customers{};
  std::vector<RecencyRow> recency;  ///< score 1..5
  std::vector<ScoreRow> frequency;  ///< orders of a customer
  std::vector<ValueRow> monetary;   ///< what a customer is worth
  std::vector<RfmMixRow> mixes;     ///< most customers first
};
BOOST_DESCRIBE_STRUCT(RfmAnswer, (Asked), (basis, customers, recency, frequency, monetary, mixes))

struct LifetimeRow {
  std::vector<std::string> mix;  ///< empty: everybody
  std::int64_t customers{};
  std::int64_t orders{};
  std::int64_t amount_minor{};    ///< gross
  std::int64_t returned_minor{};  ///< returns and cancellations
  std::int64_t average_minor{};   ///< net value of a customer
  std::int64_t median_minor{};
  /// The 95 % interval of the average; missing for fewer than two customers.
  std::optional<std::int64_t> low_minor{}, high_minor{};
};
BOOST_DESCRIBE_STRUCT(LifetimeRow, (),
                      (mix, customers, orders, amount_minor, returned_minor, average_minor, median_minor, low_minor,
                       high_minor))

struct LifetimeAnswer : Asked {
  LifetimeRow all;
  LifetimeRow one_channel;
  LifetimeRow several_channels;
  std::vector<LifetimeRow> mixes;  ///< most customers first
};
BOOST_DESCRIBE_STRUCT(LifetimeAnswer, (Asked), (all, one_channel, several_channels, mixes))

struct CrossChannelPoint {
  std::string month;         ///< YYYY-MM; the twelve months that end with it
  std::int64_t customers{};  ///< who bought in them
  std::int64_t cross{};      ///< who bought through two channels or more in them
  std::int64_t rate_bps{};
  bool complete{};  ///< false where the record does not cover all twelve months
};
BOOST_DESCRIBE_STRUCT(CrossChannelPoint, (), (month, customers, cross, rate_bps, complete))

struct CrossChannelAnswer : Asked {
  std::vector<CrossChannelPoint> points;  ///< a point for each month of the window
  /// Least squares over the last complete points, twelve at most: 1/1000 of 1/100 % a month. Missing for fewer than
  /// two.
  std::optional<std::int64_t> slope_milli_bps{};
  std::int64_t slope_points{};
  std::optional<std::string> direction{};  ///< rising, falling, level (within 1/100 % a month)
};
BOOST_DESCRIBE_STRUCT(CrossChannelAnswer, (Asked), (points, slope_milli_bps, slope_points, direction))

}  // namespace weft::insights
