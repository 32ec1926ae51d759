-- What a facility has to tell the hub's directory of persons (ITI-104): that somebody died, or that two of its charts are one.
-- Written in the transaction of the event; one line for each person and matter, so that only what stands now is told.
CREATE TABLE exchange.person_news (
  facility   text        NOT NULL,
  patient    text        NOT NULL,              -- our Patient
  what       text        NOT NULL CHECK (what IN ('death', 'chart')),
  wanted     text        NOT NULL,              -- death: the day, 'true' (day unknown), 'alive' (taken back); chart: the id that took its place, 'own' (parted again)
  told       text        NOT NULL DEFAULT '',   -- what the hub was told last; empty: nothing yet
  said       text        NOT NULL DEFAULT '',   -- what the hub remarked
  failures   integer     NOT NULL DEFAULT 0,
  last_error text,
  since      timestamptz NOT NULL DEFAULT now(),
  next_at    timestamptz NOT NULL DEFAULT now(),
  tried_at   timestamptz,                       -- it may have reached the hub although no answer came
  told_at    timestamptz,
  PRIMARY KEY (facility, patient, what)
);
CREATE INDEX person_news_due ON exchange.person_news (facility, next_at) WHERE wanted <> told;
ALTER TABLE exchange.person_news ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON exchange.person_news
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
GRANT SELECT, INSERT, UPDATE, DELETE ON exchange.person_news TO benhan_app;
