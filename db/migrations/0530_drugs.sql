-- What may be prescribed and what may not go together (catalogues, written by imports only), and what was prescribed.
CREATE SCHEMA drug;
GRANT USAGE ON SCHEMA drug TO benhan_app, benhan_catalog;

-- One imported list. Of a facility (its tender, Mẫu 03 BHXH) or, with none, of the whole installation. Never changed:
-- what is imported later takes its place; prescriptions keep the words they were written with.
CREATE TABLE drug.list (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('products', 'interactions')),
  facility text,
  name text NOT NULL,
  source text NOT NULL,
  valid_from date NOT NULL,
  valid_to date CHECK (valid_to >= valid_from),
  -- The project's own short list: gives way to any imported list in force.
  is_starter boolean NOT NULL DEFAULT false,
  digest text NOT NULL,
  row_count integer NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX list_digest ON drug.list (kind, coalesce(facility, ''), digest);

CREATE TABLE drug.product (
  list_id bigint NOT NULL REFERENCES drug.list (id),
  code text NOT NULL,
  kind text NOT NULL DEFAULT 'drug' CHECK (kind IN ('drug', 'decoction', 'supplement')),
  ingredient_code text NOT NULL DEFAULT '', -- 40.x of the Social Insurance list
  ingredient text NOT NULL,
  -- Comparable names of the active ingredients, one each (ingredient-name.ts).
  ingredients text[] NOT NULL,
  brand text NOT NULL DEFAULT '',
  strength text NOT NULL DEFAULT '',
  form text NOT NULL DEFAULT '',
  route_code text NOT NULL DEFAULT '',
  route text NOT NULL DEFAULT '',
  unit text NOT NULL DEFAULT '',
  registration text NOT NULL DEFAULT '',
  price numeric(15, 3),
  controlled text NOT NULL DEFAULT 'none' CHECK (controlled IN ('none', 'N', 'H')),
  is_toxic boolean NOT NULL DEFAULT false,
  valid_from date,
  valid_to date,
  folded text COLLATE "C" NOT NULL,
  -- Folded words and initials, each led by the list's number ("12~para"): brand A, ingredient B, strength and form D.
  terms tsvector NOT NULL,
  PRIMARY KEY (list_id, code)
);
-- Written once by an import and read for years: no pending list, which every search would have to read through.
CREATE INDEX product_terms ON drug.product USING gin (terms) WITH (fastupdate = off);

-- A pair: all names of one side and all of the other (lopinavir/ritonavir is one side with two names).
CREATE TABLE drug.interaction (
  list_id bigint NOT NULL REFERENCES drug.list (id),
  line integer NOT NULL,
  one text[] NOT NULL,
  other text[] NOT NULL,
  one_name text NOT NULL,
  other_name text NOT NULL,
  -- Of the side, as printed in brackets: "sử dụng đường uống".
  one_condition text NOT NULL DEFAULT '',
  other_condition text NOT NULL DEFAULT '',
  severity text NOT NULL CHECK (severity IN ('contraindicated', 'conditional', 'serious', 'moderate')),
  mechanism text NOT NULL DEFAULT '',
  harm text NOT NULL DEFAULT '',
  action text NOT NULL DEFAULT '',
  PRIMARY KEY (list_id, line)
);

-- A facility's own list is seen by it alone; the import writes for any.
ALTER TABLE drug.list ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON drug.list FOR SELECT TO benhan_app
  USING (facility IS NULL OR facility = public.current_facility());
CREATE POLICY import_all ON drug.list TO benhan_catalog USING (true) WITH CHECK (true);
ALTER TABLE drug.product ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON drug.product FOR SELECT TO benhan_app
  USING (EXISTS (SELECT FROM drug.list AS l WHERE l.id = list_id));
CREATE POLICY import_all ON drug.product TO benhan_catalog USING (true) WITH CHECK (true);

GRANT SELECT ON drug.list, drug.product, drug.interaction TO benhan_app, benhan_catalog;
GRANT INSERT ON drug.list, drug.product, drug.interaction TO benhan_catalog;

CREATE SCHEMA prescribing;
GRANT USAGE ON SCHEMA prescribing TO benhan_app;

-- The prescription being typed, one for each stay or visit; each save says which revision it had seen.
CREATE TABLE prescribing.draft (
  facility text NOT NULL,
  encounter text NOT NULL,
  revision integer NOT NULL,
  author text NOT NULL,
  author_name text NOT NULL,
  body jsonb NOT NULL,
  saved_at timestamptz NOT NULL,
  PRIMARY KEY (facility, encounter)
);

-- A prescription as it was signed. Its lines are MedicationRequests of the store that share the code as groupIdentifier;
-- `body` is what was signed, word for word, from which every later paper and message is made (RX-07: sent is frozen).
CREATE TABLE prescribing.prescription (
  facility text NOT NULL,
  code text NOT NULL CHECK (code ~ '^[0-9A-Za-z]{5}[0-9a-z]{7}-[NHCT]$'),
  kind text NOT NULL CHECK (kind IN ('N', 'H', 'C', 'T')),
  encounter text NOT NULL,
  patient text NOT NULL,
  body jsonb NOT NULL,
  signer text NOT NULL,
  signer_name text NOT NULL,
  signed_at timestamptz NOT NULL,
  -- Last day of collection (RX-06).
  collect_until date NOT NULL,
  document text NOT NULL, -- signing.document
  replaces text,
  replaced_by text,
  replaced_at timestamptz,
  replace_reason text,
  PRIMARY KEY (facility, code)
);
-- Facility and the seven random characters are unique whatever the type (documents.md §3.1).
CREATE UNIQUE INDEX prescription_number ON prescribing.prescription (facility, substr(code, 1, 12));
CREATE UNIQUE INDEX prescription_replaces ON prescribing.prescription (facility, replaces) WHERE replaces IS NOT NULL;
CREATE INDEX prescription_patient ON prescribing.prescription (facility, patient, signed_at DESC);
CREATE INDEX prescription_encounter ON prescribing.prescription (facility, encounter, signed_at DESC);

ALTER TABLE prescribing.draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE prescribing.prescription ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON prescribing.draft
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
CREATE POLICY facility_wall ON prescribing.prescription
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
GRANT SELECT, INSERT, UPDATE, DELETE ON prescribing.draft TO benhan_app;
GRANT SELECT, INSERT ON prescribing.prescription TO benhan_app;
-- Nothing of what was signed can be changed; only that another took its place is written beside it, once.
GRANT UPDATE (replaced_by, replaced_at, replace_reason) ON prescribing.prescription TO benhan_app;
