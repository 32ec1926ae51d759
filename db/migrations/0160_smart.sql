-- Apps of others at the record (SMART App Launch 2.2): who is registered, who allowed what, and what oidc-provider keeps.

-- An app is a client too. backend: a system with its own rights; confidential, public: acts for the person who allowed it.
ALTER TABLE access.client
  ALTER COLUMN secret DROP NOT NULL,
  ADD COLUMN kind text NOT NULL DEFAULT 'backend' CHECK (kind IN ('backend', 'confidential', 'public')),
  ADD COLUMN jwks jsonb,                              -- public keys for private_key_jwt
  ADD COLUMN jwks_uri text,
  ADD COLUMN redirect_uris text[] NOT NULL DEFAULT '{}',
  ADD COLUMN launch_uri text,                         -- where the chart opens it
  ADD COLUMN created_at timestamptz NOT NULL DEFAULT now(),
  ADD CHECK (jwks IS NULL OR jwks_uri IS NULL),
  ADD CHECK (kind = 'backend' OR cardinality(redirect_uris) > 0),
  ADD CHECK ((kind = 'public') = (secret IS NULL AND jwks IS NULL AND jwks_uri IS NULL));
CREATE INDEX client_facility ON access.client (facility);

-- What a person allowed an app. Kept when it ended: who had access to what is a question of years.
CREATE TABLE access.app_grant (
  id           text PRIMARY KEY,
  facility     text NOT NULL REFERENCES access.facility (code),
  client_id    text NOT NULL REFERENCES access.client (client_id),
  account      text NOT NULL REFERENCES access.account (id),
  scope        text NOT NULL,
  patient      text,
  encounter    text,
  intent       text,
  needs_banner boolean NOT NULL DEFAULT false,
  session      bytea,                                 -- digest of the session it ends with; none: it outlasts it (offline_access)
  granted_at   timestamptz NOT NULL DEFAULT now(),
  ended_at     timestamptz
);
CREATE INDEX app_grant_account ON access.app_grant (account, client_id);
CREATE INDEX app_grant_client ON access.app_grant (facility, client_id);

-- Access tokens of systems taken back before their time: few and short-lived, every process holds them in memory.
CREATE TABLE access.withdrawn_token (
  jti        text PRIMARY KEY,
  expires_at timestamptz NOT NULL
);

CREATE SCHEMA smart;

-- What oidc-provider must remember. The name of a record is its secret (code, refresh token, session): only the digest lies here.
CREATE TABLE smart.record (
  model       text NOT NULL,
  digest      bytea NOT NULL,
  payload     jsonb NOT NULL,
  grant_id    text,
  uid         text,
  consumed_at timestamptz,
  expires_at  timestamptz NOT NULL,
  PRIMARY KEY (model, digest)
);
CREATE INDEX record_grant ON smart.record (grant_id) WHERE grant_id IS NOT NULL;
CREATE INDEX record_uid ON smart.record (uid) WHERE uid IS NOT NULL;
CREATE INDEX record_expiry ON smart.record (expires_at);

-- An app opened from the chart: for one person, one app, one patient, once, for some minutes.
CREATE TABLE smart.launch (
  digest     bytea PRIMARY KEY,
  facility   text NOT NULL REFERENCES access.facility (code),
  client_id  text NOT NULL REFERENCES access.client (client_id),
  account    text NOT NULL REFERENCES access.account (id),
  patient    text,
  encounter  text,
  intent     text,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz
);

-- Keys that sign identity tokens; access tokens have their own (access.token_key).
CREATE TABLE smart.key (
  kid         text PRIMARY KEY,
  private_jwk jsonb NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now()
);

GRANT INSERT, UPDATE, SELECT ON access.app_grant TO benhan_app;
GRANT INSERT, SELECT, DELETE ON access.withdrawn_token TO benhan_app;
GRANT USAGE ON SCHEMA smart TO benhan_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON smart.record, smart.launch TO benhan_app;
GRANT SELECT, INSERT ON smart.key TO benhan_app;
