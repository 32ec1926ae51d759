-- The hub (docs/decisions/0024): members and their keys, what was taken, to whom it is delivered, who was shown what.
CREATE SCHEMA IF NOT EXISTS hub;
GRANT USAGE ON SCHEMA hub TO benhan_app;

-- The directory of facilities, members or not; old names and codes stay readable (SHARE-18, SHARE-20, design §4.9).
CREATE TABLE hub.facility (
  code        text PRIMARY KEY,                 -- mã CSKCB, 5 characters (QĐ 384/2019)
  gln         text,                             -- 13 digits (QĐ 1551/2026)
  name        text NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('hospital', 'station', 'pharmacy', 'clinic', 'authority')),
  level       text,                             -- cấp chuyên môn kỹ thuật 1–3
  authority   text NOT NULL DEFAULT '',
  province    text,
  address     jsonb NOT NULL DEFAULT '{}',
  names       jsonb NOT NULL DEFAULT '[]',      -- earlier ones: [{name, until}]
  valid_from  date,
  valid_to    date,
  successor   text,                             -- merged into: what is sent here goes there
  membership  text NOT NULL DEFAULT 'none' CHECK (membership IN ('none', 'applied', 'approved', 'suspended')),
  reason      text NOT NULL DEFAULT '',         -- of the last decision
  decided_at  timestamptz,
  decided_by  text,
  contact     jsonb NOT NULL DEFAULT '{}',
  updated_at  timestamptz NOT NULL DEFAULT now()
);

-- An application carries the keys it would come in with; the decision puts them where they count.
CREATE TABLE hub.application (
  facility    text NOT NULL,
  id          text NOT NULL,
  asked       jsonb NOT NULL,                   -- name, gln, jwks, seal certificate, contact
  asked_at    timestamptz NOT NULL DEFAULT now(),
  address     text NOT NULL DEFAULT '',
  decision    text CHECK (decision IN ('approved', 'refused')),
  reason      text NOT NULL DEFAULT '',
  decided_at  timestamptz,
  decided_by  text,
  PRIMARY KEY (facility, id)
);

-- Certificates that may seal for a facility. Never removed: an old paper is judged by what held when it was sealed.
CREATE TABLE hub.seal (
  facility        text NOT NULL,
  serial          text NOT NULL,
  certificate_pem text NOT NULL,
  added_at        timestamptz NOT NULL DEFAULT now(),
  revoked_at      timestamptz,
  reason          text NOT NULL DEFAULT '',
  PRIMARY KEY (facility, serial)
);

-- Authorities whose certificates count; a province sets its own.
CREATE TABLE hub.trusted_root (
  digest          text PRIMARY KEY,             -- sha256 of the certificate
  certificate_pem text NOT NULL,
  name            text NOT NULL,
  added_at        timestamptz NOT NULL DEFAULT now(),
  removed_at      timestamptz
);

-- The directory of practitioners, fed by their facilities (SHARE-19: each number in its own place).
CREATE TABLE hub.practitioner (
  facility   text NOT NULL,
  id         text NOT NULL,                     -- the facility's own id of the person
  licence    text,                              -- số giấy phép hành nghề / CCHN
  name       text NOT NULL,
  folded     text NOT NULL,
  title      text NOT NULL DEFAULT '',
  scope      text NOT NULL DEFAULT '',          -- phạm vi hành nghề
  codes      jsonb NOT NULL DEFAULT '{}',       -- e-prescription code, BHXH signer code
  active     boolean NOT NULL DEFAULT true,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, id)
);
CREATE INDEX practitioner_licence ON hub.practitioner (licence) WHERE licence IS NOT NULL;

