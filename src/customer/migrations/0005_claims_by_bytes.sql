-- 0005_claims_by_bytes.sql - what claims are keyed by has no order that anybody reads: bytes are compared, not words of a language. So two who claim the same ids lock them in the same order, whatever the database's own collation is.
ALTER TABLE customer.source_claim
    ALTER COLUMN source_id TYPE text COLLATE "C",
    ALTER COLUMN source TYPE text COLLATE "C",
    ALTER COLUMN kind TYPE text COLLATE "C";
ALTER TABLE customer.identifier_claim
    ALTER COLUMN value TYPE text COLLATE "C",
    ALTER COLUMN kind TYPE text COLLATE "C";
