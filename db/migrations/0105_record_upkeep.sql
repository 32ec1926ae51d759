-- Two things that keep a search cheap in the middle of writing (docs/decisions/0017). What is new waits in a list that
-- every search of a GIN index reads through: it is kept short. A facility's part grows from nothing to a million rows in
-- a day of import: its statistics follow soon, for without them PostgreSQL looks at every patient to find a rare code.
CREATE OR REPLACE FUNCTION record.open_facility(code text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = record, pg_temp AS $$
DECLARE part text; gin_index regclass;
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
  EXECUTE format('ALTER TABLE record.%I SET (autovacuum_analyze_threshold = 2000, autovacuum_analyze_scale_factor = 0.2)',
    'resource_' || code);
  FOR gin_index IN SELECT i.indexrelid FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
    JOIN pg_am AS a ON a.oid = c.relam AND a.amname = 'gin'
    WHERE i.indrelid = format('record.%I', 'resource_' || code)::regclass
  LOOP
    EXECUTE format('ALTER INDEX %s SET (gin_pending_list_limit = 128)', gin_index); -- kB
  END LOOP;
END $$;

DO $$
DECLARE code text;
BEGIN
  FOR code IN SELECT substr(c.relname, length('resource_') + 1) FROM pg_inherits AS h JOIN pg_class AS c ON c.oid = h.inhrelid
    WHERE h.inhparent = 'record.resource'::regclass
  LOOP
    PERFORM record.open_facility(code);
  END LOOP;
END $$;
