-- 0003_entries.sql - what came of rows that tell of the organisation: locations, staff, shifts, hours of visitors.
ALTER TABLE connectors.import
  ADD COLUMN entries_new       bigint NOT NULL DEFAULT 0,
  ADD COLUMN entries_changed   bigint NOT NULL DEFAULT 0,
  ADD COLUMN entries_unchanged bigint NOT NULL DEFAULT 0,
  ADD COLUMN entries_older     bigint NOT NULL DEFAULT 0;
