-- What the last walk over the sealed log found, for T54-SEC-7: years of lines take their time, and nobody who looks at the
-- level of a house waits for them.
CREATE TABLE it_level.chain_walk (
  facility text        PRIMARY KEY,
  at       timestamptz NOT NULL,
  took_ms  integer     NOT NULL,
  verdict  jsonb       NOT NULL                 -- {intact, sealed_lines, broken_at}
);
ALTER TABLE it_level.chain_walk ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON it_level.chain_walk
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
GRANT SELECT, INSERT, UPDATE ON it_level.chain_walk TO benhan_app;
