-- Trust between houses (docs/decisions/0024): encryption for the receiver, TLS certificates of members, what a facility
-- saw of others' certificates, lists of revoked certificates.

-- Keys by which others encrypt for a facility (JWE, RFC 7516). Never removed: a letter that was closed with an older key may
-- still be under way, and lies encrypted where it was received.
CREATE TABLE exchange.encryption_key (
  facility     text        NOT NULL,
  kid          text        NOT NULL,
  private_jwk  jsonb       NOT NULL,
  made_at      timestamptz NOT NULL DEFAULT now(),
  published_to text,                              -- address of the hub that shows it
  published_at timestamptz,
  last_error   text,
  PRIMARY KEY (facility, kid)
);

-- What really went over the line where a letter was closed for its receiver; the letter itself lies in exchange.part.
CREATE TABLE exchange.closed_part (
  facility     text    NOT NULL,
  letter       text    NOT NULL,
  position     integer NOT NULL,
  identity     text    NOT NULL,
  kind         text    NOT NULL,
  content_type text    NOT NULL,
  title        text    NOT NULL,
  bytes        bytea   NOT NULL,
  PRIMARY KEY (facility, letter, position)
);
ALTER TABLE exchange.closed_part ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE exchange.outgoing ADD COLUMN closed_digest text;   -- of what went, as the hub's receipts name it

-- Kinds of letters that are closed for their receiver, and how we show ourselves in TLS (RFC 8705).
ALTER TABLE exchange.hub_link ADD COLUMN encrypts text[] NOT NULL DEFAULT '{}';
ALTER TABLE exchange.hub_link ADD COLUMN tls jsonb;            -- {certificate_pem, private_key_pem, ca_pem}

-- Certificates of others as they were seen first: one that comes later is shown until a person here has asked by telephone.
CREATE TABLE exchange.trust_pin (
  facility       text        NOT NULL,
  sender         text        NOT NULL,
  digest         text        NOT NULL,            -- SHA-256 of the certificate
  kind           text        NOT NULL CHECK (kind IN ('root', 'seal')),
  name           text        NOT NULL,
  seen_at        timestamptz NOT NULL DEFAULT now(),
  confirmed_at   timestamptz,                     -- of the first ones: when they were seen
  confirmed_name text        NOT NULL DEFAULT '',
  PRIMARY KEY (facility, sender, digest)
);

DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['encryption_key', 'closed_part', 'trust_pin'] LOOP
    EXECUTE format('ALTER TABLE exchange.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY facility_wall ON exchange.%I
      USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility())', one);
    EXECUTE format('GRANT SELECT, INSERT ON exchange.%I TO benhan_app', one);
  END LOOP;
END $$;
GRANT UPDATE (published_to, published_at, last_error) ON exchange.encryption_key TO benhan_app;
GRANT UPDATE (confirmed_at, confirmed_name) ON exchange.trust_pin TO benhan_app;
GRANT UPDATE (closed_digest) ON exchange.outgoing TO benhan_app;

-- The hub's side of both: public keys, each with the member's seal over it, and certificates a member's server shows in TLS.
CREATE TABLE hub.encryption_key (
  facility  text        NOT NULL,
  kid       text        NOT NULL,
  jwk       jsonb       NOT NULL,
  statement text        NOT NULL,                 -- what the seal is over
  seal      bytea       NOT NULL,                 -- CMS, detached
  added_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, kid)
);
CREATE TABLE hub.client_certificate (
  facility        text        NOT NULL,
  digest          text        NOT NULL,           -- SHA-256 of the certificate (RFC 8705: x5t#S256, in hex)
  certificate_pem text        NOT NULL,
  added_at        timestamptz NOT NULL DEFAULT now(),
  revoked_at      timestamptz,
  reason          text        NOT NULL DEFAULT '',
  PRIMARY KEY (facility, digest)
);
GRANT SELECT, INSERT ON hub.encryption_key, hub.client_certificate TO benhan_app;
GRANT UPDATE (revoked_at, reason) ON hub.client_certificate TO benhan_app;

-- Lists of revoked certificates (RFC 5280 section 5), by the key that signed them: each speaks for what that key issued only.
CREATE TABLE signing.revocation_list (
  issuer      text        PRIMARY KEY,            -- SHA-256 of the issuer's public key
  issuer_name text        NOT NULL,
  this_update timestamptz NOT NULL,
  next_update timestamptz,
  source      text        NOT NULL,
  taken_at    timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE signing.revoked_certificate (
  issuer     text        NOT NULL,
  serial     text        NOT NULL,
  revoked_at timestamptz NOT NULL,
  PRIMARY KEY (issuer, serial)
);
-- Where lists are fetched, and by whose certificate they are judged.
CREATE TABLE signing.revocation_source (
  url        text        PRIMARY KEY,
  issuer_pem text        NOT NULL,
  next_at    timestamptz NOT NULL DEFAULT now(),
  last_ok_at timestamptz,
  last_error text
);
GRANT SELECT, INSERT, UPDATE, DELETE ON signing.revocation_list, signing.revoked_certificate, signing.revocation_source
  TO benhan_app;
