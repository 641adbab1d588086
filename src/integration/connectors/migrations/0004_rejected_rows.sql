-- 0004_rejected_rows.sql - rows that did not go in are kept whole, so that a person mends them in place and gives them again.
CREATE TABLE connectors.rejected_row (
  import_id    uuid    NOT NULL REFERENCES connectors.import (import_id),
  file_no      integer NOT NULL,
  line         bigint  NOT NULL,
  when_written boolean NOT NULL,
  alone        boolean NOT NULL,
  of_import    text    NOT NULL,
  fields       bytea,
  whole        bytea,
  PRIMARY KEY (import_id, file_no, line)
);
COMMENT ON TABLE connectors.rejected_row IS 'shard: identifier import_id. A row that did not go in, as it stood: fields as one line of CSV, whole as text where it could not be split into them. Both sealed.';
COMMENT ON COLUMN connectors.rejected_row.alone IS 'Its document is not known, so that the rest of the document may have gone in without it.';
COMMENT ON COLUMN connectors.rejected_row.of_import IS 'The imports that it was alone in before this one, as the row itself says.';

ALTER TABLE connectors.import_file
  ADD COLUMN header        text,
  ADD COLUMN delimiter     text,
  ADD COLUMN rows_rejected bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN connectors.import_file.header IS 'The names of its columns as one line of CSV with its delimiter.';

ALTER TABLE connectors.import ADD COLUMN rows_held bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN connectors.import.rows_held IS 'Of the rejected rows those that are right, and wait for a wrong row of their document.';

-- A mended row that was alone brings the rows of its document along that went in without it.
CREATE TABLE connectors.joined_document (
  import_id     uuid   NOT NULL REFERENCES connectors.import (import_id),
  document_hash bigint NOT NULL,
  of_import     uuid   NOT NULL,
  PRIMARY KEY (import_id, document_hash, of_import)
);
COMMENT ON TABLE connectors.joined_document IS 'shard: identifier import_id. Documents of which an earlier import staged rows that count here too.';
