// store.cpp - the only SQL of insights.
#include "insights/store.h"

namespace weft::insights::store {

constexpr pg::Query kRecordsAfter{"insights.records_after", R"sql(
  SELECT record_id FROM customer.record_facts WHERE record_id > $1 ORDER BY record_id LIMIT $2)sql"};
std::vector<base::Uuid> records_after(pg::Tx& tx, base::Uuid const& after, std::int64_t limit) {
  std::vector<base::Uuid> out;
  for (auto const row : tx.run(kRecordsAfter, after, limit)) out.push_back(row.get<base::Uuid>(0));
  return out;
}

constexpr pg::Query kListRecords{"insights.list_records", R"sql(
  SELECT record_id, customer_id, identified, coalesce(source_id, '') AS source_id
  FROM customer.record_facts WHERE record_id = ANY ($1) ORDER BY record_id)sql"};
std::vector<RecordRow> list_records(pg::Tx& tx, std::span<base::Uuid const> records) {
  return tx.run(kListRecords, records).all<RecordRow>();
}

constexpr pg::Query kListPurchases{"insights.list_purchases", R"sql(
  SELECT l.record_id, l.order_id, l.business_on, l.currency::text AS currency, l.origin_channel AS channel,
         count(*) AS lines, coalesce(sum(l.quantity_units), 0)::bigint AS units,
         coalesce(sum(l.amount_minor), 0)::bigint AS amount_minor
  FROM orders.order_line_facts l WHERE l.record_id = ANY ($1)
  GROUP BY l.record_id, l.business_on, l.order_id, l.currency, l.origin_channel
  ORDER BY l.record_id, l.business_on, l.order_id, l.origin_channel)sql"};
std::vector<PurchaseRow> list_purchases(pg::Tx& tx, std::span<base::Uuid const> records) {
  return tx.run(kListPurchases, records).all<PurchaseRow>();
}

// A returned line was sold through the channel of the order's first line of that article; where the order holds no such
// line, through the order's own channel.
constexpr pg::Query kListComebacks{"insights.list_comebacks", R"sql(
  SELECT b.record_id, b.order_id, sold.record_id AS sold_record, sold.business_on AS sold_on,
         coalesce(line.origin_channel, sold.origin_channel) AS sold_channel, b.business_on, b.currency::text AS currency,
         b.return_channel AS channel, b.kind = 'cancellation' AS cancelled, count(*) AS lines,
         coalesce(sum(b.quantity_units), 0)::bigint AS units, coalesce(sum(b.amount_minor), 0)::bigint AS amount_minor
  FROM orders.return_line_facts b
  LEFT JOIN orders.order_home_facts home ON home.order_id = b.order_id
  LEFT JOIN orders.order_facts sold
    ON sold.record_id = home.record_id AND sold.order_id = home.order_id AND sold.currency = b.currency
  LEFT JOIN LATERAL (
    SELECT l.origin_channel FROM orders.order_line_facts l
    WHERE l.record_id = sold.record_id AND l.order_id = sold.order_id AND l.sku = b.sku
    ORDER BY l.line_no LIMIT 1) line ON true
  WHERE b.record_id = ANY ($1) AND b.kind <> 'adjustment'
  GROUP BY b.record_id, b.business_on, b.return_id, b.order_id, sold.record_id, sold.business_on, 5, b.currency,
           b.return_channel, b.kind
  ORDER BY b.record_id, b.business_on, b.return_id)sql"};
std::vector<ComebackRow> list_comebacks(pg::Tx& tx, std::span<base::Uuid const> records) {
  return tx.run(kListComebacks, records).all<ComebackRow>();
}

}  // namespace weft::insights::store
