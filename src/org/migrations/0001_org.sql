-- 0001_org.sql - who sells (legal entities), through what (channels), from where (locations), and who works there (staff).
CREATE SCHEMA IF NOT EXISTS org;

CREATE TABLE org.legal_entity (
    legal_entity_id uuid        PRIMARY KEY,
    name            text        NOT NULL UNIQUE,
    country         text,
    version         bigint      NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL
);
COMMENT ON TABLE org.legal_entity IS 'shard: reference legal_entity_id. A company that sells and is taxed.';

CREATE TABLE org.channel (
    channel    text        PRIMARY KEY,
    name       text        NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('web', 'store', 'app', 'phone', 'market', 'chat')),
    active     boolean     NOT NULL DEFAULT true,
    version    bigint      NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL
);
COMMENT ON TABLE org.channel IS 'shard: reference channel. Where we sell or talk; its short code stands on every fact.';

CREATE TABLE org.location (
    location_id     uuid        PRIMARY KEY,
    code            text        NOT NULL UNIQUE,
    name            text        NOT NULL,
    kind            text        NOT NULL CHECK (kind IN ('store', 'warehouse', 'online', 'call_centre')),
    zone            text        NOT NULL,
    country         text,
    legal_entity_id uuid        REFERENCES org.legal_entity,
    active          boolean     NOT NULL DEFAULT true,
    version         bigint      NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL
);
COMMENT ON TABLE org.location IS 'shard: reference location_id. Where stock lies or an order is taken; zone is its IANA time zone.';

CREATE TABLE org.staff (
    staff_id     uuid        PRIMARY KEY,
    email        text        NOT NULL UNIQUE,
    display_name text        NOT NULL,
    role         text        NOT NULL CHECK (role IN ('director', 'admin', 'merchandiser', 'manager', 'associate', 'agent')),
    active       boolean     NOT NULL DEFAULT true,
    version      bigint      NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL
);
COMMENT ON TABLE org.staff IS 'shard: reference staff_id. A person who works here, their role; staff_id is also the principal they sign in as.';
