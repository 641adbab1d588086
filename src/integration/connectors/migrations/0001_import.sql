-- 0001_import.sql - imports, their files, the rows on their way and the rows that were rejected.
CREATE SCHEMA IF NOT EXISTS connectors;

CREATE TABLE connectors.import (
  import_id         uuid        NOT NULL,
  mapping           text        NOT NULL,
  mapping_text      text        NOT NULL,
  source            text        NOT NULL,
  state             text        NOT NULL CHECK (state IN ('waiting_for_files', 'queued', 'reading', 'writing', 'done', 'failed', 'cancelled')),
  as_of             timestamptz NOT NULL,
  as_of_given       boolean     NOT NULL,
  created_by        text        NOT NULL,
  created_at        timestamptz NOT NULL,
  started_at        timestamptz,
  finished_at       timestamptz,
  job_id            uuid,
  last_error        text,
  phase_began_at    timestamptz,
  phase_began_done  bigint      NOT NULL DEFAULT 0,
  event_at          timestamptz,
  bytes_total       bigint      NOT NULL DEFAULT 0,
  bytes_done        bigint      NOT NULL DEFAULT 0,
  rows_staged       bigint      NOT NULL DEFAULT 0,
  rows_written      bigint      NOT NULL DEFAULT 0,
  hash_done         bigint,
  rejects           bigint      NOT NULL DEFAULT 0,
  rows_read         bigint      NOT NULL DEFAULT 0,
  rows_rejected     bigint      NOT NULL DEFAULT 0,
  rows_skipped      bigint      NOT NULL DEFAULT 0,
  orders_new        bigint      NOT NULL DEFAULT 0,
  orders_changed    bigint      NOT NULL DEFAULT 0,
  orders_unchanged  bigint      NOT NULL DEFAULT 0,
  orders_older      bigint      NOT NULL DEFAULT 0,
  returns_new       bigint      NOT NULL DEFAULT 0,
  returns_changed   bigint      NOT NULL DEFAULT 0,
  returns_unchanged bigint      NOT NULL DEFAULT 0,
  returns_older     bigint      NOT NULL DEFAULT 0,
  order_lines       bigint      NOT NULL DEFAULT 0,
  return_lines      bigint      NOT NULL DEFAULT 0,
  records           bigint      NOT NULL DEFAULT 0,
  PRIMARY KEY (import_id)
);
COMMENT ON TABLE connectors.import IS 'shard: identifier import_id. One set of files given together, the mapping as it read then, how far it is and what came of it.';
CREATE INDEX import_newest ON connectors.import (created_at, import_id);

CREATE TABLE connectors.import_file (
  import_id  uuid    NOT NULL REFERENCES connectors.import (import_id),
  file_no    integer NOT NULL,
  name       text    NOT NULL,
  path       text    NOT NULL,
  spooled    boolean NOT NULL,
  bytes      bigint  NOT NULL,
  lines_done bigint  NOT NULL DEFAULT 0,
  ended      boolean NOT NULL DEFAULT false,
  digest     bytea,
  PRIMARY KEY (import_id, file_no),
  UNIQUE (import_id, name)
);
COMMENT ON TABLE connectors.import_file IS 'shard: identifier import_id. A file of the set: where it lies, and the line up to which its rows are staged (the checkpoint).';

-- Rows of one document that lie close together in a file wait as one row here: a twentieth of the rows to copy, find
-- and delete. They are short lived, so nothing is spent on compressing them.
CREATE TABLE connectors.staged_rows (
  import_id     uuid    NOT NULL,
  document_hash bigint  NOT NULL,
  file_no       integer NOT NULL,
  line          bigint  NOT NULL,
  row_count     integer NOT NULL CHECK (row_count > 0),
  content       bytea   NOT NULL,
  PRIMARY KEY (import_id, document_hash, file_no, line)
) WITH (toast_tuple_target = 8160);
ALTER TABLE connectors.staged_rows ALTER COLUMN content SET STORAGE EXTERNAL;
COMMENT ON TABLE connectors.staged_rows IS 'shard: identifier import_id. Typed rows between reading and writing, in order of their document; line is that of the first. Deleted when the import has ended. No foreign key: rows come and go by the million.';

CREATE TABLE connectors.reject (
  import_id   uuid    NOT NULL REFERENCES connectors.import (import_id),
  file_no     integer NOT NULL,
  line        bigint  NOT NULL,
  fault_no    integer NOT NULL,
  column_name text,
  reason      text    NOT NULL,
  value       bytea,
  detail      text    NOT NULL,
  PRIMARY KEY (import_id, file_no, line, fault_no)
);
COMMENT ON TABLE connectors.reject IS 'shard: identifier import_id. Each fault of each row that did not go in, kept for download.';
