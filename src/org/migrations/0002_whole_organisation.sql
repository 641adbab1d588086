-- 0002_whole_organisation.sql - addresses and opening hours of locations; roles at named locations, qualifications,
-- shifts and footfall.
ALTER TABLE org.location
    ADD COLUMN address_lines text[]           NOT NULL DEFAULT '{}',
    ADD COLUMN city          text,
    ADD COLUMN postcode      text,
    ADD COLUMN region        text,
    ADD COLUMN latitude      double precision CHECK (latitude BETWEEN -90 AND 90),
    ADD COLUMN longitude     double precision CHECK (longitude BETWEEN -180 AND 180),
    ADD COLUMN as_of         timestamptz,
    ADD CONSTRAINT location_point_whole CHECK ((latitude IS NULL) = (longitude IS NULL));
COMMENT ON COLUMN org.location.as_of IS 'The moment for which a person or an import last spoke of it; an older import changes nothing.';

CREATE TABLE org.calendar (
    location_id uuid   PRIMARY KEY REFERENCES org.location,
    calendar    jsonb  NOT NULL,
    version     bigint NOT NULL
);
COMMENT ON TABLE org.calendar IS 'shard: reference location_id. Opening hours of a week and exceptions by date, in the location''s zone, as the API shows them.';

ALTER TABLE org.staff
    DROP CONSTRAINT staff_role_check,
    ADD CONSTRAINT staff_role_check CHECK (role IN ('director', 'admin', 'merchandiser', 'manager', 'associate', 'agent', 'marketer', 'analyst')),
    ADD COLUMN everywhere boolean NOT NULL DEFAULT true,
    ADD COLUMN as_of      timestamptz,
    ADD CONSTRAINT staff_runs_everywhere CHECK (everywhere OR role NOT IN ('director', 'admin'));
COMMENT ON COLUMN org.staff.everywhere IS 'The role holds at the whole company; else at the locations of org.staff_location.';

CREATE INDEX staff_by_email ON org.staff (lower(email));

CREATE TABLE org.staff_location (
    staff_id    uuid NOT NULL REFERENCES org.staff,
    location_id uuid NOT NULL REFERENCES org.location,
    PRIMARY KEY (staff_id, location_id)
);
COMMENT ON TABLE org.staff_location IS 'shard: reference staff_id. Where the role of somebody holds who does not act everywhere.';

CREATE TABLE org.qualification (
    staff_id    uuid NOT NULL REFERENCES org.staff,
    name        text NOT NULL,
    valid_from  date NOT NULL,
    valid_until date CHECK (valid_until >= valid_from),
    PRIMARY KEY (staff_id, name, valid_from)
);
COMMENT ON TABLE org.qualification IS 'shard: reference staff_id. What somebody is qualified for, and on which days; the last day counts, none = without end.';

CREATE TABLE org.shift (
    source      text        NOT NULL,
    number      text        NOT NULL,
    staff_id    uuid        NOT NULL REFERENCES org.staff,
    location_id uuid        NOT NULL REFERENCES org.location,
    starts_at   timestamptz NOT NULL,
    ends_at     timestamptz NOT NULL CHECK (ends_at > starts_at),
    active      boolean     NOT NULL,
    as_of       timestamptz NOT NULL,
    PRIMARY KEY (source, number)
);
COMMENT ON TABLE org.shift IS 'shard: reference source. When somebody works where, as a rota of that source numbers it; not active = called off.';
CREATE INDEX shift_of_location ON org.shift (location_id, starts_at);
CREATE INDEX shift_of_staff ON org.shift (staff_id, starts_at);

CREATE TABLE org.footfall (
    location_id uuid        NOT NULL REFERENCES org.location,
    hour_at     timestamptz NOT NULL,
    visitors    integer     NOT NULL CHECK (visitors >= 0),
    source      text        NOT NULL,
    as_of       timestamptz NOT NULL,
    PRIMARY KEY (location_id, hour_at)
);
COMMENT ON TABLE org.footfall IS 'shard: reference location_id. How many people came in within the hour that begins at hour_at.';
