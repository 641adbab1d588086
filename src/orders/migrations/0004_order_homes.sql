-- 0004_order_homes.sql - publishes where an order hangs, so that a return is matched to its sale by two look-ups by key.
CREATE VIEW orders.order_home_facts AS SELECT order_id, record_id FROM orders.order_home;
COMMENT ON VIEW orders.order_home_facts IS 'For insights: the record that an order hangs on; an order that is only named by a return has none.';
