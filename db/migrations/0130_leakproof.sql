-- Behind row-level security PostgreSQL uses an index only for operators that are marked leakproof, so that no operator
-- sees a row before the wall has judged it. `&&` on text[] and `@@` on tsvector neither raise errors nor tell anything
-- about the rows they refuse; without the mark every search of a facility is a walk through the whole table.
-- The mark needs a superuser. Where the hospital's own PostgreSQL does not grant that, search works and is slow until
-- its administrator runs these lines (docs/operations/settings.md).
DO $$
BEGIN
  ALTER FUNCTION pg_catalog.arrayoverlap(anyarray, anyarray) LEAKPROOF;
  ALTER FUNCTION pg_catalog.arraycontains(anyarray, anyarray) LEAKPROOF;
  ALTER FUNCTION pg_catalog.ts_match_vq(tsvector, tsquery) LEAKPROOF;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE WARNING 'search will be slow: a superuser must mark arrayoverlap, arraycontains and ts_match_vq as leakproof';
END $$;
