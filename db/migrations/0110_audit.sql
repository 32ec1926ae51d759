-- Who looked at or wrote what, refusals too. Lines are only ever added; seals chain them, so that tampering shows.
CREATE SCHEMA audit;

CREATE TABLE audit.event (
  id          bigint GENERATED ALWAYS AS IDENTITY,
  facility    text        NOT NULL,
  at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  action      char(1)     NOT NULL, -- C R U D E (FHIR audit-event-action)
  interaction text        NOT NULL, -- read, vread, search-type, create, sign, login, …
  outcome     smallint    NOT NULL DEFAULT 0, -- 0 success, 4 minor failure (refused), 8 serious
  actor       text        NOT NULL,
  actor_name  text        NOT NULL,
  role        text        NOT NULL,
  purpose     text        NOT NULL,
  address     text        NOT NULL DEFAULT '',
  request     text        NOT NULL DEFAULT '',
  type        text        NOT NULL DEFAULT '',
  ref         text        NOT NULL DEFAULT '', -- Type/id/_history/n, or the query
  patient     text,
  detail      text        NOT NULL DEFAULT '',
  PRIMARY KEY (facility, id)
);
CREATE INDEX event_patient ON audit.event (facility, patient, at DESC) WHERE patient IS NOT NULL;
CREATE INDEX event_at ON audit.event (facility, at DESC);

CREATE TABLE audit.seal (
  facility text        NOT NULL,
  last_id  bigint      NOT NULL,
  first_id bigint      NOT NULL,
  count    integer     NOT NULL,
  sealed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  digest   bytea       NOT NULL, -- sha256(previous digest || lines)
  PRIMARY KEY (facility, last_id)
);

ALTER TABLE audit.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.seal ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON audit.event
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
CREATE POLICY facility_wall ON audit.seal
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());

GRANT USAGE ON SCHEMA audit TO benhan_app;
GRANT SELECT, INSERT ON audit.event, audit.seal TO benhan_app;
