-- 0007_vanished_lines.sql - lines that an earlier set had and this one has not, as its mapping wants them.
ALTER TABLE connectors.import
  ADD COLUMN lines_kept      bigint NOT NULL DEFAULT 0,
  ADD COLUMN lines_cancelled bigint NOT NULL DEFAULT 0;
