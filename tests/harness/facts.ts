// facts.ts - what a shop has been told, as one text without ids and receive times: two shops that were told the same have the same.
import { createHash } from "node:crypto";
import { psql } from "./postgres.ts";

const facts = `
COPY (
SELECT concat_ws('|', 'order', o.source, o.number, o.event_at, o.business_on, o.origin_channel, p.code, o.currency,
                 o.amount_minor, o.tax_minor, o.shipping_minor, o.tax_policy, o.facts, o.line_count, r.source_id)
FROM orders.sales_order o JOIN org.location p ON p.location_id = o.origin_location JOIN customer.record r USING (record_id)
UNION ALL
SELECT concat_ws('|', 'order line', o.source, o.number, l.line_no, l.sku, l.description, l.quantity_units, '', l.unit_price_minor,
                 '', l.discount_minor, l.amount_minor, '', l.tax_minor, '', l.shipping_minor, l.unit_runs, l.facts,
                 l.origin_channel, p.code, l.fulfilment_channel, f.code)
FROM orders.order_line l JOIN orders.sales_order o USING (record_id, order_id)
JOIN org.location p ON p.location_id = l.origin_location JOIN org.location f ON f.location_id = l.fulfilment_location
UNION ALL
SELECT concat_ws('|', 'return', b.source, b.number, b.event_at, b.business_on, b.return_channel, p.code, b.currency,
                 b.amount_minor, b.line_count, b.order_number, o.number, b.facts, r.source_id)
FROM orders.sales_return b JOIN org.location p ON p.location_id = b.return_location JOIN customer.record r USING (record_id)
LEFT JOIN orders.sales_order o ON o.order_id = b.order_id
UNION ALL
SELECT concat_ws('|', 'return line', b.source, b.number, l.line_no, l.kind, l.sku, l.description, l.quantity_units, '',
                 l.amount_minor, '', l.tax_minor, l.unit_runs, l.facts, l.return_channel, p.code)
FROM orders.return_line l JOIN orders.sales_return b USING (record_id, return_id)
JOIN org.location p ON p.location_id = l.return_location
UNION ALL
SELECT concat_ws('|', 'tender', o.source, o.number, t.tender_no, t.kind, t.amount_minor, t.currency, t.reference)
FROM orders.tender t JOIN orders.sales_order o USING (record_id, order_id)
UNION ALL
SELECT concat_ws('|', 'record', r.source, r.source_id, r.name, r.country, r.seen_at, i.kind, i.value,
                 (SELECT min(other.source_id) FROM customer.member m JOIN customer.member n USING (customer_id)
                  JOIN customer.record other ON other.record_id = n.record_id WHERE m.record_id = r.record_id))
FROM customer.record r LEFT JOIN customer.identifier i USING (record_id)
ORDER BY 1
) TO STDOUT`;

export function factsOf(databaseUrl: string): { lines: number; digest: string } {
  const text = psql(databaseUrl, facts);
  return { lines: text.split("\n").length, digest: createHash("sha256").update(text).digest("hex") };
}
