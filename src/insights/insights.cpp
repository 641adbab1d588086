// insights.cpp - the questions: which window is meant, and which measure answers.
#include "insights/insights.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <map>

#include "insights/goal_store.h"
#include "insights/measures.h"
#include "insights/projection.h"
#include "insights/standing.h"

namespace weft::insights {

namespace {

using Spans = std::vector<Book::Span>;

Book::Span const* span_in(Spans const& spans, base::Currency currency) {
  auto const found =
      std::find_if(spans.begin(), spans.end(), [&](auto const& span) { return span.currency == currency.text(); });
  return found == spans.end() ? nullptr : &*found;
}

/// The currency asked for, or the only one; null where nothing is recorded in it.
base::Result<Book::Span const*> span_of(Spans const& spans, std::optional<base::Currency> currency) {
  if (currency) return span_in(spans, *currency);
  if (spans.empty()) return nullptr;
  if (spans.size() == 1) return &spans.front();
  std::string all;
  for (auto const& span : spans) all += (all.empty() ? "" : ", ") + span.currency;
  return base::Error{kCurrencyNeeded,
                     fmt::format("Sales are recorded in {}. Amounts of two currencies are never added up.", all)};
}

/// The currency asked for, or the one with the most orders, of equals the first by name.
Book::Span const* main_span(Spans const& spans, std::optional<base::Currency> currency) {
  if (currency) return span_in(spans, *currency);
  auto const most = std::max_element(spans.begin(), spans.end(),
                                     [](auto const& left, auto const& right) { return left.orders < right.orders; });
  return most == spans.end() ? nullptr : &*most;
}

/// The window that is meant; nothing where nothing is recorded. Writes into `asked` what was understood.
base::Result<std::optional<Window>> window_of(Book const& book, Question const& question, Asked& asked) {
  auto const spans = book.spans();
  auto const span = span_of(spans, question.currency);
  if (!span) return span.error();
  asked.from = question.from;
  asked.to = question.to;
  asked.currency = question.currency;
  if (*span == nullptr) return std::optional<Window>{};
  auto const& record = **span;
  Window window{.currency = *book.currency_no(record.currency), .first = record.first, .end = record.last + 1};
  auto const from = question.from ? std::optional{day_of(*question.from)} : std::nullopt;
  auto const to = question.to ? std::optional{day_of(*question.to)} : std::nullopt;
  // A window open on one side reaches to the end of the record there; it may then hold nothing at all.
  window.from = from.value_or(to ? std::min(window.first, *to) : window.first);
  window.to = to.value_or(from ? std::max(window.end, *from) : window.end);
  asked.from = date_of(window.from);
  asked.to = date_of(window.to);
  asked.currency = base::Currency::parse(record.currency);
  return std::optional{window};
}

base::Result<void> check(Question const& question) {
  if (!question.from || !question.to || day_of(*question.from) < day_of(*question.to)) return {};
  return base::Error{kBadWindow, fmt::format("{} does not lie before {}; `to` is the first day not counted.",
                                             base::text_of(*question.from), base::text_of(*question.to))};
}

/// A pass over the book beside the caller's own, which must outlive it and keep the book as it is.
template <class Pass>
auto beside(Pass pass) {
  return std::async(std::launch::async, std::move(pass));
}

void fill(Book const& book, Window const& window, ChannelMix& out) {
  auto retention = beside([&] { return rolling_retention(book, window); });
  auto const found = mixes_in(book, window);
  auto const& totals = found.totals;
  out.customers = totals.customers;
  out.customers_two_or_more_channels = totals.customers_two_channels;
  out.orders = totals.orders;
  out.amount_minor = totals.amount_minor;
  // Of these customers: who brought back without buying in the window is in no mix.
  for (auto const& mix : found.mixes) out.returned_minor += mix.returned_minor;
  out.average_order_minor = average_of(totals.amount_minor, totals.orders);
  out.anonymous_orders = totals.anonymous_orders;
  out.anonymous_amount_minor = totals.anonymous_amount_minor;
  out.months = month_rows(months_in(book, window), date_of(window.from), date_of(window.to), date_of(window.first),
                          date_of(window.end));
  out.mixes = mix_rows(book, found.mixes, retention.get());
}

void fill(Book const& book, Window const& window, RetentionAnswer& out) {
  auto calendar = beside([&] { return calendar_retention(book, window); });
  auto const groups = rolling_retention(book, window);
  std::vector<RetentionFacts> one, several;
  for (auto const& group : groups) {
    (is_several(group.mix) ? several : one).push_back(group);
    out.rolling.push_back({book.names_of(group.mix), retention_of(group)});
  }
  std::sort(out.rolling.begin(), out.rolling.end(), [](auto const& left, auto const& right) {
    return std::pair{right.retention.eligible, left.mix} < std::pair{left.retention.eligible, right.mix};
  });
  out.all = retention_of(sum_of(groups));
  out.one_channel = retention_of(sum_of(one));
  out.several_channels = retention_of(sum_of(several));
  out.cohorts = cohorts_in(book, window);
  out.calendar = calendar.get();
}

/// All that is recorded in a currency.
Window whole(Book const& book, Book::Span const& record) {
  return {.from = record.first,
          .to = record.last + 1,
          .currency = *book.currency_no(record.currency),
          .first = record.first,
          .end = record.last + 1};
}

void fill(Book const& book, Book::Span const& record, Summary& out) {
  auto const window = whole(book, record);
  out.currency = base::Currency::parse(record.currency);
  out.first_sale_on = date_of(record.first);
  out.last_sale_on = date_of(record.last);
  auto const totals = mixes_in(book, window).totals;
  out.customers = totals.customers;
  out.customers_two_or_more_channels = totals.customers_two_channels;
  out.customers_two_or_more_orders = totals.customers_two_orders;
  out.orders = totals.orders + totals.anonymous_orders;
  out.amount_minor = totals.amount_minor + totals.anonymous_amount_minor;
  out.returned_minor = totals.returned_minor + totals.anonymous_returned_minor;
  out.average_order_minor = average_of(out.amount_minor, out.orders);
  out.anonymous_orders = totals.anonymous_orders;
  out.anonymous_amount_minor = totals.anonymous_amount_minor;
  out.retention = retention_of(sum_of(rolling_retention(book, window)));
}

}  // namespace

struct Insights::State {
  State(pg::Pool& pool_given, outbox::Feed& feed) : pool{pool_given}, projection{pool_given, feed} {}