-- One document as it was taken, keyed by the person it tells of: everything of one person lies together, and the table
-- can be spread over machines by that key.
CREATE SEQUENCE hub.submission_serial;
CREATE TABLE hub.submission (
  person     text        NOT NULL,
  number     bigint      NOT NULL,              -- of the hub, in the order of taking
  sender     text        NOT NULL,
  recipients text[]      NOT NULL,
  document   text        NOT NULL,              -- identity for ever: urn:uuid of the first part
  identity   text        NOT NULL,              -- of the sending
  kind       text        NOT NULL,
  created_at timestamptz NOT NULL,              -- when it was issued, as it says
  taken_at   timestamptz NOT NULL DEFAULT now(),
  digest     bytea       NOT NULL,              -- over all parts
  about      jsonb       NOT NULL,              -- title, person, author, period as sent
  labels     text[]      NOT NULL DEFAULT '{}', -- sensitivity
  replaces   text,
  replaced_by text,
  parts      jsonb       NOT NULL,              -- [{identity, kind, content_type, title, size, sha256}]
  verdict    jsonb       NOT NULL,              -- whose signatures, with what outcome, at taking
  receipt    jsonb       NOT NULL,              -- {hop, at, jws}: what the hub confirmed
  PRIMARY KEY (person, number)
);
CREATE INDEX submission_timeline ON hub.submission (person, created_at DESC);
CREATE INDEX submission_number ON hub.submission (number);

-- The bytes, encrypted (AES-256-GCM; nonce, text, tag).
CREATE TABLE hub.content (
  person text   NOT NULL,
  number bigint NOT NULL,
  part   integer NOT NULL,
  sender text   NOT NULL,
  key_id text   NOT NULL,
  bytes  bytea  NOT NULL,
  PRIMARY KEY (person, number, part)
);
ALTER TABLE hub.content ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- What a document's identity stands for: the same again is the same, other bytes are refused.
CREATE TABLE hub.identity (
  sender   text   NOT NULL,
  document text   NOT NULL,
  digest   bytea  NOT NULL,
  person   text   NOT NULL,
  number   bigint NOT NULL,
  PRIMARY KEY (sender, document)
);

-- To whom. told and answered: what the two mailboxes already say.
CREATE TABLE hub.delivery (
  recipient    text        NOT NULL,
  number       bigint      NOT NULL,
  sender       text        NOT NULL,
  person       text        NOT NULL,
  kind         text        NOT NULL,
  document     text        NOT NULL,
  about        jsonb       NOT NULL,            -- for the Task: identifiers of the person, title, correction of
  state        text        NOT NULL DEFAULT 'requested'
               CHECK (state IN ('requested', 'received', 'accepted', 'rejected', 'completed')),
  reason       text        NOT NULL DEFAULT '',
  requested_at timestamptz NOT NULL DEFAULT now(),
  received_at  timestamptz,
  answered_at  timestamptz,
  completed_at timestamptz,
  receipts     jsonb       NOT NULL DEFAULT '[]', -- [{hop, at, jws}]
  posted       boolean     NOT NULL DEFAULT false, -- stands in the recipient's box
  told         text        NOT NULL DEFAULT '',    -- the state the sender's box shows
  PRIMARY KEY (recipient, number)
);
CREATE INDEX delivery_sender ON hub.delivery (sender, number);
CREATE INDEX delivery_unposted ON hub.delivery (recipient, number) WHERE NOT posted;
CREATE INDEX delivery_untold ON hub.delivery (sender, number, recipient) WHERE told <> state;
CREATE INDEX delivery_waiting ON hub.delivery (requested_at) WHERE state = 'requested';

-- What could not be taken: counted, and kept where a person at the hub can settle it (an ID of two people).
CREATE TABLE hub.refusal (
  sender   text        NOT NULL,
  id       bigint      GENERATED ALWAYS AS IDENTITY,
  at       timestamptz NOT NULL DEFAULT now(),
  state    text        NOT NULL CHECK (state IN ('refused', 'held', 'settled')),
  document text,
  kind     text,
  code     text        NOT NULL,
  reason   text        NOT NULL,
  size     integer     NOT NULL DEFAULT 0,
  key_id   text,
  bytes    bytea,                               -- of what is held, encrypted, as received
  settled_by text,
  PRIMARY KEY (sender, id)
);

-- Who was shown a person's papers, on which basis (SHARE-08; Luật 91/2025 Điều 26.2; NĐ 330/2026 Điều 62).
CREATE TABLE hub.disclosure (
  recipient  text        NOT NULL,
  id         text        NOT NULL,
  person     text        NOT NULL,
  basis      text        NOT NULL CHECK (basis IN ('patient-request', 'emergency', 'law', 'transfer')),
  evidence   jsonb       NOT NULL,              -- reference and digest of the request; the article of law; the words of the reason
  kinds      text[]      NOT NULL DEFAULT '{}', -- empty: every kind the basis allows
  actor      jsonb       NOT NULL,
  at         timestamptz NOT NULL DEFAULT now(),
  until      timestamptz NOT NULL,
  ended_at   timestamptz,
  PRIMARY KEY (recipient, id)
);
CREATE INDEX disclosure_person ON hub.disclosure (recipient, person, until);

