-- How far the index columns of a facility's resources follow the program's rules (src/platform/records/reindex.ts).
-- A facility without a line here has rows of the first edition: until this file there was no other.
CREATE TABLE record.index_state (
  facility   text        PRIMARY KEY,
  edition    smallint    NOT NULL, -- every row is of this edition, except what an older program wrote since started_at
  served     smallint    NOT NULL, -- the edition of the program that served last: an older one writes older rows
  target     smallint,             -- the edition that a pass is bringing the rows to; NULL between passes
  type       text        NOT NULL DEFAULT '', -- the pass has gone so far
  after_id   text        NOT NULL DEFAULT '',
  looked     bigint      NOT NULL DEFAULT 0,
  renewed    bigint      NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE record.index_state ENABLE ROW LEVEL SECURITY;
ALTER TABLE record.index_state FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON record.index_state
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
GRANT SELECT, INSERT, UPDATE ON record.index_state TO benhan_app;
