-- 0005_saved_mappings.sql - mappings that people draw up: at hand in every process as soon as they are saved.
CREATE TABLE connectors.saved_mapping (
  name     text        NOT NULL PRIMARY KEY,
  toml     text        NOT NULL,
  saved_by text        NOT NULL,
  saved_at timestamptz NOT NULL
);
COMMENT ON TABLE connectors.saved_mapping IS 'shard: identifier name. A mapping that was drawn up in the console or given at the command line; each import keeps the text it ran with.';
