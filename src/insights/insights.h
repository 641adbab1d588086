// insights.h - who bought where, what an order is worth and who came back: one definition each, computed from the
// facts.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "base/result.h"
#include "platform/pg/pg.h"

namespace weft::http {
class Router;
}

namespace weft::insights {

inline constexpr base::Reason kBadWindow{"insights.bad_window", base::Code::invalid_argument,
                                         "The window must end after it begins."};
inline constexpr base::Reason kCurrencyNeeded{"insights.currency_needed", base::Code::invalid_argument,
                                              "The sales are in several currencies; say which one."};

// ---- Definitions, version 1 --------------------------------------------------------------------
// Customer   a component of records (customer module). An order whose record carries no identity (no source id,
//            loyalty number or e-mail) is an anonymous sale: counted apart and in no mix.
// Order      a document with at least one order line, dated by when it was sold. Stock adjustments are none.
// Value      the sum of an order's lines, gross of returns; what came back in the window stands beside it.
// Mix        the set of channels where the order lines that a customer bought in the window ORIGINATED.
// Window     [from, to): UTC days, `to` excluded. Without one: all that is recorded.
// Retention  customers whose first order of all lies in the window, grouped by the mix of their days 0-89 (day 0 = the
//            UTC day of the first order); retained = an order in days 90-454. Eligible are those whose 455 days had
//            passed at the end of the record (the last day with a sale included). Where nobody is eligible the figure
//            is incomplete: customers with 90 days or more before the end, retained = any order from day 90 on, within
//            `observed_days` at most.
inline constexpr std::string_view kDefinition =
    "v1: customer = records joined by identifier; mix = origin channels bought in the window; value = sum of order "
    "lines, gross of returns; retention = an order in days 90-454 after the first, by the mix of days 0-89; windows "
    "half-open, UTC days.";

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

struct ChannelMix {
  std::optional<base::Date> from{};  ///< first day counted; missing where nothing is recorded
  std::optional<base::Date> to{};    ///< first day not counted
  std::optional<base::Currency> currency{};
  base::Instant generated_at;
  std::string definition;
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
BOOST_DESCRIBE_STRUCT(ChannelMix, (),
                      (from, to, currency, generated_at, definition, customers, customers_two_or_more_channels, orders,
                       amount_minor, returned_minor, average_order_minor, anonymous_orders, anonymous_amount_minor,
                       mixes, months))

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

/// What is asked: half-open UTC days and one currency.
struct Question {
  std::optional<base::Date> from{};
  std::optional<base::Date> to{};
  std::optional<base::Currency> currency{};
};

/// The simple analysis. Reads the facts that customer and orders publish; locks nothing. Without a currency the only
/// one stands. Errors: invalid_argument insights.bad_window, insights.currency_needed.
base::Result<ChannelMix> channel_mix(pg::Tx& tx, Question const& question, base::Instant now);
/// The whole record at a glance, in the currency asked for or the one with the most orders; `currencies` and the words
/// name the others.
Summary summary(pg::Tx& tx, std::optional<base::Currency> currency, base::Instant now);

/// An answer in plain English sentences, each number with how many it was counted over, and with what is not yet known
/// said as such. Pure. `weft demo` prints them, Home shows them.
std::vector<std::string> in_words(ChannelMix const& answer);
std::vector<std::string> in_words(Summary const& answer);

/// GET /v1/insights/summary, GET /v1/insights/channel-mix.
void mount(http::Router& router);

}  // namespace weft::insights
