-- Tables of rules that change by decree (docs/decisions/0024): which diseases have a letter of a year, how long a result may be used
-- again, by when what has to be sent. Each edition is said once and never changed; where a facility has said nothing it goes by what
-- the program ships (src/network/rule-books).
CREATE TABLE exchange.rule_edition (
  facility   text        NOT NULL,
  book       text        NOT NULL,
  serial     bigint      GENERATED ALWAYS AS IDENTITY, -- of two editions for one day the later one counts
  valid_from date        NOT NULL,                     -- in Vietnam
  source     text        NOT NULL CHECK (source <> ''),
  certainty  text        NOT NULL CHECK (certainty IN ('sure', 'likely', 'memory', 'draft')),
  is_whole   boolean     NOT NULL,                     -- what is not in it, is not in the rule either
  rows       jsonb       NOT NULL CHECK (jsonb_typeof(rows) = 'array'),
  reason     text        NOT NULL DEFAULT '',          -- why it is dated back
  changed_by text        NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, book, serial)
);
ALTER TABLE exchange.rule_edition ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON exchange.rule_edition
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
GRANT SELECT, INSERT ON exchange.rule_edition TO benhan_app;
