-- 0003_business_days.sql - back-fill: documents told before their business day was kept get it in UTC, and their place from their first line.
UPDATE orders.sales_order o
SET business_on = (o.event_at AT TIME ZONE 'UTC')::date, origin_channel = l.origin_channel, origin_location = l.origin_location
FROM orders.order_line l
WHERE l.record_id = o.record_id AND l.order_id = o.order_id AND l.line_no = 1 AND o.business_on IS NULL;
UPDATE orders.sales_return r
SET business_on = (r.event_at AT TIME ZONE 'UTC')::date, return_channel = l.return_channel, return_location = l.return_location
FROM orders.return_line l
WHERE l.record_id = r.record_id AND l.return_id = r.return_id AND l.line_no = 1 AND r.business_on IS NULL;

ALTER TABLE orders.sales_order
    ALTER COLUMN business_on SET NOT NULL,
    ALTER COLUMN origin_channel SET NOT NULL,
    ALTER COLUMN origin_location SET NOT NULL;
ALTER TABLE orders.sales_return
    ALTER COLUMN business_on SET NOT NULL,
    ALTER COLUMN return_channel SET NOT NULL,
    ALTER COLUMN return_location SET NOT NULL;

DROP VIEW orders.order_facts;
CREATE VIEW orders.order_facts AS
SELECT record_id, order_id, source, number, event_at, business_on, received_at, origin_channel, origin_location, currency,
       amount_minor, tax_minor, shipping_minor, line_count FROM orders.sales_order;
COMMENT ON VIEW orders.order_facts IS 'For insights: each order and the sums of its lines.';

DROP VIEW orders.order_line_facts;
CREATE VIEW orders.order_line_facts AS
SELECT l.record_id, l.order_id, l.line_no, l.source, l.event_at, o.business_on, l.received_at, l.origin_channel,
       l.fulfilment_channel, l.origin_location, l.fulfilment_location, l.sku, l.quantity_units, l.amount_minor, l.currency
FROM orders.order_line l JOIN orders.sales_order o USING (record_id, order_id);
COMMENT ON VIEW orders.order_line_facts IS 'For insights: each line bought, with its channels and locations; quantity and amount are empty where the source does not know them.';

DROP VIEW orders.return_line_facts;
CREATE VIEW orders.return_line_facts AS
SELECT l.record_id, l.return_id, r.order_id, r.source, r.order_number, l.line_no, l.kind, l.event_at, r.business_on,
       l.received_at, l.return_channel, l.return_location, l.sku, l.quantity_units, l.amount_minor, l.currency
FROM orders.return_line l JOIN orders.sales_return r USING (record_id, return_id);
COMMENT ON VIEW orders.return_line_facts IS 'For insights: each line that came back (kind return or cancellation) or was adjusted; amounts are positive. order_id is that of the order it came from, which may not have been told yet.';
