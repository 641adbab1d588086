-- 0003_facts.sql - what readers above may know of channels and locations.
CREATE VIEW org.channel_facts AS SELECT channel, kind, active FROM org.channel;
COMMENT ON VIEW org.channel_facts IS 'For audit: the channels that there are.';

CREATE VIEW org.location_facts AS SELECT location_id, code, kind, zone, active FROM org.location;
COMMENT ON VIEW org.location_facts IS 'For audit: the locations that there are.';
