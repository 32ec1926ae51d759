-- Who may come in: people with their roles, their sessions, and system clients.
CREATE SCHEMA access;

CREATE TABLE access.facility (
  code text PRIMARY KEY,               -- mã CSKCB, 5 characters
  name text NOT NULL,
  authority text NOT NULL DEFAULT '',  -- cơ quan chủ quản as printed: Sở Y tế …
  kind text NOT NULL DEFAULT 'hospital' CHECK (kind IN ('hospital', 'station')),
  settings jsonb NOT NULL DEFAULT '{}'
);

CREATE TABLE access.account (
  id           text PRIMARY KEY,
  facility     text NOT NULL REFERENCES access.facility (code),
  username     text NOT NULL,
  name         text NOT NULL,
  title        text NOT NULL DEFAULT '',
  role         text NOT NULL,
  practitioner text NOT NULL,          -- Practitioner id in the facility's store
  department   text,
  password     text NOT NULL,          -- argon2id
  failures     integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  active       boolean NOT NULL DEFAULT true,
  created_at   timestamptz NOT NULL DEFAULT now(),
  UNIQUE (facility, username)
);

CREATE TABLE access.session (
  token_digest bytea PRIMARY KEY,
  account      text NOT NULL REFERENCES access.account (id),
  opened_at    timestamptz NOT NULL DEFAULT now(),
  seen_at      timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz NOT NULL,
  address      text NOT NULL DEFAULT '',
  agent        text NOT NULL DEFAULT ''
);
CREATE INDEX session_account ON access.session (account);

CREATE TABLE access.client (
  client_id text PRIMARY KEY,
  facility  text NOT NULL REFERENCES access.facility (code),
  name      text NOT NULL,
  secret    text NOT NULL,             -- argon2id
  scope     text NOT NULL DEFAULT 'system/*.*',
  active    boolean NOT NULL DEFAULT true
);

CREATE TABLE access.token_key (
  kid text PRIMARY KEY,
  private_jwk jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

GRANT USAGE ON SCHEMA access TO benhan_app;
GRANT SELECT ON access.facility, access.client, access.account, access.session, access.token_key TO benhan_app;
GRANT INSERT, UPDATE ON access.facility, access.client, access.token_key TO benhan_app;
GRANT INSERT, UPDATE ON access.account TO benhan_app;
GRANT INSERT, UPDATE, DELETE ON access.session TO benhan_app;
