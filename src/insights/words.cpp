// words.cpp - the answers in plain English, each number with how many it was counted over.
#include <fmt/format.h>

#include <algorithm>

#include "base/number.h"
#include "insights/figures.h"
#include "insights/insights.h"

namespace weft::insights {

namespace {

using base::grouped;

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(count), count == 1 ? one : many);
}
std::string customers(std::int64_t count) { return counted(count, "customer", "customers"); }
std::string orders(std::int64_t count) { return counted(count, "order", "orders"); }

/// 1234 (of 10,000) as "12.3 %".
std::string percent(std::int64_t bps) {
  auto const tenths = (bps + 5) / 10;
  return fmt::format("{}.{} %", tenths / 10, tenths % 10);
}

std::string money(std::int64_t minor, std::optional<base::Currency> currency) {
  return fmt::format("{} {}", currency ? currency->text() : "",
                     base::grouped_decimal(minor, currency ? currency->minor_digits() : 2));
}

std::string name_of_mix(std::vector<std::string> const& mix) {
  if (mix.size() == 1) return mix.front() + " only";
  std::string text;
  for (std::size_t at = 0; at < mix.size(); ++at)
    text += (at == 0 ? "" : at + 1 == mix.size() ? " and " : ", ") + mix[at];
  return text;
}

std::string retention_words(Retention const& retention) {
  if (!retention.rate_bps) return "Nobody has been known for 90 days yet, so it is too early to say who comes back.";
  if (retention.complete) {
    return fmt::format(
        "Of {} whose first order lies 455 days or more back, {} ({}) bought again between day 90 and day 454.",
        customers(retention.eligible), grouped(retention.retained), percent(*retention.rate_bps));
  }
  return fmt::format(
      "The record is too short for 12-month retention: no customer has been followed for the 455 days it takes. "
      "So far {} of {} known for 90 days or more ({}) bought again from day 90 on, within {} days at most; that can "
      "only grow.",
      grouped(retention.retained), customers(retention.eligible), percent(*retention.rate_bps),
      retention.observed_days);
}

std::string anonymous_words(std::int64_t count, std::int64_t amount, std::optional<base::Currency> currency) {
  return fmt::format("{} worth {} carry no customer and are left out of every figure about customers.", orders(count),
                     money(amount, currency));
}

}  // namespace

std::vector<std::string> in_words(ChannelMix const& answer) {
  if (answer.customers == 0 && answer.anonymous_orders == 0) return {"No sale is recorded in this window."};
  std::vector<std::string> out;
  out.push_back(fmt::format("From {} to the day before {}: {} placed {} worth {}, {} each on average (n = {}).",
                            base::text_of(*answer.from), base::text_of(*answer.to), customers(answer.customers),
                            orders(answer.orders), money(answer.amount_minor, answer.currency),
                            money(answer.average_order_minor, answer.currency), grouped(answer.orders)));
  if (answer.customers > 0) {
    out.push_back(fmt::format("{} of {} ({}) bought in more than one channel.",
                              grouped(answer.customers_two_or_more_channels), customers(answer.customers),
                              percent(bps_of(answer.customers_two_or_more_channels, answer.customers))));
  }
  RetentionFacts all;
  bool complete = false;
  for (auto const& row : answer.mixes) complete = complete || row.retention.complete;
  for (auto const& row : answer.mixes) {
    if (row.customers > 0) {
      auto line = fmt::format("{}: {} of customers (n = {}), {} orders each, {} an order (n = {})",
                              name_of_mix(row.mix), percent(row.share_bps), grouped(row.customers),
                              fmt::format("{}.{}", (row.orders_per_customer_milli + 50) / 1'000,
                                          (row.orders_per_customer_milli + 50) % 1'000 / 100),
                              money(row.average_order_minor, answer.currency), grouped(row.orders));
      if (row.retention.rate_bps && row.retention.complete) {
        line += fmt::format(", {} back after 12 months (n = {})", percent(*row.retention.rate_bps),
                            grouped(row.retention.eligible));
      } else if (row.retention.rate_bps) {
        line += fmt::format(", {} back so far (n = {}, {} days at most)", percent(*row.retention.rate_bps),
                            grouped(row.retention.eligible), row.retention.observed_days);
      }
      out.push_back(line + ".");
    }
    // Whole and unfinished figures are never added up.
    if (row.retention.complete != complete) continue;
    (complete ? all.eligible : all.young) += row.retention.eligible;
    (complete ? all.retained : all.young_retained) += row.retention.retained;
    all.observed_days = std::max(all.observed_days, row.retention.observed_days);
  }
  if (answer.customers > 0) out.push_back(retention_words(retention_of(all)));
  if (answer.returned_minor > 0)
    out.push_back(fmt::format("{} came back or was cancelled in the window; it is not taken off the figures above.",
                              money(answer.returned_minor, answer.currency)));
  if (answer.anonymous_orders > 0)
    out.push_back(anonymous_words(answer.anonymous_orders, answer.anonymous_amount_minor, answer.currency));
  return out;
}

std::vector<std::string> in_words(Summary const& answer) {
  if (answer.orders == 0) return {"No sale is recorded yet. Import a file of sales to see who bought where."};
  std::vector<std::string> out;
  out.push_back(fmt::format("Between {} and {}, {} worth {} are recorded, {} each on average (n = {}).",
                            base::text_of(*answer.first_sale_on), base::text_of(*answer.last_sale_on),
                            orders(answer.orders), money(answer.amount_minor, answer.currency),
                            money(answer.average_order_minor, answer.currency), grouped(answer.orders)));
  if (answer.customers > 0) {
    out.push_back(fmt::format(
        "They come from {}: {} ({}) bought in more than one channel, {} ({}) bought more than once (n = {}).",
        customers(answer.customers), grouped(answer.customers_two_or_more_channels),
        percent(bps_of(answer.customers_two_or_more_channels, answer.customers)),
        grouped(answer.customers_two_or_more_orders),
        percent(bps_of(answer.customers_two_or_more_orders, answer.customers)), grouped(answer.customers)));
    out.push_back(retention_words(answer.retention));
  }
  if (answer.returned_minor > 0) {
    out.push_back(fmt::format(
        "{} came back or was cancelled ({} of what was sold); it is not taken off the figures above.",
        money(answer.returned_minor, answer.currency), percent(bps_of(answer.returned_minor, answer.amount_minor))));
  }
  if (answer.anonymous_orders > 0)
    out.push_back(anonymous_words(answer.anonymous_orders, answer.anonymous_amount_minor, answer.currency));
  std::string others;
  for (auto const& currency : answer.currencies) {
    if (currency != answer.currency->text()) others += (others.empty() ? "" : ", ") + currency;
  }
  if (!others.empty()) out.push_back(fmt::format("Sales in {} are recorded too; they are never added up.", others));
  return out;
}

}  // namespace weft::insights
