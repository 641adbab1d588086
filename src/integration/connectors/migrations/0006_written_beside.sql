-- 0006_written_beside.sql - a slice of an import is written by two hands, each in a transaction of its own.
CREATE TABLE connectors.written_beside (
  import_id uuid     NOT NULL PRIMARY KEY,
  hashes    bigint[] NOT NULL,
  counts    text     NOT NULL
);
COMMENT ON TABLE connectors.written_beside IS 'shard: identifier import_id. Documents that were committed beside a slice that has not been: by their hashes the slice, done again, leaves them out. counts, as JSON, is what came of them.';
