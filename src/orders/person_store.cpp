// person_store.cpp - the statements that read a person's documents, each above the function that runs it.
#include <boost/algorithm/string/case_conv.hpp>

#include "orders/orders.h"

namespace weft::orders {
namespace {

base::Currency currency_of(std::string_view text) { return base::Currency::parse(text).value(); }

std::vector<PersonDocument> documents_in(pg::Rows const& rows, bool is_return) {
  std::vector<PersonDocument> out;
  out.reserve(rows.size());
  for (auto const row : rows) {
    out.push_back({.is_return = is_return,
                   .id = row.get<base::Uuid>(0),
                   .order_id = row.get<std::optional<OrderId>>(1),
                   .record_id = row.get<customer::RecordId>(2),
                   .source = row.get<std::string>(3),
                   .number = row.get<std::string>(4),
                   .event_at = row.get<base::Instant>(5),
                   .received_at = row.get<base::Instant>(6),
                   .currency = currency_of(row.get<std::string_view>(7)),
                   .amount_minor = row.get<std::int64_t>(8),
                   .line_count = row.get<std::int32_t>(9),
                   .channels = row.get<std::vector<std::string>>(10)});
  }
  return out;
}

}  // namespace

constexpr pg::Query kListPersonOrders{"orders.list_person_orders", R"sql(
SELECT found.order_id, found.order_id, found.record_id, found.source, found.number, found.event_at, found.received_at,
       found.currency, found.amount_minor, found.line_count,
       CASE WHEN found.line_count = 0 THEN ARRAY[found.origin_channel] ELSE
       ARRAY(SELECT DISTINCT line.origin_channel FROM orders.order_line line
             WHERE line.record_id = found.record_id AND line.order_id = found.order_id ORDER BY 1) END
FROM unnest($1::uuid[]) AS wanted (record_id)
CROSS JOIN LATERAL (
    SELECT * FROM orders.sales_order sale
    WHERE sale.record_id = wanted.record_id AND sale.event_at >= $4
      AND (sale.event_at, sale.order_id) < ($2::timestamptz, $3::uuid)
      AND ($5::text = '' OR sale.origin_channel = $5
           OR EXISTS (SELECT FROM orders.order_line line
                      WHERE line.record_id = sale.record_id AND line.order_id = sale.order_id
                        AND line.origin_channel = $5))
    ORDER BY sale.event_at DESC, sale.order_id DESC LIMIT $6) AS found
ORDER BY found.event_at DESC, found.order_id DESC LIMIT $6)sql"};
std::vector<PersonDocument> list_person_orders(pg::Tx& tx, DocumentQuery const& query) {
  return documents_in(
      tx.run(kListPersonOrders, query.records, query.after.at, query.after.id, query.from, query.channel, query.limit),
      false);
}

constexpr pg::Query kListPersonReturns{"orders.list_person_returns", R"sql(
SELECT found.return_id, found.order_id, found.record_id, found.source, found.number, found.event_at, found.received_at,
       found.currency, found.amount_minor, found.line_count,
       ARRAY(SELECT DISTINCT line.return_channel FROM orders.return_line line
             WHERE line.record_id = found.record_id AND line.return_id = found.return_id ORDER BY 1)
FROM unnest($1::uuid[]) AS wanted (record_id)
CROSS JOIN LATERAL (
    SELECT * FROM orders.sales_return back
    WHERE back.record_id = wanted.record_id AND back.event_at >= $4
      AND (back.event_at, back.return_id) < ($2::timestamptz, $3::uuid)
      AND EXISTS (SELECT FROM orders.return_line line
                  WHERE line.record_id = back.record_id AND line.return_id = back.return_id
                    AND line.kind <> 'adjustment' AND ($5::text = '' OR line.return_channel = $5))
    ORDER BY back.event_at DESC, back.return_id DESC LIMIT $6) AS found
ORDER BY found.event_at DESC, found.return_id DESC LIMIT $6)sql"};
std::vector<PersonDocument> list_person_returns(pg::Tx& tx, DocumentQuery const& query) {
  return documents_in(
      tx.run(kListPersonReturns, query.records, query.after.at, query.after.id, query.from, query.channel, query.limit),
      true);
}

constexpr pg::Query kRecordsOfNumber{"orders.records_of_number", R"sql(
SELECT DISTINCT record_id FROM orders.order_claim
WHERE number = ANY($1::text[]) AND octet_length(content_hash) > 0 ORDER BY record_id LIMIT $2)sql"};
std::vector<customer::RecordId> records_of_number(pg::Tx& tx, std::string_view number, std::int64_t limit) {
  std::vector<std::string> const spellings{std::string{number}, boost::algorithm::to_upper_copy(std::string{number})};
  std::vector<customer::RecordId> out;
  for (auto const row : tx.run(kRecordsOfNumber, spellings, limit)) out.push_back(row.get<customer::RecordId>(0));
  return out;
}

}  // namespace weft::orders
