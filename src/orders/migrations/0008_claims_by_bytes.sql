-- 0008_claims_by_bytes.sql - document numbers are keys and not words: see customer's claims.
ALTER TABLE orders.order_claim
    ALTER COLUMN number TYPE text COLLATE "C",
    ALTER COLUMN source TYPE text COLLATE "C";