  /// One question from end to end; `measure` fills the figures of an answer.
  template <class Answer, class Measure>
  base::Result<Answer> ask(Question const& question, Request const& request, std::string_view definition,
                           Measure measure) {
    if (auto good = check(question); !good) return good.error();
    Answer out;
    out.generated_at = request.now;
    out.definition = std::string{definition};
    std::optional<base::Error> refused;
    auto const looked = projection.look(request.deadline, [&](Book const& book) {
      auto window = window_of(book, question, out);
      if (!window) {
        refused = window.error();
      } else if (*window) {
        measure(book, **window, out);
      }
    });
    if (!looked) return looked.error();
    if (refused) return *refused;
    return out;
  }

  pg::Pool& pool;
  Projection projection;
};

Insights::Insights(pg::Pool& pool, outbox::Feed& feed) : state_{std::make_unique<State>(pool, feed)} {}
Insights::~Insights() = default;
void Insights::start() { state_->projection.start(); }
void Insights::stop() { state_->projection.stop(); }

base::Result<ChannelMix> Insights::channel_mix(Question const& question, Request const& request) {
  return state_->ask<ChannelMix>(
      question, request, kMixDefinition,
      [](Book const& book, Window const& window, ChannelMix& out) { fill(book, window, out); });
}

base::Result<RetentionAnswer> Insights::retention(Question const& question, Request const& request) {
  return state_->ask<RetentionAnswer>(
      question, request, kRetentionDefinition,
      [](Book const& book, Window const& window, RetentionAnswer& out) { fill(book, window, out); });
}

base::Result<ReturnsAnswer> Insights::returns(Question const& question, Request const& request) {
  return state_->ask<ReturnsAnswer>(question, request, kReturnsDefinition,
                                    [](Book const& book, Window const& window, ReturnsAnswer& out) {
                                      auto found = returns_in(book, window);
                                      out.all = std::move(found.all);
                                      out.sold = std::move(found.sold);
                                      out.taken_back = std::move(found.taken_back);
                                    });
}

base::Result<RfmAnswer> Insights::rfm(Question const& question, Basis basis, Request const& request) {
  return state_->ask<RfmAnswer>(
      question, request, kRfmDefinition,
      [basis](Book const& book, Window const& window, RfmAnswer& out) { rfm_in(book, window, basis, out); });
}

base::Result<LifetimeAnswer> Insights::lifetime(Question const& question, Request const& request) {
  return state_->ask<LifetimeAnswer>(question, request, kLifetimeDefinition, lifetime_in);
}

base::Result<CrossChannelAnswer> Insights::cross_channel(Question const& question, Request const& request) {
  return state_->ask<CrossChannelAnswer>(question, request, kCrossChannelDefinition, cross_channel_in);
}

base::Result<Summary> Insights::summary(std::optional<base::Currency> currency, Request const& request) {
  Summary out;
  out.generated_at = request.now;
  out.definition = std::string{kMixDefinition};
  out.currency = currency;
  auto const looked = state_->projection.look(request.deadline, [&](Book const& book) {
    auto const spans = book.spans();
    for (auto const& one : spans) out.currencies.push_back(one.currency);
    if (auto const* const span = main_span(spans, currency)) fill(book, *span, out);
  });
  if (!looked) return looked.error();
  out.words = in_words(out);
  return out;
}

// Both read their rows in a transaction of their own that has ended before the book is looked at, since looking may
// need a connection too.
base::Result<BenchmarksAnswer> Insights::benchmarks(std::optional<base::Currency> currency, Request const& request) {
  BenchmarksAnswer out{.generated_at = request.now, .currency = currency, .items = {}};
  for (auto& held : pg::transact(state_->pool, request.deadline, store::list_benchmarks))
    out.items.push_back({std::move(held), {}});
  auto const looked = state_->projection.look(request.deadline, [&](Book const& book) {
    auto const spans = book.spans();
    std::optional<Window> window;
    if (auto const* const span = main_span(spans, currency)) {
      window = whole(book, *span);
      out.currency = base::Currency::parse(span->currency);
    }
    hold_against(book, window, out.items);
  });
  if (!looked) return looked.error();
  for (auto& row : out.items) {
    if (row.ours) row.ours->currency = out.currency;
  }
  return out;
}

base::Result<std::vector<TargetRow>> Insights::targets(std::optional<TargetId> after, std::int64_t limit,
                                                       Request const& request) {
  std::vector<TargetRow> out;
  auto held =
      pg::transact(state_->pool, request.deadline, [&](pg::Tx& tx) { return store::list_targets(tx, after, limit); });
  for (auto& target : held) out.push_back({std::move(target), {}, false});
  auto const looked = state_->projection.look(request.deadline, [&](Book const& book) {
    auto const spans = book.spans();
    std::map<std::pair<Measure, base::Currency>, Standing> known;  // many targets of one measure: reckoned once
    for (auto& row : out) {
      auto const* const span = main_span(spans, row.currency);
      auto const window = span ? std::optional{whole(book, *span)} : std::nullopt;
      auto const currency = span ? base::Currency::parse(span->currency) : row.currency;
      auto const [at, is_new] = known.try_emplace({row.measure, currency.value_or(base::Currency{})});
      if (is_new) at->second = standing_of(book, window, row.measure);
      static_cast<Standing&>(row) = at->second;
      if (row.ours) row.ours->currency = currency;
      row.reached = is_reached(row, row);
    }
  });
  if (!looked) return looked.error();
  return out;
}

}  // namespace weft::insights
