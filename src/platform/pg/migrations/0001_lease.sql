-- The duties that one process at a time may hold. The schema and platform.migration are there already: they are made
-- before the first step, since every step is written down in that table.
CREATE TABLE platform.lease (
  name     text   PRIMARY KEY,
  epoch    bigint NOT NULL CHECK (epoch > 0),
  renewals bigint NOT NULL,
  holder   text   NOT NULL
);
COMMENT ON TABLE platform.lease IS
  'shard: reference name. Who holds a duty: the epoch counts holders, renewals count signs of life, an empty holder gave it up.';
