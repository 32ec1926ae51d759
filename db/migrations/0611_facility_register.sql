-- The register of facilities over time (MON-01, MON-28): what a facility was, from which day; places that end and merge.
CREATE TABLE hub.area (
  id         text PRIMARY KEY,
  kind       text NOT NULL CHECK (kind IN ('province', 'district', 'ward')),
  name       text NOT NULL,
  parent     text,
  valid_from date NOT NULL,
  valid_to   date,                              -- the first day on which it is no more
  successor  text,
  source     text NOT NULL                      -- the resolution that says so
);
-- Never changed: a correction is a later line for the same day.
CREATE TABLE hub.facility_state (
  code        text NOT NULL,
  from_day    date NOT NULL,
  serial      bigint GENERATED ALWAYS AS IDENTITY,
  level       text,
  rank        text,                             -- hạng
  beds        integer CHECK (beds >= 0),
  ownership   text NOT NULL CHECK (ownership IN ('public', 'private', 'other')),
  sort        text NOT NULL CHECK (sort IN ('general', 'specialised', 'traditional', 'centre', 'polyclinic', 'station', 'other')),
  area        text,
  codes       jsonb NOT NULL DEFAULT '{}',
  contacts    jsonb NOT NULL DEFAULT '[]',      -- [{name, role, phone, email}]
  source      text NOT NULL DEFAULT '',
  recorded_by text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (code, from_day, serial)
);
GRANT SELECT, INSERT ON hub.area, hub.facility_state TO benhan_app;
GRANT UPDATE (valid_to, successor, source) ON hub.area TO benhan_app;
