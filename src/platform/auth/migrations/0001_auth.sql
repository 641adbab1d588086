-- Who may ask: principals and how they prove themselves. Scopes are words of the modules above, carried and never read.
CREATE SCHEMA auth;

CREATE TABLE auth.principal (
  principal_id uuid        NOT NULL,
  display_name text        NOT NULL,
  email        text        NOT NULL,
  role         text        NOT NULL,
  scopes       text[]      NOT NULL,
  active       boolean     NOT NULL DEFAULT true,
  created_at   timestamptz NOT NULL,
  PRIMARY KEY (principal_id)
);
COMMENT ON TABLE auth.principal IS 'shard: reference principal_id. People who sign in; the id is that of the member of staff. Role and scopes are what org gave.';

CREATE TABLE auth.email (
  email        text NOT NULL CHECK (email = lower(email)),
  principal_id uuid NOT NULL REFERENCES auth.principal,
  PRIMARY KEY (email)
);
COMMENT ON TABLE auth.email IS 'shard: identifier email. Claims: who signs in with that address, in lower case.';

CREATE TABLE auth.password (
  principal_id uuid        NOT NULL REFERENCES auth.principal,
  hash         text        NOT NULL,
  set_at       timestamptz NOT NULL,
  PRIMARY KEY (principal_id)
);
COMMENT ON TABLE auth.password IS 'shard: reference principal_id. argon2id of a password, with its salt and parameters in the text.';

CREATE TABLE auth.session (
  token_hash   bytea       NOT NULL,
  session_id   uuid        NOT NULL,
  principal_id uuid        NOT NULL REFERENCES auth.principal,
  created_at   timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  PRIMARY KEY (token_hash)
);
COMMENT ON TABLE auth.session IS 'shard: identifier token_hash. Open sessions, by the hash of their cookie; wall time. last_seen_at is kept to five minutes.';
CREATE INDEX session_of_principal ON auth.session (principal_id);
CREATE INDEX session_by_last_seen ON auth.session (last_seen_at);

CREATE TABLE auth.api_key (
  key_id       uuid        NOT NULL,
  name         text        NOT NULL,
  secret_hash  bytea       NOT NULL,
  scopes       text[]      NOT NULL,
  source       text,
  channel      text,
  created_by   text        NOT NULL,
  created_at   timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  PRIMARY KEY (key_id)
);
COMMENT ON TABLE auth.api_key IS 'shard: identifier key_id. Keys of programs, by the hash of their secret. last_used_at is kept to five minutes.';

CREATE TABLE auth.key_name (
  name   text NOT NULL,
  key_id uuid NOT NULL,
  PRIMARY KEY (name)
);
COMMENT ON TABLE auth.key_name IS 'shard: identifier name. Claims: the key that has that name and is not revoked; so making a key twice is a conflict.';

CREATE TABLE auth.attempt (
  subject        text        NOT NULL,
  failures       integer     NOT NULL,
  last_failed_at timestamptz NOT NULL,
  PRIMARY KEY (subject)
);
COMMENT ON TABLE auth.attempt IS 'shard: identifier subject. Failures to sign in, in a row, of an account (a hash of its e-mail) or a peer address; wall time.';
CREATE INDEX attempt_by_age ON auth.attempt (last_failed_at);
