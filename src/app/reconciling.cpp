// reconciling.cpp - the second look at a day, as a table or as JSON.
#include <fmt/format.h>

#include <cstdio>

#include "app/database.h"
#include "app/verbs.h"
#include "audit/audit.h"
#include "platform/json/json.h"
#include "platform/telemetry/telemetry.h"

namespace weft::app {
namespace {

std::string_view word_of(audit::DocumentKind kind) { return kind == audit::DocumentKind::order ? "order" : "return"; }

std::string_view word_of(audit::Fault fault) {
  switch (fault) {
    case audit::Fault::no_record: return "no record";
    case audit::Fault::no_channel: return "no channel";
    case audit::Fault::no_location: return "no location";
    case audit::Fault::no_event: return "no event";
    case audit::Fault::sums_differ: return "sums differ";
  }
  return "";
}

void print_table(audit::Reconciliation const& found) {
  fmt::print("{}: {} orders and {} returns, {} of them anonymous; {} exceptions\n", base::text_of(found.day),
             found.orders, found.returns, found.anonymous, found.exceptions.size());
  if (found.archived > 0) fmt::print("{} were told of before the oldest event that is kept\n", found.archived);
  if (!found.exceptions.empty()) {
    fmt::print("\n{:<12} {:<7} {:<16} {:<24} {}\n", "exception", "kind", "source", "number", "what is wrong");
    for (auto const& each : found.exceptions) {
      fmt::print("{:<12} {:<7} {:<16} {:<24} {}\n", word_of(each.fault), word_of(each.kind), each.source, each.number,
                 each.detail);
    }
  }
  if (found.open_returns.empty()) return;
  fmt::print("\nOpen, no exception: {} returns name an order that nobody has told of yet\n", found.open_returns.size());
  for (auto const& each : found.open_returns) {
    fmt::print("{:<12} {:<7} {:<16} {:<24} came back from order {}\n", "open", "return", each.source, each.number,
               each.order_number);
  }
}

}  // namespace

int reconcile(Place const& place, ReconcileOptions const& options) {
  telemetry::set_level(telemetry::Level::warning);
  auto database = Database::open(place, Database::Use::visit, 1);
  if (!database) return refuse(database.error());
  auto const found = pg::transact((*database)->pool(), pg::in(std::chrono::minutes{30}),
                                  [&](pg::Tx& tx) { return audit::reconcile(tx, options.day); });
  if (options.json) {
    std::puts(json::encode(found).c_str());
  } else {
    print_table(found);
  }
  return found.exceptions.empty() ? kGood : kRefused;
}

}  // namespace weft::app
