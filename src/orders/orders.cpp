// orders.cpp - recording a span of documents from below the HTTP door: imports, and whoever else collects sales.
#include "orders/orders.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "orders/recording.h"
#include "platform/outbox/outbox.h"

namespace weft::orders {

std::string_view text_of(ReturnLineKind kind) {
  switch (kind) {
    case ReturnLineKind::customer_return: return "return";
    case ReturnLineKind::cancellation: return "cancellation";
    case ReturnLineKind::adjustment: return "adjustment";
  }
  return "return";
}

std::optional<ReturnLineKind> parse_return_line_kind(std::string_view text) {
  for (auto const kind : {ReturnLineKind::customer_return, ReturnLineKind::cancellation, ReturnLineKind::adjustment}) {
    if (text == text_of(kind)) return kind;
  }
  return {};
}

std::string_view text_of(TaxPolicy policy) { return policy == TaxPolicy::included ? "included" : "added"; }

namespace {

/// The records whose documents read differently now, as JSON texts: who keeps figures by record reads just those anew.
std::vector<std::string> records_in(std::vector<Recording::Written> const& written) {
  std::vector<customer::RecordId> records;
  for (auto const& one : written) {
    records.push_back(one.record_id);
    if (one.left) records.push_back(*one.left);
  }
  std::sort(records.begin(), records.end());
  records.erase(std::unique(records.begin(), records.end()), records.end());
  std::vector<std::string> out;
  out.reserve(records.size());
  for (auto const& record : records) out.push_back(fmt::format(R"("{}")", record.text()));
  return out;
}

}  // namespace

RecordedSales record_sales(pg::Tx& tx, std::span<SaleFacts const> sales, base::Instant now, std::string_view channel) {
  if (sales.empty()) return {};
  Recording recording{sales, now};
  for (std::size_t i = 0; i < sales.size(); ++i) recording.hold_to(i, channel);
  recording.claim(tx);
  recording.load(tx);
  for (std::size_t i = 0; i < sales.size(); ++i) recording.decide(i);
  recording.settle_customers(tx);
  recording.write(tx);
  auto const written = recording.written();
  auto const counts = recording.counts();  // before the outcomes it counts are moved out below
  if (!written.empty()) {
    // One event a batch; its key names one of the documents, for whoever looks by eye.
    outbox::emit(tx,
                 {.topic = "orders.sales_recorded",
                  .key = written.front().order_id.text(),
                  .payload = fmt::format(R"({{"documents":{},"lines":{},"record_ids":[{}]}})", written.size(),
                                         counts.lines_written, fmt::join(records_in(written), ","))},
                 now);
  }
  return {std::move(recording.outcomes()), counts};
}

}  // namespace weft::orders
