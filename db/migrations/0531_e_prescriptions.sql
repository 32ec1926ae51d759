-- Prescriptions on their way to the national system, and what was handed out on them.
CREATE SCHEMA eprescription;
GRANT USAGE ON SCHEMA eprescription TO benhan_app;

-- How a facility speaks to the national system: hosts, paths, names of fields (connection.ts). No secrets.
CREATE TABLE eprescription.connection (
  facility text PRIMARY KEY,
  settings jsonb NOT NULL
);
-- The national code of each prescriber (RX-11: one for a person).
CREATE TABLE eprescription.prescriber (
  facility text NOT NULL,
  practitioner text NOT NULL,
  code text NOT NULL,
  PRIMARY KEY (facility, practitioner)
);

-- Written in the transaction that signs or sells (SHARE-10). One line for each thing to be told, whatever the tries.
CREATE TABLE eprescription.outbox (
  facility text NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  act text NOT NULL CHECK (act IN ('prescription', 'sale')),
  ref text NOT NULL, -- prescription code, or id of the sale
  code text NOT NULL,
  sender text NOT NULL, -- Practitioner id
  payload jsonb NOT NULL,
  -- waiting: its turn comes; sending: lent to a process until lent_until; held: a person must look; delivered: done.
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sending', 'held', 'delivered')),
  tries integer NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL DEFAULT now(),
  lent_until timestamptz,
  problem text NOT NULL DEFAULT '',
  receipt jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  delivered_at timestamptz,
  PRIMARY KEY (facility, id),
  UNIQUE (facility, act, ref)
);
CREATE INDEX outbox_due ON eprescription.outbox (facility, next_at) WHERE status IN ('waiting', 'sending');
CREATE INDEX outbox_code ON eprescription.outbox (facility, code);

-- What was handed out. A sale that the national system refused does not count and stays to be read.
CREATE TABLE eprescription.sale (
  facility text NOT NULL,
  id text NOT NULL,
  code text NOT NULL,
  sold_at timestamptz NOT NULL,
  seller text NOT NULL,
  seller_name text NOT NULL,
  invoice text NOT NULL,
  is_refused boolean NOT NULL DEFAULT false,
  PRIMARY KEY (facility, id)
);
CREATE UNIQUE INDEX sale_invoice ON eprescription.sale (facility, invoice);
CREATE INDEX sale_code ON eprescription.sale (facility, code);
CREATE TABLE eprescription.sale_line (
  facility text NOT NULL,
  sale text NOT NULL,
  line text NOT NULL, -- MedicationRequest id, or the line's code at the national system
  quantity numeric NOT NULL CHECK (quantity > 0),
  given text NOT NULL, -- what was handed out
  dispense text NOT NULL, -- MedicationDispense id
  PRIMARY KEY (facility, sale, line)
);

ALTER TABLE eprescription.connection ENABLE ROW LEVEL SECURITY;
ALTER TABLE eprescription.prescriber ENABLE ROW LEVEL SECURITY;
ALTER TABLE eprescription.outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE eprescription.sale ENABLE ROW LEVEL SECURITY;
ALTER TABLE eprescription.sale_line ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON eprescription.connection
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
CREATE POLICY facility_wall ON eprescription.prescriber
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
CREATE POLICY facility_wall ON eprescription.outbox
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
CREATE POLICY facility_wall ON eprescription.sale
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
CREATE POLICY facility_wall ON eprescription.sale_line
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());

GRANT SELECT, INSERT, UPDATE ON eprescription.connection, eprescription.prescriber TO benhan_app;
GRANT SELECT, INSERT ON eprescription.outbox, eprescription.sale, eprescription.sale_line TO benhan_app;
GRANT UPDATE (status, tries, next_at, lent_until, problem, receipt, delivered_at) ON eprescription.outbox TO benhan_app;
GRANT UPDATE (is_refused) ON eprescription.sale TO benhan_app;
