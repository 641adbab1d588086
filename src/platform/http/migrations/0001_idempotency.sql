-- What was answered to a request that must not be done twice.
CREATE SCHEMA IF NOT EXISTS http;

CREATE TABLE http.idempotency (
  claim uuid PRIMARY KEY,           -- 128 bits of BLAKE2b over principal, method, path and key
  body_hash uuid NOT NULL,          -- 128 bits of BLAKE2b over query and body
  status smallint,                  -- NULL while the work is open
  answer text,
  headers text,
  etag text,
  received_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
) WITH (fillfactor = 50);           -- the answer is written over the claim in the same commit and page

CREATE INDEX idempotency_expires_at ON http.idempotency (expires_at);

COMMENT ON TABLE http.idempotency IS 'shard: identifier claim. holds the answers given under an Idempotency-Key, for 48 hours';
