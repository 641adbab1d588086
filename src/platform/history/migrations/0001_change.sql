-- Who changed what, and when: one append-only table.
CREATE SCHEMA history;

CREATE TABLE history.change (
  bucket          smallint    NOT NULL CHECK (bucket BETWEEN 0 AND 63),
  change_id       uuid        NOT NULL,
  at              timestamptz NOT NULL,
  principal       text        NOT NULL,
  display_name    text        NOT NULL,
  action          text        NOT NULL,
  subject_kind    text        NOT NULL,
  subject_id      text        NOT NULL,
  before          jsonb,
  after           jsonb,
  personal_before bytea,
  personal_after  bytea,
  PRIMARY KEY (bucket, change_id)
);
COMMENT ON TABLE history.change IS 'shard: bucket bucket. Who changed what and when, with what stood there before and after; personal fields only sealed. The bucket is a hash of the subject.';
CREATE INDEX change_of_subject ON history.change (bucket, subject_kind, subject_id, at DESC, change_id DESC);
CREATE INDEX change_of_kind ON history.change (subject_kind, at DESC, change_id DESC);
CREATE INDEX change_of_all ON history.change (at DESC, change_id DESC);
