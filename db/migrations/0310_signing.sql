-- Certificates and the bytes that were signed. Sealed bytes are never changed and never removed.
CREATE SCHEMA signing;

CREATE TABLE signing.authority (
  name text PRIMARY KEY,             -- 'demo'
  certificate_pem text NOT NULL,
  private_key_pem text NOT NULL,     -- demo authority only: a real one lives outside
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE signing.certificate (
  serial text PRIMARY KEY,
  owner  text NOT NULL,              -- account id, or facility code
  provider text NOT NULL,            -- 'software'
  certificate_pem text NOT NULL,
  private_key_pem text,              -- software provider only
  not_after timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX certificate_owner ON signing.certificate (owner);

-- The document of one version of one sheet: rendered once, then each signature adds bytes.
CREATE TABLE signing.document (
  facility text NOT NULL,
  id       text NOT NULL,
  response text NOT NULL,            -- QuestionnaireResponse id
  version  integer NOT NULL,         -- its version
  step     integer NOT NULL,         -- 0 rendered, n after the n-th signature
  sha256   text NOT NULL,
  bytes    bytea NOT NULL,
  slot     text,
  signer   text,
  signer_name text,
  signed_at timestamptz,
  PRIMARY KEY (facility, id),
  UNIQUE (facility, response, version, step)
);
CREATE INDEX document_sha256 ON signing.document (facility, sha256);

ALTER TABLE signing.document ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON signing.document USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());

GRANT USAGE ON SCHEMA signing TO benhan_app;
GRANT SELECT, INSERT ON signing.authority, signing.certificate, signing.document TO benhan_app;
