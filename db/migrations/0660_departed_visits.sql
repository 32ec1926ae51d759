-- What leaves a day is seen (docs/decisions/0025): a visit that is put right says so in the record, one that is deleted does
-- not, and the board names it. Beside it: totals of others (the insurance's portal), what the hub told a facility last, and
-- for how many days the exchange must have been whole before its step is done.

-- Visits and admissions that an earlier version of the record put on this day, and the present one does not: found when they
-- are written anew, judged by what the record says of them at each count.
CREATE TABLE counters.left_day (
  facility  text NOT NULL,
  day       date NOT NULL,
  what      text NOT NULL CHECK (what IN ('visit', 'admission')),
  encounter text NOT NULL,
  PRIMARY KEY (facility, day, what, encounter)
);
ALTER TABLE counters.left_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON counters.left_day
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
GRANT SELECT, INSERT ON counters.left_day TO benhan_app;

-- After two charts of one person were joined the letter still stands under the old one: it is found by its visit.
CREATE INDEX outgoing_letter_of_visit ON exchange.outgoing (facility, encounter)
  WHERE kind = 'transfer-letter' AND encounter IS NOT NULL;

-- The hub's own counts of this facility as it told them last, so that they can be shown while the line is down.
ALTER TABLE counters.state ADD COLUMN hub_days jsonb, ADD COLUMN hub_days_at timestamptz;

-- The most that was ever signed of this day: {"visits": n, "admissions": n}, with what was put right in the record.
ALTER TABLE hub.day_count ADD COLUMN peak jsonb;
UPDATE hub.day_count SET peak = jsonb_strip_nulls(jsonb_build_object('visits', said -> 'visits', 'admissions', said -> 'admissions'))
  WHERE kind = '' AND said IS NOT NULL;

-- Totals of a day that somebody else counted. A later line takes the place of an earlier one; null: taken back.
CREATE TABLE hub.outside_total (
  facility text        NOT NULL,
  day      date        NOT NULL,
  figure   text        NOT NULL CHECK (figure IN ('claims', 'visits', 'admissions', 'discharges')),
  serial   bigint      GENERATED ALWAYS AS IDENTITY,
  value    integer     CHECK (value BETWEEN 0 AND 1000000),
  source   text        NOT NULL CHECK (source <> ''),  -- who counted, and the paper or file it stands in
  said_by  text        NOT NULL,
  said_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, day, figure, serial)
);
ALTER TABLE hub.outside_total ENABLE ROW LEVEL SECURITY;
CREATE POLICY shown ON hub.outside_total FOR SELECT USING (facility = public.current_facility() OR hub.is_oversight());
-- A facility does not write the number it is compared with.
CREATE POLICY said ON hub.outside_total FOR INSERT WITH CHECK (hub.is_oversight());
GRANT SELECT, INSERT ON hub.outside_total TO benhan_app;

INSERT INTO hub.board_rule (name, value) VALUES ('proof_days', 14);
