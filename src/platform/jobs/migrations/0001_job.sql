-- Background work, how far it is, and what comes again by a schedule.
CREATE SCHEMA jobs;

CREATE TABLE jobs.job (
  bucket           smallint         NOT NULL CHECK (bucket BETWEEN 0 AND 3),
  job_id           uuid             NOT NULL,
  queue            text             NOT NULL,
  kind             text             NOT NULL,
  args             jsonb            NOT NULL,
  cursor           jsonb            NOT NULL DEFAULT '{}',
  principal        text             NOT NULL,
  state            text             NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  phase            text             NOT NULL DEFAULT '',
  done             bigint           NOT NULL DEFAULT 0,
  total            bigint,
  rate_per_s       double precision NOT NULL DEFAULT 0,
  attempts         integer          NOT NULL DEFAULT 0,
  epoch            bigint           NOT NULL DEFAULT 0,
  cancel_requested boolean          NOT NULL DEFAULT false,
  last_error       text,
  created_at       timestamptz      NOT NULL,
  run_at           timestamptz      NOT NULL,
  turn_at          timestamptz      NOT NULL,
  started_at       timestamptz,
  finished_at      timestamptz,
  PRIMARY KEY (bucket, job_id),
  CHECK ((finished_at IS NOT NULL) = (state IN ('done', 'failed', 'cancelled')))
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
COMMENT ON TABLE jobs.job IS 'shard: bucket bucket. Background work and how far it is. One leased worker serves a (queue, bucket); the bucket follows from the id. epoch is the reign of the lease under which it was last begun, turn_at when it last had a slice.';
CREATE INDEX job_waiting ON jobs.job (queue, bucket, turn_at, job_id) WHERE state IN ('queued', 'running');
CREATE INDEX job_by_age ON jobs.job (created_at DESC, job_id DESC);
CREATE INDEX job_ended ON jobs.job (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE jobs.periodic (
  key    text        NOT NULL,
  due_at timestamptz NOT NULL,
  bucket smallint,
  job_id uuid,
  PRIMARY KEY (key)
);
COMMENT ON TABLE jobs.periodic IS 'shard: identifier key. Work that comes again: when it is due, and the job of the last time.';
