-- What a facility gives into a person's timeline at the hub (Sổ sức khỏe điện tử, QĐ 31/QĐ-BYT 2026; results, SHARE-16), and
-- by which basis it looked at what others gave (Luật 91/2025/QH15 Điều 26; SHARE-08).
CREATE SCHEMA health_book;
GRANT USAGE ON SCHEMA health_book TO benhan_app;

CREATE TABLE health_book.setting (
  facility          text    PRIMARY KEY,
  publishes_books   boolean NOT NULL DEFAULT true,
  publishes_results boolean NOT NULL DEFAULT true,
  portal            jsonb                              -- how the national path is reached (portal.ts); NULL: not yet
);

-- One line for each thing to be told: a visit that ended, a result that is final. Written with the event (SHARE-10); what
-- changes later makes it due again, and the new document takes the place of the old one.
CREATE TABLE health_book.publication (
  facility    text        NOT NULL,
  about       text        NOT NULL,                    -- Encounter/…, DiagnosticReport/…
  patient     text        NOT NULL,
  encounter   text,
  ended_at    timestamptz NOT NULL,
  kind        text        NOT NULL DEFAULT 'health-book',
  title       text        NOT NULL DEFAULT '',
  -- due: its turn comes; posted: in the outbox or at the hub (exchange.outgoing says which); withheld: the matrix says no;
  -- failed: a person must look; none: nothing to tell.
  state       text        NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'posted', 'withheld', 'failed', 'none')),
  reason      text        NOT NULL DEFAULT '',
  labels      text[]      NOT NULL DEFAULT '{}',
  left_out    integer     NOT NULL DEFAULT 0,          -- sensitive facts of other visits that are not in it
  released_by text,                                    -- who wrote down that the person wants it in, and why
  released_why text,
  outgoing    text,
  document    text,
  digest      text,                                    -- of what it says; unchanged: nothing new is sent
  round       integer     NOT NULL DEFAULT 1,          -- raised by every event
  tries       integer     NOT NULL DEFAULT 0,
  next_at     timestamptz NOT NULL DEFAULT now(),
  lent_until  timestamptz,
  made_at     timestamptz,
  -- The national path, by itself: XML to the BHYT portal (QĐ 31/2026, SHARE-22).
  national_state   text   NOT NULL DEFAULT 'none' CHECK (national_state IN ('none', 'waiting', 'sent', 'failed')),
  national_reason  text   NOT NULL DEFAULT '',
  national_version text   NOT NULL DEFAULT '',
  national_receipt text   NOT NULL DEFAULT '',
  national_tries   integer NOT NULL DEFAULT 0,
  national_next_at timestamptz NOT NULL DEFAULT now(),
  national_lent_until timestamptz,
  national_sent_at timestamptz,
  PRIMARY KEY (facility, about)
);
CREATE INDEX publication_due ON health_book.publication (facility, next_at) WHERE state = 'due';
CREATE INDEX publication_national ON health_book.publication (facility, national_next_at) WHERE national_state = 'waiting';
CREATE INDEX publication_patient ON health_book.publication (facility, patient);
CREATE INDEX publication_fresh ON health_book.publication (facility, ended_at) WHERE state = 'posted';

-- What goes the national way: the XML as it was signed, each version kept.
CREATE TABLE health_book.envelope (
  facility  text        NOT NULL,
  about     text        NOT NULL,
  round     integer     NOT NULL,
  version   text        NOT NULL,                      -- of the shape
  xml       bytea       NOT NULL,
  signature bytea       NOT NULL,
  made_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, about, round)
);

-- The person's verifiable request (PDP-03): which text, confirmed how, by whom taken down; withdrawn when.
CREATE TABLE health_book.request (
  facility       text        NOT NULL,
  id             text        NOT NULL,
  patient        text        NOT NULL,
  text_version   text        NOT NULL,
  text_sha256    text        NOT NULL,
  labels         text[]      NOT NULL DEFAULT '{}',    -- sensitive matters the person named
  channel        text        NOT NULL CHECK (channel IN ('otp', 'paper')),
  asked_by       text        NOT NULL,                 -- the person, or who speaks for her
  phone          text,
  otp_hash       text,
  otp_until      timestamptz,
  otp_tries      integer     NOT NULL DEFAULT 0,
  paper          bytea,                                -- the signed sheet as it was scanned
  paper_type     text,
  sha256         text,                                 -- what the hub is given; NULL: not confirmed yet
  taken_by       text        NOT NULL,
  taken_name     text        NOT NULL,
  taken_at       timestamptz NOT NULL DEFAULT now(),
  confirmed_at   timestamptz,
  withdrawn_at   timestamptz,
  withdrawn_by   text,
  withdrawn_why  text,
  PRIMARY KEY (facility, id)
);
CREATE INDEX request_patient ON health_book.request (facility, patient);

