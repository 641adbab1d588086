// insights.h - who bought where, what an order and a customer are worth, who came back, what came back: one definition
// each, reckoned from the facts.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "insights/answers.h"
#include "insights/goals.h"
#include "platform/outbox/outbox.h"
#include "platform/pg/pg.h"

namespace weft::http {
class Router;
}

namespace weft::insights {

inline constexpr base::Reason kBadWindow{"insights.bad_window", base::Code::invalid_argument,
                                         "The window must end after it begins."};
inline constexpr base::Reason kCurrencyNeeded{"insights.currency_needed", base::Code::invalid_argument,
                                              "The sales are in several currencies; say which one."};
inline constexpr base::Reason kNotReady{"insights.not_ready", base::Code::unavailable,
                                        "The facts are still being read in; ask again in a moment."};

// ---- Definitions -------------------------------------------------------------------------------
// A definition has a name and a version; each answer carries both and the words below. Who changes what a figure means
// gives it the next version.
//
// Customer   a component of records (customer module). An order whose record carries no identity (no source id,
//            loyalty number or e-mail) is an anonymous sale: counted apart and in no mix.
// Order      a document with at least one order line, on the business day of the place where it was made. Stock
//            adjustments are none. What a source does not know (an amount, how many) counts as nothing in sums.
// Purchase   a channel counts as bought through where order lines ORIGINATED; a touch, a visit or a pick-up does not.
// Window     [from, to): business days, `to` excluded. Without one: all that is recorded.
inline constexpr std::string_view kMixDefinition =
    "mix.2: customer = records joined by identifier; mix = origin channels bought through in the window; value = sum "
    "of order lines, gross of returns; retention as retention.2; windows half-open, business days of the place.";
// Rolling: customers whose first order of all lies in the window, grouped by the mix of their days 0-89 (day 0 = the
// day
//          of the first order); retained = an order in days 90-454. Eligible are those whose 455 days had passed at the
//          end of the record (the last day with an order included). Where nobody is eligible the figure is incomplete:
//          customers with 90 days or more before the end, retained = any order from day 90 on.
// Calendar: customers of a year by the mix of that year; retained = an order in the next one.
inline constexpr std::string_view kRetentionDefinition =
    "retention.2: rolling = of customers whose first order lies in the window, by the mix of their days 0-89, those "
    "with an order in days 90-454; calendar = of the customers of a year, by the mix of that year, those with an order "
    "in the next; cohorts = by month of the first order, those with an order in each month after.";
inline constexpr std::string_view kReturnsDefinition =
    "returns.1: of the order lines sold in the window, those that came back until now, by the channel of their sale "
    "(lines, units, value, orders); cancellations apart. Taken back = lines that came back in the window, by the "
    "channel "
    "that took them.";
inline constexpr std::string_view kRfmDefinition =
    "rfm.1: customers with an order of some value in the window; recency = days from the last such order to the end of "
    "the window, frequency = such orders, monetary = their value net of what came back or was called off in the window "
    "(gross: before); fifths by rank, 5 best, of equals the smaller source id ranks lower.";
inline constexpr std::string_view kLifetimeDefinition =
    "clv.1: historic; orders in the window less what came back or was called off in it, per customer, by the mix of "
    "the "
    "window; the interval is 1.96 standard errors to each side of the average.";
inline constexpr std::string_view kCrossChannelDefinition =
    "cross-channel.1: of the customers with an order in the twelve months that end with a month, those who bought "
    "through two channels or more; the slope is least squares over the last complete months, twelve at most.";

enum class Basis : std::uint8_t { net, gross };
BOOST_DESCRIBE_ENUM(Basis, net, gross)

/// What is asked: half-open business days and one currency.
struct Question {
  std::optional<base::Date> from{};
  std::optional<base::Date> to{};
  std::optional<base::Currency> currency{};
};

/// The simple analysis over one database. Every answer counts all that was committed before it was asked. The errors of
/// each question: invalid_argument insights.bad_window, insights.currency_needed; unavailable insights.not_ready. All
/// throw DatabaseError. Safe from any thread.
class Insights {
 public:
  /// Subscribes to `feed`, so: before feed.start(). Both outlive this.
  Insights(pg::Pool& pool, outbox::Feed& feed);
  ~Insights();
  /// Begins to read the facts in, on a thread of its own; without it the first question does.
  void start();
  void stop();

  /// Whom `now` and `deadline` belong to: one request.
  struct Request {
    base::Instant now;
    pg::Deadline deadline;
  };
  base::Result<ChannelMix> channel_mix(Question const& question, Request const& request);
  base::Result<RetentionAnswer> retention(Question const& question, Request const& request);
  base::Result<ReturnsAnswer> returns(Question const& question, Request const& request);
  base::Result<RfmAnswer> rfm(Question const& question, Basis basis, Request const& request);
  base::Result<LifetimeAnswer> lifetime(Question const& question, Request const& request);
  base::Result<CrossChannelAnswer> cross_channel(Question const& question, Request const& request);
  /// The whole record at a glance, in the currency asked for or the one with the most orders; `currencies` and the
  /// words name the others. Errors: unavailable insights.not_ready.
  base::Result<Summary> summary(std::optional<base::Currency> currency, Request const& request);

  /// Every benchmark beside our own figure of the whole record, in the currency asked for or the one with the most
  /// orders. Errors: unavailable insights.not_ready.
  base::Result<BenchmarksAnswer> benchmarks(std::optional<base::Currency> currency, Request const& request);
  /// `limit` targets after one, by age, each beside our figure of the whole record. Errors: unavailable
  /// insights.not_ready.
  base::Result<std::vector<TargetRow>> targets(std::optional<TargetId> after, std::int64_t limit,
                                               Request const& request);

  /// Mounts GET /v1/insights/summary, channel-mix, retention, returns, rfm, clv, cross-channel; benchmarks and targets.
  void mount(http::Router& router);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// An answer in plain English sentences, each number with how many it was counted over, and with what is not yet known
/// said as such. Pure. `weft demo` prints them, Home shows them.
std::vector<std::string> in_words(ChannelMix const& answer);
std::vector<std::string> in_words(Summary const& answer);

}  // namespace weft::insights
