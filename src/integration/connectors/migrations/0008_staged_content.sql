-- 0008_staged_content.sql - no plan asks what staged rows hold, so no sample is taken of it.
ALTER TABLE connectors.staged_rows ALTER COLUMN content SET STATISTICS 0;
