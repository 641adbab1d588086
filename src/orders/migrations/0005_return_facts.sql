-- 0005_return_facts.sql - what readers above may know of a return as a document.
CREATE VIEW orders.return_facts AS
SELECT record_id, return_id, order_id, order_number, source, number, event_at, business_on, received_at, return_channel,
       return_location, currency, amount_minor, line_count FROM orders.sales_return;
COMMENT ON VIEW orders.return_facts IS 'For audit: each return and the sum of its lines. order_id is that of the order it came from, which may not have been told yet.';
