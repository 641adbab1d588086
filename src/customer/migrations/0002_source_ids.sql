-- 0002_source_ids.sql - publishes by what a source knows a person, which orders people alike on every machine.
CREATE OR REPLACE VIEW customer.record_facts AS
SELECT r.record_id, m.customer_id, r.source, r.guest, r.identified, r.country, r.seen_at, r.received_at, r.source_id
FROM customer.record r JOIN customer.member m USING (record_id);
