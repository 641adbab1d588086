-- What happened: rows waiting for a position, the counter that gives it, the one ordered log and its partitions.
CREATE SCHEMA outbox;

-- CACHE 1: a number drawn later is a higher number in every session, so that what two transactions write of one key,
-- one after the other under its row lock, stands in the order of their commits.
CREATE SEQUENCE outbox.insertion AS bigint CACHE 1;

CREATE TABLE outbox.pending (
  bucket      smallint    NOT NULL CHECK (bucket BETWEEN 0 AND 63),
  seq         bigint      NOT NULL DEFAULT nextval('outbox.insertion'),
  topic       text        NOT NULL,
  key         text        NOT NULL,
  payload     jsonb       NOT NULL,
  sealed      bytea,
  occurred_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, seq)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0,
        autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 100000);
COMMENT ON TABLE outbox.pending IS 'shard: bucket bucket. Events that have no position yet, written in the commit in which they happened. The bucket is a hash of the key.';

CREATE TABLE outbox.sequencer (
  sequencer    smallint    NOT NULL,
  position     bigint      NOT NULL,
  pass         bigint      NOT NULL,
  drained_pass bigint      NOT NULL,
  instant      timestamptz NOT NULL,
  PRIMARY KEY (sequencer)
) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
COMMENT ON TABLE outbox.sequencer IS 'shard: bucket sequencer. The counter of positions and the mark of the last pass: its number, the number of the last pass that left nothing behind, and its instant, which never falls.';
INSERT INTO outbox.sequencer VALUES (0, 0, 0, 0, '1970-01-01T00:00:00Z');

CREATE TABLE outbox.event (
  sequencer     smallint    NOT NULL,
  position      bigint      NOT NULL,
  bucket        smallint    NOT NULL,
  topic         text        NOT NULL,
  key           text        NOT NULL,
  payload       jsonb       NOT NULL,
  sealed        bytea,
  occurred_at   timestamptz NOT NULL,
  positioned_at timestamptz NOT NULL,
  PRIMARY KEY (sequencer, position)
) PARTITION BY RANGE (position);
COMMENT ON TABLE outbox.event IS 'shard: bucket sequencer. What happened, in the one order. Partitioned by ranges of position; a partition is archived before it is dropped.';

CREATE TABLE outbox.partition (
  sequencer     smallint    NOT NULL,
  from_position bigint      NOT NULL,
  to_position   bigint      NOT NULL CHECK (to_position > from_position),
  archived_at   timestamptz,
  file          text,
  sha256        text,
  PRIMARY KEY (sequencer, from_position),
  CHECK ((archived_at IS NULL) = (file IS NULL) AND (file IS NULL) = (sha256 IS NULL))
);
COMMENT ON TABLE outbox.partition IS 'shard: bucket sequencer. The partitions of outbox.event, from_position included, to_position not; those archived name their file and its checksum.';

-- A table is made first and attached then: CREATE TABLE .. PARTITION OF would lock out every reader of the parent.
CREATE FUNCTION outbox.add_partition(first_position bigint, past_position bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TABLE outbox.event_%s (LIKE outbox.event INCLUDING ALL)', first_position);
  EXECUTE format('COMMENT ON TABLE outbox.event_%s IS %L', first_position, 'shard: bucket sequencer. A partition of outbox.event.');
  EXECUTE format('ALTER TABLE outbox.event ATTACH PARTITION outbox.event_%s FOR VALUES FROM (%s) TO (%s)',
                 first_position, first_position, past_position);
END $$;

-- Dropping locks out readers of the parent for a moment; whoever waits for that lock makes others wait, so not for long.
CREATE FUNCTION outbox.drop_partition(first_position bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('lock_timeout', '500', true);
  EXECUTE format('DROP TABLE outbox.event_%s', first_position);
END $$;
