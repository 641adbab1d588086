-- 0001_orders.sql - the record of sales: orders, their lines, returns, tenders; every line knows its channels and locations.
CREATE SCHEMA IF NOT EXISTS orders;

-- A document of a source (a receipt, an invoice, a credit note) is claimed by its number. The row also says what the
-- document said last, so that a replay is known without reading its lines.
CREATE TABLE orders.order_claim (
    number       text        NOT NULL,
    source       text        NOT NULL,
    record_id    uuid        NOT NULL,
    order_id     uuid        NOT NULL,
    return_id    uuid        NOT NULL,
    anonymous    boolean     NOT NULL,
    content_hash bytea       NOT NULL,
    as_of        timestamptz NOT NULL,
    PRIMARY KEY (number, source)
);
COMMENT ON TABLE orders.order_claim IS 'shard: identifier number. Which order and return a document of a source is, the record it hangs on, and what it said last.';

CREATE TABLE orders.order_home (
    order_id  uuid PRIMARY KEY,
    record_id uuid NOT NULL
);
COMMENT ON TABLE orders.order_home IS 'shard: identifier order_id. The record an order hangs on, so that a public id finds its shard.';

CREATE TABLE orders.sales_order (
    record_id    uuid        NOT NULL,
    order_id     uuid        NOT NULL,
    event_at     timestamptz NOT NULL,
    received_at  timestamptz NOT NULL,
    amount_minor bigint      NOT NULL,
    line_count   integer     NOT NULL CHECK (line_count > 0),
    currency     char(3)     NOT NULL,
    source       text        NOT NULL,
    number       text        NOT NULL,
    PRIMARY KEY (record_id, order_id)
);
CREATE INDEX sales_order_by_time ON orders.sales_order (record_id, event_at, order_id);
COMMENT ON TABLE orders.sales_order IS 'shard: record record_id. What somebody bought at one time; amount_minor is the sum of its stored lines.';

-- No foreign key stands on the line tables: a row-by-row check would cost as much as the insert. The one writer
-- (orders::record_sales) writes header and lines in one transaction and proves channels and locations once a batch.
CREATE TABLE orders.order_line (
    record_id           uuid        NOT NULL,
    order_id            uuid        NOT NULL,
    origin_location     uuid        NOT NULL,
    fulfilment_location uuid        NOT NULL,
    event_at            timestamptz NOT NULL,
    received_at         timestamptz NOT NULL,
    quantity_units      bigint      NOT NULL CHECK (quantity_units > 0),
    unit_price_minor    bigint,
    discount_minor      bigint      NOT NULL,
    amount_minor        bigint      NOT NULL,
    line_no             integer     NOT NULL,
    currency            char(3)     NOT NULL,
    origin_channel      text        NOT NULL,
    fulfilment_channel  text        NOT NULL,
    source              text        NOT NULL,
    sku                 text        NOT NULL,
    description         text        NOT NULL,
    PRIMARY KEY (record_id, order_id, line_no)
);
COMMENT ON TABLE orders.order_line IS 'shard: record record_id. One line of an order: what, how many, for how much, ordered and fulfilled through which channel and location.';

CREATE TABLE orders.sales_return (
    record_id    uuid        NOT NULL,
    return_id    uuid        NOT NULL,
    order_id     uuid,
    event_at     timestamptz NOT NULL,
    received_at  timestamptz NOT NULL,
    amount_minor bigint      NOT NULL,
    line_count   integer     NOT NULL CHECK (line_count > 0),
    currency     char(3)     NOT NULL,
    source       text        NOT NULL,
    number       text        NOT NULL,
    order_number text,
    PRIMARY KEY (record_id, return_id)
);
CREATE INDEX sales_return_by_time ON orders.sales_return (record_id, event_at, return_id);
COMMENT ON TABLE orders.sales_return IS 'shard: record record_id. What came back or was called off at one time; order_id is empty while the order is not known.';

CREATE TABLE orders.return_line (
    record_id        uuid        NOT NULL,
    return_id        uuid        NOT NULL,
    return_location  uuid        NOT NULL,
    event_at         timestamptz NOT NULL,
    received_at      timestamptz NOT NULL,
    quantity_units   bigint      NOT NULL CHECK (quantity_units > 0),
    unit_price_minor bigint,
    discount_minor   bigint      NOT NULL,
    amount_minor     bigint      NOT NULL,
    line_no          integer     NOT NULL,
    currency         char(3)     NOT NULL,
    kind             text        NOT NULL CHECK (kind IN ('return', 'cancellation', 'adjustment')),
    return_channel   text        NOT NULL,
    source           text        NOT NULL,
    sku              text        NOT NULL,
    description      text        NOT NULL,
    PRIMARY KEY (record_id, return_id, line_no)
);
COMMENT ON TABLE orders.return_line IS 'shard: record record_id. One line of a return; units and amounts are positive and count against sales. An adjustment corrects stock and is no customer''s return.';

CREATE TABLE orders.tender (
    record_id    uuid    NOT NULL,
    order_id     uuid    NOT NULL,
    tender_no    integer NOT NULL,
    amount_minor bigint  NOT NULL,
    currency     char(3) NOT NULL,
    kind         text    NOT NULL,
    reference    text    NOT NULL,
    PRIMARY KEY (record_id, order_id, tender_no)
);
COMMENT ON TABLE orders.tender IS 'shard: record record_id. How a document was paid, or paid back (negative).';

CREATE VIEW orders.order_facts AS
SELECT record_id, order_id, source, number, event_at, received_at, currency, amount_minor, line_count FROM orders.sales_order;
COMMENT ON VIEW orders.order_facts IS 'For insights: each order and the sum of its lines.';

CREATE VIEW orders.order_line_facts AS
SELECT record_id, order_id, line_no, source, event_at, received_at, origin_channel, fulfilment_channel, origin_location,
       fulfilment_location, sku, quantity_units, amount_minor, currency FROM orders.order_line;
COMMENT ON VIEW orders.order_line_facts IS 'For insights: each line bought, with its channels and locations.';

CREATE VIEW orders.return_line_facts AS
SELECT l.record_id, l.return_id, r.order_id, l.line_no, l.kind, l.source, l.event_at, l.received_at, l.return_channel,
       l.return_location, l.sku, l.quantity_units, l.amount_minor, l.currency
FROM orders.return_line l JOIN orders.sales_return r USING (record_id, return_id);
COMMENT ON VIEW orders.return_line_facts IS 'For insights: each line that came back (kind return or cancellation) or was adjusted; amounts are positive.';
