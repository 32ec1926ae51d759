-- What the Sở rules of sensitivity × destination (docs/decisions/0024): dated words, each said once and never changed. A cell
-- of which nothing is said goes by what the program ships (src/network/gate/matrix.ts).
CREATE TABLE hub.matrix_rule (
  serial      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- of two words for one day the later one counts
  label       text        NOT NULL,
  destination text        NOT NULL CHECK (destination IN
              ('direct', 'patient-request', 'emergency', 'law', 'transfer', 'health-book', 'insurance')),
  valid_from  date        NOT NULL,             -- in Vietnam
  ruling      text        NOT NULL CHECK (ruling IN ('pass', 'withhold', 'never')),
  source      text        NOT NULL CHECK (source <> ''), -- article of law or number of the decision
  reason      text        NOT NULL DEFAULT '',  -- why it is dated back
  changed_by  text        NOT NULL,
  changed_at  timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT ON hub.matrix_rule TO benhan_app;
