-- 0009_channel.sql - an import that a channel's key has queued changes nothing that stands for another channel.
ALTER TABLE connectors.import ADD COLUMN channel text NOT NULL DEFAULT '';
COMMENT ON COLUMN connectors.import.channel IS 'The channel of the key that queued it, if that key speaks for one channel alone.';
