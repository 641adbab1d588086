-- 0001_profile.sql - what each source has said of a person: one row a value, with the first and the last time it was said.
CREATE SCHEMA IF NOT EXISTS profile;

-- A value that is said again widens its row's span and makes no other: so nothing depends on the order of arrival, and
-- a source that repeats itself every night costs no room. statement_id is made of all that the row says but its times.
CREATE TABLE profile.statement (
    record_id     uuid        NOT NULL,
    statement_id  uuid        NOT NULL,
    said_first_at timestamptz NOT NULL,
    said_last_at  timestamptz NOT NULL CHECK (said_first_at <= said_last_at),
    received_at   timestamptz NOT NULL,
    name          text        NOT NULL,
    value         text        NOT NULL,
    source        text        NOT NULL,
    provenance    text        NOT NULL CHECK (provenance IN ('declared', 'recorded', 'observed', 'inferred')),
    PRIMARY KEY (record_id, statement_id)
);
COMMENT ON TABLE profile.statement IS 'shard: record record_id. A value that a source has said of a person''s attribute, and when; empty = the source takes back what it said. Of a record, name, source and provenance the row said last is current, the others are its history.';
COMMENT ON COLUMN profile.statement.received_at IS 'When Weft first heard of the value.';
