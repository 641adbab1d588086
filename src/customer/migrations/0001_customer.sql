-- 0001_customer.sql - records with permanent ids, what identifies them, and the components that are the customers.
CREATE SCHEMA IF NOT EXISTS customer;

-- One row a thing by which a source knows a person: its account id, or the loyalty number or e-mail on a receipt
-- without an account. The row is the claim: whoever inserts it makes the record.
CREATE TABLE customer.source_claim (
    source_id text        NOT NULL,
    source    text        NOT NULL,
    kind      text        NOT NULL CHECK (kind IN ('account', 'loyalty', 'email')),
    record_id uuid        NOT NULL,
    PRIMARY KEY (source_id, source, kind)
);
COMMENT ON TABLE customer.source_claim IS 'shard: identifier source_id. Which record a source means by an id of its own.';

CREATE TABLE customer.record (
    record_id   uuid        PRIMARY KEY,
    source      text        NOT NULL,
    source_id   text,
    claim_kind  text        CHECK (claim_kind IN ('account', 'loyalty', 'email')),
    guest       boolean     NOT NULL,
    identified  boolean     NOT NULL,
    name        text        NOT NULL,
    name_at     timestamptz,
    country     text        NOT NULL,
    country_at  timestamptz,
    seen_at     timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    CHECK (identified = (source_id IS NOT NULL) AND (source_id IS NULL) = (claim_kind IS NULL)),
    CHECK (guest = (claim_kind IS DISTINCT FROM 'account'))
);
COMMENT ON TABLE customer.record IS 'shard: record record_id. One source''s view of a person; guests are records too. seen_at is the earliest event time; name_at and country_at are those of the facts that gave them.';

CREATE TABLE customer.identifier (
    record_id   uuid        NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('loyalty', 'email')),
    value       text        NOT NULL,
    source      text        NOT NULL,
    seen_at     timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (record_id, kind, value)
);
COMMENT ON TABLE customer.identifier IS 'shard: record record_id. The normalised identifiers a record has shown.';

CREATE TABLE customer.identifier_claim (
    value     text NOT NULL,
    kind      text NOT NULL CHECK (kind IN ('loyalty', 'email')),
    record_id uuid NOT NULL,
    PRIMARY KEY (value, kind)
);
COMMENT ON TABLE customer.identifier_claim IS 'shard: identifier value. The first record that showed an identifier; later ones get an edge to it.';

CREATE TABLE customer.edge (
    record_a uuid        NOT NULL,
    record_b uuid        NOT NULL,
    kind     text        NOT NULL,
    value    text        NOT NULL,
    at       timestamptz NOT NULL,
    state    text        NOT NULL CHECK (state IN ('joined', 'held')),
    PRIMARY KEY (record_a, record_b, kind, value)
);
CREATE INDEX edge_from_b ON customer.edge (record_b);
COMMENT ON TABLE customer.edge IS 'shard: record record_a. Why two records are one person, or (held) why they would be, had their customer room for more records.';

CREATE TABLE customer.member (
    record_id   uuid PRIMARY KEY,
    customer_id uuid NOT NULL
);
CREATE INDEX member_by_customer ON customer.member (customer_id);
COMMENT ON TABLE customer.member IS 'shard: record record_id. The customer a record belongs to: the smallest record id of its component.';

CREATE VIEW customer.record_facts AS
SELECT r.record_id, m.customer_id, r.source, r.guest, r.identified, r.country, r.seen_at, r.received_at
FROM customer.record r JOIN customer.member m USING (record_id);
COMMENT ON VIEW customer.record_facts IS 'For insights: each record, its customer, and whether anything identifies it (anonymous sales hang on records that are not identified).';