-- Each basis that was written down at the hub from here.
CREATE TABLE health_book.basis (
  facility   text        NOT NULL,
  id         text        NOT NULL,                     -- Consent/… at the hub
  patient    text        NOT NULL,
  basis      text        NOT NULL CHECK (basis IN ('patient-request', 'emergency', 'law', 'transfer')),
  reason     text        NOT NULL,
  law        text        NOT NULL DEFAULT '',
  request    text,
  labels     text[]      NOT NULL DEFAULT '{}',
  actor      text        NOT NULL,
  actor_name text        NOT NULL,
  at         timestamptz NOT NULL DEFAULT now(),
  until      timestamptz NOT NULL,
  ended_at   timestamptz,
  end_told_at timestamptz,                             -- the hub knows that it ended
  PRIMARY KEY (facility, id)
);
CREATE INDEX basis_patient ON health_book.basis (facility, patient, until);
CREATE INDEX basis_untold ON health_book.basis (facility) WHERE ended_at IS NOT NULL AND end_told_at IS NULL;

-- Why a test was done again although a valid result was there (SHARE-16).
CREATE TABLE health_book.repeat (
  facility text        NOT NULL,
  id       text        NOT NULL,
  patient  text        NOT NULL,
  code     text        NOT NULL,
  found    jsonb       NOT NULL,                       -- what was offered
  reason   text        NOT NULL,
  actor    text        NOT NULL,
  actor_name text      NOT NULL,
  at       timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, id)
);
CREATE INDEX repeat_patient ON health_book.repeat (facility, patient);

DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['setting', 'publication', 'envelope', 'request', 'basis', 'repeat'] LOOP
    EXECUTE format('ALTER TABLE health_book.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY facility_wall ON health_book.%I
      USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility())', one);
    EXECUTE format('GRANT SELECT, INSERT ON health_book.%I TO benhan_app', one);
  END LOOP;
END $$;
-- Envelopes and reasons stay as they were written; of a request and a basis only how they ended.
GRANT UPDATE ON health_book.setting, health_book.publication TO benhan_app;
GRANT UPDATE (otp_hash, otp_until, otp_tries, sha256, confirmed_at, withdrawn_at, withdrawn_by, withdrawn_why)
  ON health_book.request TO benhan_app;
GRANT UPDATE (ended_at, end_told_at) ON health_book.basis TO benhan_app;

-- Where there is something to do, over all facilities of the installation: codes only.
CREATE FUNCTION health_book.work() RETURNS TABLE (facility text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = health_book, pg_temp AS $$
  SELECT p.facility FROM publication AS p
    WHERE p.state = 'due' AND p.next_at <= now() AND (p.lent_until IS NULL OR p.lent_until < now())
      -- A house that is linked to nobody makes nothing yet: what waits is made when there is a way out.
      AND (EXISTS (SELECT FROM exchange.hub_link AS l WHERE l.facility = p.facility)
        OR EXISTS (SELECT FROM setting AS s WHERE s.facility = p.facility AND s.portal IS NOT NULL))
  UNION
  SELECT p.facility FROM publication AS p JOIN setting AS s ON s.facility = p.facility AND s.portal IS NOT NULL
    WHERE p.national_state = 'waiting' AND p.national_next_at <= now()
      AND (p.national_lent_until IS NULL OR p.national_lent_until < now())
  UNION
  SELECT b.facility FROM basis AS b WHERE b.ended_at IS NOT NULL AND b.end_told_at IS NULL
$$;
REVOKE ALL ON FUNCTION health_book.work() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION health_book.work() TO benhan_app;
