-- The care services directory (IHE mCSD): doors a member has beside its mailbox, and a facility's feed of its practitioners.

CREATE TABLE hub.endpoint (
  facility   text        NOT NULL,
  id         text        NOT NULL,              -- the facility's own name of it
  connection text        NOT NULL,              -- endpoint-connection-type: dicom-wado-rs, hl7-fhir-rest …
  name       text        NOT NULL,
  address    text        NOT NULL,
  active     boolean     NOT NULL DEFAULT true,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, id)
);
GRANT SELECT, INSERT, UPDATE ON hub.endpoint TO benhan_app;

-- What the hub was told of whom: the version it took, or why it did not.
CREATE TABLE exchange.practitioner_told (
  facility text        NOT NULL,
  id       text        NOT NULL,
  version  integer     NOT NULL,
  said     text        NOT NULL DEFAULT '',     -- the hub's refusal; empty: taken
  told_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, id)
);
ALTER TABLE exchange.practitioner_told ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON exchange.practitioner_told
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
GRANT SELECT, INSERT, UPDATE, DELETE ON exchange.practitioner_told TO benhan_app;

-- Members that were let in before may tell of their own people and doors as well.
UPDATE access.client SET scope = replace(replace(scope, 'system/Practitioner.rs', 'system/Practitioner.rus'),
    'system/Endpoint.rs', 'system/Endpoint.rus')
  WHERE client_id LIKE 'lt-%' AND scope LIKE '%system/Practitioner.rs %';
