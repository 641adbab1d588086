// read_store.cpp - the statements that read the record of sales back, each above the function that runs it.
#include <fmt/format.h>

#include "orders/order_view.h"
#include "orders/store.h"

namespace weft::orders {
namespace {

base::Currency currency_of(std::string_view text) { return base::Currency::parse(text).value(); }

}  // namespace

constexpr pg::Query kReadOrder{"orders.read_order", R"sql(
SELECT source, number, event_at, received_at, currency, amount_minor, business_on, origin_channel, origin_location, tax_minor,
       shipping_minor, tax_policy FROM orders.sales_order
WHERE record_id = $1 AND order_id = $2)sql"};
constexpr pg::Query kReadLines{"orders.read_lines", R"sql(
SELECT line_no, sku, description, quantity_units, unit_price_minor, discount_minor, amount_minor, origin_channel,
       origin_location, fulfilment_channel, fulfilment_location, tax_minor, shipping_minor, last_told_at
FROM orders.order_line WHERE record_id = $1 AND order_id = $2 ORDER BY line_no)sql"};
constexpr pg::Query kReadReturnLines{"orders.read_return_lines", R"sql(
SELECT line.return_id, line.line_no, line.kind, line.event_at, line.sku, line.description, line.quantity_units,
       line.amount_minor, line.return_channel, line.return_location
FROM orders.sales_return back JOIN orders.return_line line USING (record_id, return_id)
WHERE back.record_id = $1 AND back.order_id = $2 ORDER BY line.event_at, line.return_id, line.line_no)sql"};
constexpr pg::Query kReadTenders{"orders.read_tenders", R"sql(
SELECT kind, amount_minor, reference FROM orders.tender WHERE record_id = $1 AND order_id = $2 ORDER BY tender_no)sql"};
base::Result<OrderView> get_order(pg::Tx& tx, OrderId order) {
  base::Error const unknown{kOrderNotFound, fmt::format("No order {} is known.", order.text())};
  auto const record = store::find_home(tx, order);
  if (!record) return unknown;
  auto const heads = tx.run(kReadOrder, *record, order);
  if (heads.empty()) return unknown;
  auto const head = heads.one();
  OrderView out{.order_id = order,
                .record_id = *record,
                .customer_id = customer::customers_of(tx, std::span{&*record, 1}).front(),
                .source = head.get<std::string>(0),
                .number = head.get<std::string>(1),
                .event_at = head.get<base::Instant>(2),
                .received_at = head.get<base::Instant>(3),
                .business_on = head.get<base::Date>(6),
                .origin_channel = head.get<std::string>(7),
                .origin_location = head.get<org::LocationId>(8).text(),
                .currency = currency_of(head.get<std::string_view>(4)),
                .amount_minor = head.get<std::int64_t>(5),
                .tax_minor = head.get<std::int64_t>(9),
                .shipping_minor = head.get<std::int64_t>(10),
                .tax_policy = head.get<std::optional<std::string>>(11),
                .lines = {},
                .return_lines = {},
                .tenders = {}};
  auto const lines = tx.run(kReadLines, *record, order);
  for (auto const row : lines) {
    auto const number = [&](std::size_t column) { return row.get<std::optional<std::int64_t>>(column); };
    out.lines.push_back({.line_no = row.get<std::int32_t>(0),
                         .sku = row.get<std::string>(1),
                         .description = row.get<std::string>(2),
                         .quantity_units = number(3),
                         .unit_price_minor = number(4),
                         .discount_minor = row.get<std::int64_t>(5),
                         .amount_minor = number(6),
                         .tax_minor = number(11),
                         .shipping_minor = number(12),
                         .origin_channel = row.get<std::string>(7),
                         .origin_location = row.get<org::LocationId>(8).text(),
                         .fulfilment_channel = row.get<std::string>(9),
                         .fulfilment_location = row.get<org::LocationId>(10).text(),
                         .last_told_at = row.get<std::optional<base::Instant>>(13)});
  }
  auto const returns = tx.run(kReadReturnLines, *record, order);
  for (auto const row : returns) {
    out.return_lines.push_back({row.get<ReturnId>(0), row.get<std::int32_t>(1), row.get<std::string>(2),
                                row.get<base::Instant>(3), row.get<std::string>(4), row.get<std::string>(5),
                                row.get<std::optional<std::int64_t>>(6), row.get<std::optional<std::int64_t>>(7),
                                row.get<std::string>(8), row.get<org::LocationId>(9).text()});
  }
  auto const tenders = tx.run(kReadTenders, *record, order);
  for (auto const row : tenders) {
    out.tenders.push_back({row.get<std::string>(0), row.get<std::int64_t>(1), row.get<std::string>(2)});
  }
  return out;
}

constexpr pg::Query kListOrders{"orders.list_orders", R"sql(
SELECT found.order_id, found.record_id, found.source, found.number, found.event_at, found.currency, found.amount_minor,
       found.line_count,
       ARRAY(SELECT DISTINCT line.origin_channel FROM orders.order_line line
             WHERE line.record_id = found.record_id AND line.order_id = found.order_id ORDER BY 1)
FROM unnest($1::uuid[]) AS wanted (record_id)
CROSS JOIN LATERAL (
    SELECT * FROM orders.sales_order sale
    WHERE sale.record_id = wanted.record_id AND (sale.event_at, sale.order_id) < ($2::timestamptz, $3::uuid)
    ORDER BY sale.event_at DESC, sale.order_id DESC LIMIT $4) AS found
ORDER BY found.event_at DESC, found.order_id DESC LIMIT $4)sql"};
std::vector<OrderSummary> list_orders(pg::Tx& tx, std::span<customer::RecordId const> records,
                                      base::TimePlace const& after, std::int64_t limit) {
  std::vector<OrderSummary> out;
  auto const rows = tx.run(kListOrders, records, after.at, after.id, limit);
  for (auto const row : rows) {
    out.push_back({row.get<OrderId>(0), row.get<customer::RecordId>(1), row.get<std::string>(2),
                   row.get<std::string>(3), row.get<base::Instant>(4), currency_of(row.get<std::string_view>(5)),
                   row.get<std::int64_t>(6), row.get<std::int32_t>(7), row.get<std::vector<std::string>>(8)});
  }
  return out;
}

}  // namespace weft::orders
