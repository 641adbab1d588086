// store.cpp - the only SQL of audit: it reads what the owners publish, and writes nothing.
#include "audit/store.h"

namespace weft::audit::store {
namespace {

constexpr pg::Query kListOrders{"audit.list_orders", R"sql(
  SELECT o.order_id AS id, o.record_id, o.source, o.number, o.received_at, r.record_id IS NOT NULL AS has_record,
         coalesce(r.identified, false) AS identified, c.channel IS NOT NULL AS has_channel,
         p.location_id IS NOT NULL AS has_location, o.amount_minor, o.line_count::bigint AS line_count,
         l.lines_amount_minor, l.lines, l.lines_without_channel, l.lines_without_location,
         NULL::text AS open_order_number
  FROM orders.order_facts o
  LEFT JOIN customer.record_facts r USING (record_id)
  LEFT JOIN org.channel_facts c ON c.channel = o.origin_channel
  LEFT JOIN org.location_facts p ON p.location_id = o.origin_location
  CROSS JOIN LATERAL (
    SELECT count(*) AS lines, coalesce(sum(line.amount_minor), 0)::bigint AS lines_amount_minor,
           count(*) FILTER (WHERE oc.channel IS NULL OR fc.channel IS NULL) AS lines_without_channel,
           count(*) FILTER (WHERE op.location_id IS NULL OR fp.location_id IS NULL) AS lines_without_location
    FROM orders.order_line_facts line
    LEFT JOIN org.channel_facts oc ON oc.channel = line.origin_channel
    LEFT JOIN org.channel_facts fc ON fc.channel = line.fulfilment_channel
    LEFT JOIN org.location_facts op ON op.location_id = line.origin_location
    LEFT JOIN org.location_facts fp ON fp.location_id = line.fulfilment_location
    WHERE line.record_id = o.record_id AND line.order_id = o.order_id) l
  WHERE o.business_on = $1
  ORDER BY o.source, o.number)sql"};

}  // namespace

std::vector<Document> list_orders(pg::Tx& tx, base::Date day) { return tx.run(kListOrders, day).all<Document>(); }

namespace {

constexpr pg::Query kListReturns{"audit.list_returns", R"sql(
  SELECT b.return_id AS id, b.record_id, b.source, b.number, b.received_at, r.record_id IS NOT NULL AS has_record,
         coalesce(r.identified, false) AS identified, c.channel IS NOT NULL AS has_channel,
         p.location_id IS NOT NULL AS has_location, b.amount_minor, b.line_count::bigint AS line_count,
         l.lines_amount_minor, l.lines, l.lines_without_channel, l.lines_without_location,
         CASE WHEN sold.order_id IS NULL THEN b.order_number END AS open_order_number
  FROM orders.return_facts b
  LEFT JOIN customer.record_facts r USING (record_id)
  LEFT JOIN org.channel_facts c ON c.channel = b.return_channel
  LEFT JOIN org.location_facts p ON p.location_id = b.return_location
  LEFT JOIN orders.order_home_facts sold ON sold.order_id = b.order_id
  CROSS JOIN LATERAL (
    SELECT count(*) AS lines, coalesce(sum(line.amount_minor), 0)::bigint AS lines_amount_minor,
           count(*) FILTER (WHERE rc.channel IS NULL) AS lines_without_channel,
           count(*) FILTER (WHERE rp.location_id IS NULL) AS lines_without_location
    FROM orders.return_line_facts line
    LEFT JOIN org.channel_facts rc ON rc.channel = line.return_channel
    LEFT JOIN org.location_facts rp ON rp.location_id = line.return_location
    WHERE line.record_id = b.record_id AND line.return_id = b.return_id) l
  WHERE b.business_on = $1
  ORDER BY b.source, b.number)sql"};

}  // namespace

std::vector<Document> list_returns(pg::Tx& tx, base::Date day) { return tx.run(kListReturns, day).all<Document>(); }

}  // namespace weft::audit::store
