-- 0002_check_first.sql - an import may be checked before it is started: all is read and rehearsed, nothing is written.
ALTER TABLE connectors.import
  ADD COLUMN check_only         boolean NOT NULL DEFAULT false,
  ADD COLUMN rows_rejected_read bigint  NOT NULL DEFAULT 0,
  ADD COLUMN rejects_read       bigint  NOT NULL DEFAULT 0,
  DROP CONSTRAINT import_state_check,
  ADD CONSTRAINT import_state_check CHECK (state IN
    ('waiting_for_files', 'queued', 'reading', 'checking', 'checked', 'writing', 'done', 'failed', 'cancelled'));
COMMENT ON COLUMN connectors.import.check_only IS 'It ends as checked: what it would write is rolled back slice by slice.';
COMMENT ON COLUMN connectors.import.rows_rejected_read IS 'Rows rejected when all was read; rejects_read the faults. A start after a check counts on from here.';

ALTER TABLE connectors.reject ADD COLUMN when_written boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN connectors.reject.when_written IS 'Found when documents were put together (or rehearsed), not when the row was read.';
