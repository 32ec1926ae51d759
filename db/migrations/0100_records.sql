-- The FHIR store. `resource` holds what is true now, `version` every state before; a body stands in one of the two only.
-- Facility first in every key, so that the tables can be partitioned or distributed by facility.
CREATE SCHEMA record;

CREATE TABLE record.resource (
  facility     text        NOT NULL,
  type         text        NOT NULL,
  id           text        NOT NULL,
  version      integer     NOT NULL,
  deleted      boolean     NOT NULL DEFAULT false,
  updated_at   timestamptz NOT NULL,
  author       text        NOT NULL,
  patient      text,                 -- id of the patient in whose compartment it lies
  clinical_at  timestamptz,          -- beginning of the type's own date (search parameter `date`)
  clinical_end timestamptz,          -- its end, exclusive
  tokens       text[]      NOT NULL, -- 'param=system|code', 'param=|code', 'param=Type/id'
  words        tsvector,             -- 'param=folded word' for string parameters, '=word' for the one search field
  body         text        NOT NULL,
  PRIMARY KEY (facility, type, id)
);
-- What an EMR asks a thousand times a minute: of this patient, of this kind, newest first.
CREATE INDEX resource_patient ON record.resource (facility, patient, type, clinical_at DESC) WHERE patient IS NOT NULL;
CREATE INDEX resource_updated ON record.resource (facility, type, updated_at DESC, id);
CREATE INDEX resource_tokens ON record.resource USING gin (tokens);
CREATE INDEX resource_words ON record.resource USING gin (words) WHERE words IS NOT NULL;
ALTER TABLE record.resource ALTER COLUMN tokens SET STATISTICS 500;

CREATE TABLE record.version (
  facility   text        NOT NULL,
  type       text        NOT NULL,
  id         text        NOT NULL,
  version    integer     NOT NULL,
  deleted    boolean     NOT NULL,
  updated_at timestamptz NOT NULL,
  author     text        NOT NULL,
  body       text        NOT NULL,
  PRIMARY KEY (facility, type, id, version)
);

-- Nothing is overwritten: the database itself keeps the old state, whatever the program forgets.
CREATE FUNCTION record.keep_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = record, pg_temp AS $$
BEGIN
  IF NEW.version <> OLD.version + 1 OR NEW.facility <> OLD.facility OR NEW.type <> OLD.type OR NEW.id <> OLD.id THEN
    RAISE EXCEPTION 'a version follows the one before it' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  INSERT INTO record.version VALUES
    (OLD.facility, OLD.type, OLD.id, OLD.version, OLD.deleted, OLD.updated_at, OLD.author, OLD.body);
  RETURN NEW;
END $$;
CREATE TRIGGER keep_version BEFORE UPDATE ON record.resource FOR EACH ROW EXECUTE FUNCTION record.keep_version();

ALTER TABLE record.resource ENABLE ROW LEVEL SECURITY;
ALTER TABLE record.resource FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON record.resource
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
ALTER TABLE record.version ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON record.version FOR SELECT USING (facility = public.current_facility());

GRANT USAGE ON SCHEMA record TO benhan_app;
GRANT SELECT, INSERT, UPDATE ON record.resource TO benhan_app;
GRANT SELECT ON record.version TO benhan_app;
