// reconcile.cpp - the documents of a day against what must stand behind each.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_set>

#include "audit/audit.h"
#include "audit/store.h"
#include "customer/customer.h"
#include "orders/orders.h"
#include "platform/outbox/outbox.h"

namespace weft::audit {
namespace {

constexpr std::string_view kBatchTopic = "orders.sales_recorded";

/// Which documents were told of: by an event of their own, or by that of the batch which brought them.
class Told {
 public:
  Told(pg::Tx& tx, std::vector<store::Document> const& orders, std::vector<store::Document> const& returns)
      : kept_since_{outbox::kept_since(tx)} {
    auto const [first, last] = span_of(orders, returns);
    static std::string const kTopics[] = {std::string{kBatchTopic}, "orders.order_recorded", "orders.order_replaced",
                                          "orders.return_recorded", "orders.return_replaced"};
    for (auto& event : outbox::told_between(tx, kTopics, first, last)) {
      if (event.topic == kBatchTopic) {
        // A batch names the records its documents hang on, and all of them were received at its instant.
        for (auto const& record : customer::records_named_by(event))
          batches_.insert({event.occurred_at, record.uuid()});
      } else {
        keys_.insert(std::move(event.key));
      }
    }
  }

  [[nodiscard]] bool has(store::Document const& document, std::string const& key) const {
    return keys_.contains(key) || batches_.contains({document.received_at, document.record_id});
  }
  /// Its event may have left the database for the archive.
  [[nodiscard]] bool archived(store::Document const& document) const {
    return kept_since_ && document.received_at < *kept_since_;
  }

 private:
  static std::pair<base::Instant, base::Instant> span_of(std::vector<store::Document> const& orders,
                                                         std::vector<store::Document> const& returns) {
    std::pair<base::Instant, base::Instant> span{base::Instant::max(), base::Instant::min()};
    for (auto const* documents : {&orders, &returns}) {
      for (auto const& document : *documents) {
        span.first = std::min(span.first, document.received_at);
        span.second = std::max(span.second, document.received_at);
      }
    }
    return span;
  }

  std::optional<base::Instant> kept_since_;
  std::unordered_set<std::string> keys_;
  std::set<std::pair<base::Instant, base::Uuid>> batches_;
};

void judge(Reconciliation& out, Told const& told, DocumentKind kind, store::Document const& document,
           std::string const& key) {
  auto const add = [&](Fault fault, std::string detail) {
    out.exceptions.push_back({kind, document.source, document.number, fault, std::move(detail)});
  };
  auto const misplaced = [](bool whole, std::int64_t lines, std::string_view what) {
    return whole ? fmt::format("{} of its lines name a {} that is not there", lines, what)
                 : fmt::format("the {} it names is not there", what);
  };
  if (!document.has_record) add(Fault::no_record, "the record it hangs on is not there");
  if (document.has_record && !document.identified) ++out.anonymous;
  if (!document.has_channel || document.lines_without_channel > 0) {
    add(Fault::no_channel, misplaced(document.has_channel, document.lines_without_channel, "channel"));
  }
  if (!document.has_location || document.lines_without_location > 0) {
    add(Fault::no_location, misplaced(document.has_location, document.lines_without_location, "location"));
  }
  if (!told.has(document, key)) {
    if (told.archived(document)) {
      ++out.archived;
    } else {
      add(Fault::no_event, "no event of its own, nor one of a batch, tells of it");
    }
  }
  if (document.line_count != document.lines) {
    add(Fault::sums_differ, fmt::format("it says {} lines and has {}", document.line_count, document.lines));
  } else if (document.amount_minor != document.lines_amount_minor) {
    add(Fault::sums_differ,
        fmt::format("it says {} and its lines add up to {}", document.amount_minor, document.lines_amount_minor));
  }
}

}  // namespace

Reconciliation reconcile(pg::Tx& tx, base::Date day) {
  auto const orders = store::list_orders(tx, day);
  auto const returns = store::list_returns(tx, day);
  Told const told{tx, orders, returns};
  Reconciliation out{.day = day,
                     .orders = std::ssize(orders),
                     .returns = std::ssize(returns),
                     .anonymous = 0,
                     .archived = 0,
                     .exceptions = {},
                     .open_returns = {}};
  for (auto const& order : orders) {
    judge(out, told, DocumentKind::order, order, orders::OrderId{order.id}.text());
  }
  for (auto const& back : returns) {
    judge(out, told, DocumentKind::customer_return, back, orders::ReturnId{back.id}.text());
    if (back.open_order_number) out.open_returns.push_back({back.source, back.number, *back.open_order_number});
  }
  return out;
}

}  // namespace weft::audit
