-- 0006_vanished_lines.sql - lines that an earlier telling of their document had and the newest has not.
ALTER TABLE orders.order_line
    ADD COLUMN line_key     bigint,
    ADD COLUMN last_told_at timestamptz;
COMMENT ON COLUMN orders.order_line.line_key IS 'Names the line in every telling of its document; empty where its source names none.';
COMMENT ON COLUMN orders.order_line.last_told_at IS 'The newest telling of the document has the line no more: the as_of of the last that had it. Empty: it is told.';

ALTER TABLE orders.return_line
    ADD COLUMN line_key     bigint,
    ADD COLUMN last_told_at timestamptz,
    ADD COLUMN calls_off    bigint;
COMMENT ON COLUMN orders.return_line.calls_off IS 'No telling has this line: it calls off the order line of that line_key, which vanished.';