-- The walls. The person a transaction was opened for stands in benhan.person, with all ids she has had, set by the gate
-- after it found the disclosure; without it a member sees what it sent and what was sent to it.
CREATE FUNCTION hub.current_persons() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT string_to_array(current_setting('benhan.person', true), ',') $$;
GRANT EXECUTE ON FUNCTION hub.current_persons() TO benhan_app;

ALTER TABLE hub.submission ENABLE ROW LEVEL SECURITY;
CREATE POLICY shown ON hub.submission FOR SELECT USING (
  sender = public.current_facility() OR public.current_facility() = ANY (recipients) OR person = ANY (hub.current_persons()));
CREATE POLICY taken ON hub.submission FOR INSERT WITH CHECK (sender = public.current_facility());
CREATE POLICY replaced ON hub.submission FOR UPDATE USING (sender = public.current_facility())
  WITH CHECK (sender = public.current_facility());
ALTER TABLE hub.content ENABLE ROW LEVEL SECURITY;
CREATE POLICY shown ON hub.content FOR SELECT USING (EXISTS (
  SELECT FROM hub.submission AS s WHERE s.person = content.person AND s.number = content.number));
CREATE POLICY taken ON hub.content FOR INSERT WITH CHECK (sender = public.current_facility());
ALTER TABLE hub.identity ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON hub.identity USING (sender = public.current_facility()) WITH CHECK (sender = public.current_facility());
ALTER TABLE hub.delivery ENABLE ROW LEVEL SECURITY;
CREATE POLICY either_side ON hub.delivery USING (recipient = public.current_facility() OR sender = public.current_facility());
ALTER TABLE hub.refusal ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON hub.refusal USING (sender = public.current_facility()) WITH CHECK (sender = public.current_facility());
ALTER TABLE hub.disclosure ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON hub.disclosure USING (recipient = public.current_facility()) WITH CHECK (recipient = public.current_facility());

GRANT SELECT ON ALL TABLES IN SCHEMA hub TO benhan_app;
GRANT INSERT ON hub.facility, hub.application, hub.seal, hub.trusted_root, hub.practitioner, hub.submission, hub.content,
  hub.identity, hub.delivery, hub.refusal, hub.disclosure TO benhan_app;
GRANT UPDATE ON hub.facility, hub.application, hub.practitioner, hub.refusal TO benhan_app;
GRANT UPDATE (revoked_at, reason) ON hub.seal TO benhan_app;
GRANT UPDATE (removed_at) ON hub.trusted_root TO benhan_app;
GRANT UPDATE (recipients, replaced_by) ON hub.submission TO benhan_app;
GRANT UPDATE (state, reason, received_at, answered_at, completed_at, receipts, posted, told) ON hub.delivery TO benhan_app;
GRANT UPDATE (ended_at) ON hub.disclosure TO benhan_app;
GRANT USAGE ON SEQUENCE hub.submission_serial TO benhan_app;

-- Whose boxes have something to be written, over all members: codes only.
CREATE FUNCTION hub.delivery_work() RETURNS TABLE (facility text, is_recipient boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT DISTINCT recipient, true FROM delivery WHERE NOT posted
  UNION ALL
  SELECT DISTINCT sender, false FROM delivery WHERE told <> state
$$;
REVOKE EXECUTE ON FUNCTION hub.delivery_work() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hub.delivery_work() TO benhan_app;

-- What passes, counted for the hub's staff and the Sở's board: numbers only, no person, no paper.
CREATE FUNCTION hub.traffic(since timestamptz)
  RETURNS TABLE (sender text, recipient text, kind text, state text, count bigint, oldest timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT d.sender, d.recipient, d.kind, d.state, count(*), min(d.requested_at)
  FROM delivery AS d WHERE d.requested_at >= since GROUP BY 1, 2, 3, 4
  UNION ALL
  SELECT r.sender, '', coalesce(r.kind, ''), r.state, count(*), min(r.at) FROM refusal AS r WHERE r.at >= since GROUP BY 1, 2, 3, 4
$$;
REVOKE EXECUTE ON FUNCTION hub.traffic(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hub.traffic(timestamptz) TO benhan_app;
