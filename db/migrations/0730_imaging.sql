-- Pictures between houses (SHARE-17): they stay at their source; a signed report names each by its digest, another house
-- fetches them by a ticket of the hub and holds them against it.
CREATE SCHEMA imaging;
GRANT USAGE ON SCHEMA imaging TO benhan_app;

-- The house's own PACS, by DICOMweb; its password lies with the server (PACS_PASSWORDS).
CREATE TABLE imaging.pacs (
  facility text        PRIMARY KEY,
  base_url text        NOT NULL,
  username text        NOT NULL DEFAULT '',           -- '': a PACS that asks for none
  viewer   text        NOT NULL DEFAULT '',           -- address with {study}, for people
  tried_at timestamptz,
  ok_at    timestamptz,
  problem  text        NOT NULL DEFAULT ''
);

-- What our own reports named: only this is given out, and only while the report's paper stands (health_book.publication).
CREATE TABLE imaging.published (
  facility text        NOT NULL,
  about    text        NOT NULL,                      -- DiagnosticReport/…
  study    text        NOT NULL,                      -- StudyInstanceUID
  patient  text        NOT NULL,
  manifest jsonb       NOT NULL,
  made_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, about, study)
);
CREATE INDEX published_study ON imaging.published (facility, study);

-- Who was given pictures of ours, by which ticket: one line for each.
CREATE TABLE imaging.disclosure (
  facility  text        NOT NULL,
  id        text        NOT NULL,                     -- jti of the hub's ticket
  about     text        NOT NULL,
  study     text        NOT NULL,
  patient   text        NOT NULL,
  requester text        NOT NULL,                     -- facility code
  basis     text        NOT NULL,
  actor     text        NOT NULL,
  instances integer     NOT NULL,
  at        timestamptz NOT NULL DEFAULT now(),
  last_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, id)
);
CREATE INDEX disclosure_patient ON imaging.disclosure (facility, patient, at);

-- Studies of others that were fetched into our PACS, and what of them was refused.
CREATE TABLE imaging.fetched (
  facility   text        NOT NULL,
  patient    text        NOT NULL,
  study      text        NOT NULL,
  paper      text        NOT NULL,                    -- at the hub
  document   text        NOT NULL,
  sender     text        NOT NULL,
  manifest   jsonb       NOT NULL,
  state      text        NOT NULL CHECK (state IN ('fetching', 'stored', 'partial', 'failed')),
  stored     text[]      NOT NULL DEFAULT '{}',       -- SOPInstanceUIDs that proved to be what the report spoke of
  problems   jsonb       NOT NULL DEFAULT '[]',       -- [{instance, message}]
  message    text        NOT NULL DEFAULT '',
  resource   text,                                    -- ImagingStudy of our store, marked external
  actor      text        NOT NULL,
  actor_name text        NOT NULL,
  at         timestamptz NOT NULL DEFAULT now(),
  lent_until timestamptz,
  PRIMARY KEY (facility, patient, study)
);

DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['pacs', 'published', 'disclosure', 'fetched'] LOOP
    EXECUTE format('ALTER TABLE imaging.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY facility_wall ON imaging.%I
      USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility())', one);
    EXECUTE format('GRANT SELECT, INSERT ON imaging.%I TO benhan_app', one);
  END LOOP;
END $$;
GRANT UPDATE, DELETE ON imaging.pacs TO benhan_app;
GRANT UPDATE ON imaging.published, imaging.fetched TO benhan_app;
-- Who was given what is never changed; only how much of it went.
GRANT UPDATE (instances, last_at) ON imaging.disclosure TO benhan_app;
