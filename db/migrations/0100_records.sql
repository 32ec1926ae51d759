-- The FHIR store. `resource` holds what is true now, `version` every state before; a body stands in one of the two only.
-- Facility leads every key and every table is cut by facility: a question touches the part of one facility, its
-- statistics are that facility's own, and the tables can be distributed by facility (docs/operations/scaling.md).
CREATE SCHEMA record;

CREATE TABLE record.resource (
  facility     text        NOT NULL,
  type         text        NOT NULL,
  id           text        NOT NULL,
  version      integer     NOT NULL,
  deleted      boolean     NOT NULL DEFAULT false,
  lasting      boolean     NOT NULL DEFAULT false, -- the type's own date spans more than a day
  indexed      smallint    NOT NULL, -- by which edition of the program's index rules the columns below were made
  updated_at   timestamptz NOT NULL,
  author       text        NOT NULL,
  patient      text,                 -- id of the patient in whose compartment it lies
  code         bigint,               -- term of the first coding of the type's own code (system|code)
  clinical_at  timestamptz,          -- beginning of the type's own date (search parameter `date`)
  clinical_end timestamptz,          -- its end, exclusive
  terms        bigint[]    NOT NULL, -- record.term('Type.place=value') of everything asked for by equality
  words        tsvector,             -- 'place=folded text' for string parameters, '=word' for the one search field
  body         text        NOT NULL,
  PRIMARY KEY (facility, type, id)
) PARTITION BY LIST (facility);
-- What an EMR asks a thousand times a minute: of this patient, of this kind, newest first.
CREATE INDEX resource_patient ON record.resource (facility, patient, type, clinical_at DESC) WHERE patient IS NOT NULL;
CREATE INDEX resource_patient_code ON record.resource (facility, patient, type, code, clinical_at DESC)
  WHERE patient IS NOT NULL AND code IS NOT NULL;
CREATE INDEX resource_code ON record.resource (facility, type, code, clinical_at) WHERE code IS NOT NULL;
CREATE INDEX resource_updated ON record.resource (facility, type, updated_at DESC, id);
CREATE INDEX resource_lasting ON record.resource (facility, type, clinical_at) WHERE lasting;
CREATE INDEX resource_terms ON record.resource USING gin (terms);
CREATE INDEX resource_words ON record.resource USING gin (words) WHERE words IS NOT NULL;

CREATE TABLE record.version (
  facility   text        NOT NULL,
  type       text        NOT NULL,
  id         text        NOT NULL,
  version    integer     NOT NULL,
  deleted    boolean     NOT NULL,
  updated_at timestamptz NOT NULL,
  author     text        NOT NULL,
  patient    text,
  body       text        NOT NULL,
  PRIMARY KEY (facility, type, id, version)
) PARTITION BY LIST (facility);
CREATE INDEX version_updated ON record.version (facility, type, updated_at DESC, id);

-- Dates other than the type's own, numbers and quantities: what is asked for by "before" and "more than".
CREATE TABLE record.measure (
  facility text             NOT NULL,
  type     text             NOT NULL,
  place    text             NOT NULL,
  id       text             NOT NULL,
  low      double precision NOT NULL, -- dates: seconds since 1970
  high     double precision NOT NULL,
  units    bigint[],                  -- record.term of 'system|code', 'code', unit words
  pair     bigint[]                   -- composite parameters: the tokens that stand beside the value
) PARTITION BY LIST (facility);
CREATE INDEX measure_value ON record.measure (facility, type, place, low, high);
CREATE INDEX measure_of ON record.measure (facility, type, id);

-- The number of a searchable statement; src/platform/records/term.ts makes the same.
CREATE FUNCTION record.term(statement text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  AS $$ SELECT ('x' || left(md5(statement), 16))::bit(64)::bigint $$;

-- The search form of a text (src/base/text/fold.ts): no case, no marks, `đ` as `d`.
CREATE FUNCTION record.fold(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  AS $$ SELECT lower(translate(regexp_replace(normalize(given, NFD), '[\u0300-\u036f]', '', 'g'), 'đĐ', 'dd')) $$;

-- A facility's parts are made when its first resource is written.
CREATE FUNCTION record.open_facility(code text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = record, pg_temp AS $$
DECLARE part text;
BEGIN
  IF code !~ '^[A-Za-z0-9.-]{1,32}$' THEN
    RAISE EXCEPTION 'not a facility code: %', code USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('record.open_facility'));
  FOREACH part IN ARRAY ARRAY['resource', 'version', 'measure'] LOOP
    IF to_regclass(format('record.%I', part || '_' || code)) IS NULL THEN
      EXECUTE format('CREATE TABLE record.%I PARTITION OF record.%I FOR VALUES IN (%L)', part || '_' || code, part, code);
    END IF;
  END LOOP;
  EXECUTE format('ALTER TABLE record.%I ALTER COLUMN terms SET STATISTICS 500', 'resource_' || code);
END $$;

-- Nothing is overwritten: the database itself keeps the old state, whatever the program forgets.
-- Only the index columns may change without a new version: when the program's index rules have a new edition.
CREATE FUNCTION record.keep_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = record, pg_temp AS $$
BEGIN
  IF NEW.facility <> OLD.facility OR NEW.type <> OLD.type OR NEW.id <> OLD.id THEN
    RAISE EXCEPTION 'a resource does not change its place' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.version = OLD.version AND NEW.body = OLD.body AND NEW.updated_at = OLD.updated_at
     AND NEW.deleted = OLD.deleted AND NEW.author = OLD.author AND NEW.indexed <> OLD.indexed THEN
    RETURN NEW;
  END IF;
  IF NEW.version <> OLD.version + 1 THEN
    RAISE EXCEPTION 'a version follows the one before it' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  INSERT INTO record.version VALUES
    (OLD.facility, OLD.type, OLD.id, OLD.version, OLD.deleted, OLD.updated_at, OLD.author, OLD.patient, OLD.body);
  RETURN NEW;
END $$;
CREATE TRIGGER keep_version BEFORE UPDATE ON record.resource FOR EACH ROW EXECUTE FUNCTION record.keep_version();

ALTER TABLE record.resource ENABLE ROW LEVEL SECURITY;
ALTER TABLE record.resource FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON record.resource
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
ALTER TABLE record.version ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON record.version FOR SELECT USING (facility = public.current_facility());
ALTER TABLE record.measure ENABLE ROW LEVEL SECURITY;
ALTER TABLE record.measure FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON record.measure
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());

GRANT USAGE ON SCHEMA record TO benhan_app;
GRANT SELECT, INSERT, UPDATE ON record.resource TO benhan_app;
GRANT SELECT ON record.version TO benhan_app;
GRANT SELECT, INSERT, DELETE ON record.measure TO benhan_app;
REVOKE EXECUTE ON FUNCTION record.open_facility(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION record.open_facility(text) TO benhan_app;
