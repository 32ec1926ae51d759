-- Own prescriptions on their way through the hub, and those that came by it (decision 0026).
CREATE TABLE eprescription.letter (
  facility  text NOT NULL,
  code      text NOT NULL,
  -- unsealed: waits for the facility's seal; posted: in the exchange's outbox; refused: may not leave; replaced: another
  -- took its place before it left.
  state     text NOT NULL CHECK (state IN ('unsealed', 'posted', 'refused', 'replaced')),
  reason    text NOT NULL DEFAULT '',
  outgoing  text,          -- exchange.outgoing
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (facility, code)
);
CREATE INDEX letter_unsealed ON eprescription.letter (facility, signed_at) WHERE state = 'unsealed';

-- What a prescription says that came by the hub; where it stands is exchange.incoming's to say.
CREATE TABLE eprescription.received (
  facility text  NOT NULL,
  letter   text  NOT NULL, -- exchange.incoming
  code     text,           -- NULL: its data could not be read, see problem
  body     jsonb,
  problem  text  NOT NULL DEFAULT '',
  PRIMARY KEY (facility, letter)
);
CREATE INDEX received_code ON eprescription.received (facility, code) WHERE code IS NOT NULL;

ALTER TABLE eprescription.letter ENABLE ROW LEVEL SECURITY;
ALTER TABLE eprescription.received ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON eprescription.letter
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
CREATE POLICY facility_wall ON eprescription.received
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
GRANT SELECT, INSERT ON eprescription.letter, eprescription.received TO benhan_app;
GRANT UPDATE (state, reason, outgoing) ON eprescription.letter TO benhan_app;

-- What a recipient says beside the state of its Task, as elements of Task.output: what a pharmacy handed out.
ALTER TABLE exchange.task ADD COLUMN beside jsonb;
GRANT UPDATE (beside) ON exchange.task TO benhan_app;
ALTER TABLE exchange.delivery ADD COLUMN beside jsonb NOT NULL DEFAULT '[]';
GRANT UPDATE (beside) ON exchange.delivery TO benhan_app;
ALTER TABLE hub.delivery ADD COLUMN beside jsonb NOT NULL DEFAULT '[]';
GRANT UPDATE (beside) ON hub.delivery TO benhan_app;

-- The hub's word for what a house is (hospital, pharmacy …) and whether it takes part; read anew at once.
ALTER TABLE exchange.directory ADD COLUMN kind text NOT NULL DEFAULT '', ADD COLUMN membership text NOT NULL DEFAULT '';
UPDATE exchange.hub_link SET directory_at = NULL;
