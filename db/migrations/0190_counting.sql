-- What PostgreSQL counts for its planner, and when. Counting one facility's part took 2.4 s of processor time for 120,000
-- rows, a fifth of it for sorting bodies that nobody compares, and every five seconds of an import again: a third of what an
-- import cost PostgreSQL (docs/decisions/0020). Nothing is asked for by a body or by the words of an audit line.
CREATE OR REPLACE FUNCTION record.open_facility(code text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
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
      PERFORM record.set_up_part(part, code); -- only then: who opens a facility that is there waits for no import
    END IF;
  END LOOP;
END $$;

-- How a new part is counted, and how much may wait in front of its GIN indexes (0105).
CREATE FUNCTION record.set_up_part(part text, code text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = record, pg_temp AS $$
DECLARE name text := part || '_' || code; gin_index regclass;
BEGIN
  IF part <> 'measure' THEN
    EXECUTE format('ALTER TABLE record.%I ALTER COLUMN body SET STATISTICS 0', name);
  END IF;
  IF part <> 'resource' THEN RETURN; END IF;
  EXECUTE format('ALTER TABLE record.%I ALTER COLUMN terms SET STATISTICS 200', name);
  EXECUTE format('ALTER TABLE record.%I SET (autovacuum_analyze_threshold = 2000, autovacuum_analyze_scale_factor = 0.5)', name);
  FOR gin_index IN SELECT i.indexrelid FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
    JOIN pg_am AS a ON a.oid = c.relam AND a.amname = 'gin'
    WHERE i.indrelid = format('record.%I', name)::regclass
  LOOP
    EXECUTE format('ALTER INDEX %s SET (gin_pending_list_limit = 128)', gin_index); -- kB
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION record.set_up_part(text, text) FROM PUBLIC;

DO $$
DECLARE code text; part text;
BEGIN
  FOR code IN SELECT substr(c.relname, length('resource_') + 1) FROM pg_inherits AS h JOIN pg_class AS c ON c.oid = h.inhrelid
    WHERE h.inhparent = 'record.resource'::regclass
  LOOP
    FOREACH part IN ARRAY ARRAY['resource', 'version', 'measure'] LOOP
      PERFORM record.set_up_part(part, code);
    END LOOP;
  END LOOP;
END $$;

ALTER TABLE audit.event
  ALTER COLUMN actor_name SET STATISTICS 0, ALTER COLUMN address SET STATISTICS 0, ALTER COLUMN request SET STATISTICS 0,
  ALTER COLUMN ref SET STATISTICS 0, ALTER COLUMN detail SET STATISTICS 0;

-- Until the transaction ends, autovacuum passes over the parts that an import fills: the import has them counted itself
-- when they have grown to a multiple (record.settle_import). The lock stands in no reader's and no writer's way, and is
-- gone with the connection.
-- Returns how many resources the planner believes to be there.
CREATE FUNCTION record.hold_import(code text) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = record, pg_temp AS $$
BEGIN
  IF code IS DISTINCT FROM public.current_facility() THEN
    RAISE EXCEPTION 'this connection does not stand in facility %', code USING ERRCODE = 'insufficient_privilege';
  END IF;
  EXECUTE format('LOCK TABLE ONLY record.%I, ONLY record.%I IN SHARE UPDATE EXCLUSIVE MODE', 'resource_' || code, 'measure_' || code);
  RETURN (SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = format('record.%I', 'resource_' || code)::regclass);
END $$;
REVOKE EXECUTE ON FUNCTION record.hold_import(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION record.hold_import(text) TO benhan_import;
