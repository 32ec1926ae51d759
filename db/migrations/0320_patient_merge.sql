-- Charts of one person that were merged, with what moved, so that they can be taken apart again (EMR-07). It stands behind
-- chart and signing because it adds to both.
CREATE TABLE chart.patient_merge (
  facility text        NOT NULL,
  id       text        NOT NULL, -- of the Provenance that tells of it
  source   text        NOT NULL, -- Patient that was merged away
  target   text        NOT NULL, -- Patient that stays
  reason   text        NOT NULL,
  made_by  text        NOT NULL,
  made_by_name text    NOT NULL,
  made_at  timestamptz NOT NULL,
  -- What followed to the target: the version the merge made; the one before it is what it said until then.
  moved_types    text[]    NOT NULL,
  moved_ids      text[]    NOT NULL,
  moved_versions integer[] NOT NULL,
  undone_by      text,
  undone_by_name text,
  undone_at      timestamptz,
  undo_reason    text,
  PRIMARY KEY (facility, id)
);
-- A chart is merged away once at a time, whatever the program forgets.
CREATE UNIQUE INDEX patient_merge_standing ON chart.patient_merge (facility, source) WHERE undone_at IS NULL;
CREATE INDEX patient_merge_target ON chart.patient_merge (facility, target);
ALTER TABLE chart.patient_merge ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON chart.patient_merge
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
GRANT SELECT, INSERT ON chart.patient_merge TO benhan_app;
GRANT UPDATE (moved_types, moved_ids, moved_versions, undone_by, undone_by_name, undone_at, undo_reason)
  ON chart.patient_merge TO benhan_app;

-- A version of a sheet that says word for word what an earlier one says: only the chart it lies in is another. What was
-- signed on the earlier one stands; its bytes are not touched.
CREATE TABLE signing.kept_version (
  facility text    NOT NULL,
  response text    NOT NULL, -- QuestionnaireResponse id
  version  integer NOT NULL,
  says_as  integer NOT NULL, -- a version with documents of its own
  PRIMARY KEY (facility, response, version, says_as)
);
ALTER TABLE signing.kept_version ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON signing.kept_version
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
GRANT SELECT, INSERT ON signing.kept_version TO benhan_app;

-- The documents that stand for a version: its own, and those of the versions it says the same as.
CREATE VIEW signing.standing WITH (security_invoker = true) AS
  SELECT facility, id, response, version, step, sha256, bytes, slot, signer, signer_name, signed_at
  FROM signing.document
  UNION ALL
  SELECT d.facility, d.id, d.response, k.version, d.step, d.sha256, d.bytes, d.slot, d.signer, d.signer_name, d.signed_at
  FROM signing.kept_version AS k
  JOIN signing.document AS d ON d.facility = k.facility AND d.response = k.response AND d.version = k.says_as;
GRANT SELECT ON signing.standing TO benhan_app;
