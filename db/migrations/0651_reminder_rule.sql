-- When somebody is reminded, as the Sở says it (MON-23): dated words on a rule of network/deployment/remind/rules.ts, each said
-- once and never changed. A rule of which nothing is said goes by what the program ships.
CREATE TABLE hub.reminder_rule (
  serial     bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- of two words for one day the later one counts
  rule       text        NOT NULL,
  valid_from date        NOT NULL,              -- in Vietnam
  from_days  integer     NOT NULL CHECK (from_days BETWEEN -366 AND 366), -- from the deadline; negative: before it
  is_on      boolean     NOT NULL,
  reason     text        NOT NULL CHECK (reason <> ''),
  changed_by text        NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT ON hub.reminder_rule TO benhan_app;

-- Told to the Sở and not looked at yet: what its inbox and the bar of the board ask.
CREATE INDEX reminder_unseen ON deployment.reminder (told, facility) WHERE seen_at IS NULL;
