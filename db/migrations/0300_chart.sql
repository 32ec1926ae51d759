-- What the chart needs beside FHIR: numbers without gaps, beds, and what is being typed.
CREATE SCHEMA chart;

-- One row per series and period; taking a number locks the row until the stay is written, so that a rolled-back
-- admission gives its number back: no gap, no double.
CREATE TABLE chart.number_series (
  facility text   NOT NULL,
  series   text   NOT NULL, -- patient-code, admission-number, outpatient-number, station-number, archive-number
  period   text   NOT NULL, -- '2026', or '' for a series that never starts anew
  last     bigint NOT NULL,
  PRIMARY KEY (facility, series, period)
);

-- One stay in one bed at a time.
CREATE TABLE chart.bed_taken (
  facility  text NOT NULL,
  bed       text NOT NULL, -- Location id
  encounter text NOT NULL,
  since     timestamptz NOT NULL,
  PRIMARY KEY (facility, bed)
);

-- The text being typed, one per sheet; each save says which revision it had seen.
CREATE TABLE chart.draft (
  facility text        NOT NULL,
  response text        NOT NULL, -- QuestionnaireResponse id
  revision integer     NOT NULL,
  author   text        NOT NULL,
  author_name text     NOT NULL,
  tab      text        NOT NULL,
  answers  text        NOT NULL,
  saved_at timestamptz NOT NULL,
  PRIMARY KEY (facility, response)
);

ALTER TABLE chart.number_series ENABLE ROW LEVEL SECURITY;
ALTER TABLE chart.bed_taken ENABLE ROW LEVEL SECURITY;
ALTER TABLE chart.draft ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON chart.number_series USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
CREATE POLICY facility_wall ON chart.bed_taken USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
CREATE POLICY facility_wall ON chart.draft USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());

GRANT USAGE ON SCHEMA chart TO benhan_app;
GRANT SELECT, INSERT, UPDATE ON chart.number_series TO benhan_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON chart.bed_taken, chart.draft TO benhan_app;
