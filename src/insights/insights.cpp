// insights.cpp - the two questions: the mix of a window, and the record at a glance.
#include "insights/insights.h"

#include <fmt/format.h>

#include <algorithm>

#include "insights/figures.h"
#include "insights/store.h"

namespace weft::insights {

namespace {

base::Instant start_of(base::Date day) { return base::Instant{std::chrono::sys_days{day}}; }
base::Date day_after(base::Date day) { return base::Date{std::chrono::sys_days{day} + std::chrono::days{1}}; }

RecordSpan const* span_in(std::vector<RecordSpan> const& spans, base::Currency currency) {
  auto const found = std::find_if(spans.begin(), spans.end(),
                                  [&](RecordSpan const& span) { return span.currency == currency.text(); });
  return found == spans.end() ? nullptr : &*found;
}

/// The currency asked for, or the only one; null where nothing is recorded in it.
base::Result<RecordSpan const*> span_of(std::vector<RecordSpan> const& spans, std::optional<base::Currency> currency) {
  if (currency) return span_in(spans, *currency);
  if (spans.empty()) return nullptr;
  if (spans.size() == 1) return &spans.front();
  std::string all;
  for (auto const& span : spans) all += (all.empty() ? "" : ", ") + span.currency;
  return base::Error{kCurrencyNeeded,
                     fmt::format("Sales are recorded in {}. Amounts of two currencies are never added up.", all)};
}

/// The currency asked for, or the one with the most orders, of equals the first by name.
RecordSpan const* main_span(std::vector<RecordSpan> const& spans, std::optional<base::Currency> currency) {
  if (currency) return span_in(spans, *currency);
  auto const most = std::max_element(spans.begin(), spans.end(),
                                     [](auto const& left, auto const& right) { return left.orders < right.orders; });
  return most == spans.end() ? nullptr : &*most;
}

}  // namespace

base::Result<ChannelMix> channel_mix(pg::Tx& tx, Question const& question, base::Instant now) {
  if (question.from && question.to && std::chrono::sys_days{*question.from} >= std::chrono::sys_days{*question.to}) {
    return base::Error{kBadWindow, fmt::format("{} does not lie before {}; `to` is the first day not counted.",
                                               base::text_of(*question.from), base::text_of(*question.to))};
  }
  auto const spans = list_spans(tx);
  auto span = span_of(spans, question.currency);
  if (!span) return std::move(span).error();
  ChannelMix out;
  out.generated_at = now;
  out.definition = std::string{kDefinition};
  out.from = question.from;
  out.to = question.to;
  out.currency = question.currency;
  if (!*span) return out;
  auto const& record = **span;
  out.currency = base::Currency::parse(record.currency);
  auto const end = day_after(record.last_on);
  // A window open on one side reaches to the end of the record there; it may then hold nothing at all.
  auto const from = question.from.value_or(question.to ? std::min(record.first_on, *question.to) : record.first_on);
  auto const to = question.to.value_or(question.from ? std::max(end, *question.from) : end);
  out.from = from;
  out.to = to;
  auto const retention = list_retention(tx, record.currency, start_of(from), start_of(to), end);
  auto const mixes = list_mixes(tx, record.currency, start_of(from), start_of(to));
  auto const totals = get_totals(tx, record.currency, start_of(from), start_of(to));
  out.customers = totals.customers;
  out.customers_two_or_more_channels = totals.customers_two_channels;
  out.orders = totals.orders;
  out.amount_minor = totals.amount_minor;
  out.returned_minor = totals.returned_minor;
  out.average_order_minor = average_of(totals.amount_minor, totals.orders);
  out.anonymous_orders = totals.anonymous_orders;
  out.anonymous_amount_minor = totals.anonymous_amount_minor;
  out.mixes = mix_rows(mixes, retention);
  out.months =
      month_rows(list_months(tx, record.currency, start_of(from), start_of(to)), from, to, record.first_on, end);
  return out;
}

Summary summary(pg::Tx& tx, std::optional<base::Currency> currency, base::Instant now) {
  auto const spans = list_spans(tx);
  auto const* const span = main_span(spans, currency);
  Summary out;
  out.generated_at = now;
  out.definition = std::string{kDefinition};
  out.currency = currency;
  for (auto const& one : spans) out.currencies.push_back(one.currency);
  if (span != nullptr) {
    auto const& record = *span;
    auto const end = day_after(record.last_on);
    out.currency = base::Currency::parse(record.currency);
    out.first_sale_on = record.first_on;
    out.last_sale_on = record.last_on;
    auto const totals = get_totals(tx, record.currency, start_of(record.first_on), start_of(end));
    out.customers = totals.customers;
    out.customers_two_or_more_channels = totals.customers_two_channels;
    out.customers_two_or_more_orders = totals.customers_two_orders;
    out.orders = totals.orders + totals.anonymous_orders;
    out.amount_minor = totals.amount_minor + totals.anonymous_amount_minor;
    out.returned_minor = totals.returned_minor + totals.anonymous_returned_minor;
    out.average_order_minor = average_of(out.amount_minor, out.orders);
    out.anonymous_orders = totals.anonymous_orders;
    out.anonymous_amount_minor = totals.anonymous_amount_minor;
    out.retention =
        retention_of(sum_of(list_retention(tx, record.currency, start_of(record.first_on), start_of(end), end)));
  }
  out.words = in_words(out);
  return out;
}

}  // namespace weft::insights
