-- Bulk Data: jobs of $export, and the role that carries ndjson straight into a facility's own parts.
CREATE SCHEMA bulk;

-- A job is its question and the moment it is asked for: files are made from the store when they are fetched
-- (src/platform/bulk/README.md), so nothing of a patient lies here.
CREATE TABLE bulk.export_job (
  facility         text        NOT NULL,
  id               text        NOT NULL,
  actor            text        NOT NULL, -- only who asked may fetch
  request          text        NOT NULL, -- the address of the kick-off, for the manifest
  asked            jsonb       NOT NULL,
  transaction_time timestamptz NOT NULL,
  first_unseen     xid8,                 -- numbers from here on were given out after every write of transaction_time had begun
  counting_until   timestamptz,          -- a server is counting; a dead one is followed by another after this
  progress         text        NOT NULL DEFAULT '',
  files            jsonb,                -- the manifest's files, once everything of transaction_time is there and counted
  expires_at       timestamptz NOT NULL,
  PRIMARY KEY (facility, id)
);
ALTER TABLE bulk.export_job ENABLE ROW LEVEL SECURITY;
ALTER TABLE bulk.export_job FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON bulk.export_job
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
GRANT USAGE ON SCHEMA bulk TO benhan_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON bulk.export_job TO benhan_app;

-- PostgreSQL refuses COPY into a table with row-level security. This role may COPY into a facility's own part instead:
-- the part's bound refuses any other facility's row, and the trigger below any connection that stands elsewhere. All
-- else it does as benhan_app, behind the same wall.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'benhan_import') THEN
    CREATE ROLE benhan_import NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- two databases of one server migrating at once
END $$;
DO $$
BEGIN
  GRANT benhan_app TO benhan_import;
EXCEPTION WHEN unique_violation THEN NULL; WHEN OTHERS THEN
  IF NOT pg_has_role('benhan_import', 'benhan_app', 'USAGE') THEN RAISE; END IF;
END $$;
DO $$ BEGIN EXECUTE format('GRANT benhan_import TO %I', current_user); EXCEPTION WHEN OTHERS THEN NULL; END $$;

-- Fires only when a statement names the part itself, once a statement.
CREATE FUNCTION record.stand_in_facility() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF public.current_facility() IS DISTINCT FROM TG_ARGV[0] THEN
    RAISE EXCEPTION 'this connection does not stand in facility %', TG_ARGV[0] USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;

-- Makes the parts of the facility the connection stands in ready for COPY.
CREATE FUNCTION record.open_import(code text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = record, pg_temp AS $$
DECLARE part text;
BEGIN
  IF code IS DISTINCT FROM public.current_facility() THEN
    RAISE EXCEPTION 'this connection does not stand in facility %', code USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM record.open_facility(code);
  PERFORM record.announce_part(code); -- 0150: whoever subscribed hears of imported resources too
  FOREACH part IN ARRAY ARRAY['resource_' || code, 'measure_' || code] LOOP
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = format('record.%I', part)::regclass AND tgname = 'stand_in_facility') THEN
      EXECUTE format('CREATE TRIGGER stand_in_facility BEFORE INSERT ON record.%I FOR EACH STATEMENT
        EXECUTE FUNCTION record.stand_in_facility(%L)', part, code);
      EXECUTE format('GRANT INSERT ON record.%I TO benhan_import', part);
    END IF;
  END LOOP;
  PERFORM record.announce_part(code); -- what is imported is told like what is written (0150_subscriptions.sql)
END $$;

-- After an import: what waits in the lists of the GIN indexes goes into them, and the planner learns what there is now.
CREATE FUNCTION record.settle_import(code text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = record, pg_temp AS $$
DECLARE part text := 'resource_' || code;
BEGIN
  IF code IS DISTINCT FROM public.current_facility() THEN
    RAISE EXCEPTION 'this connection does not stand in facility %', code USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM gin_clean_pending_list(i.indexrelid)
    FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid JOIN pg_am AS a ON a.oid = c.relam
    WHERE i.indrelid = format('record.%I', part)::regclass AND a.amname = 'gin';
  EXECUTE format('ANALYZE record.%I', part);
  EXECUTE format('ANALYZE record.%I', 'measure_' || code);
END $$;

REVOKE EXECUTE ON FUNCTION record.open_import(text), record.settle_import(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION record.open_import(text), record.settle_import(text) TO benhan_import;
