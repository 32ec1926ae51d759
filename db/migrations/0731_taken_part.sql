-- A result of another house that a doctor relied on belongs to the record: its paper, data and seal as they came, so that the
-- record proves it with its sender switched off. What was only looked at is not kept.
CREATE TABLE health_book.taken_part (
  facility     text        NOT NULL,
  link         text        NOT NULL,                  -- DocumentReference of the stay that names it
  position     integer     NOT NULL,
  kind         text        NOT NULL,                  -- pdf, fhir, seal
  identity     text        NOT NULL,
  content_type text        NOT NULL,
  bytes        bytea       NOT NULL,
  kept_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, link, position)
);
ALTER TABLE health_book.taken_part ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON health_book.taken_part
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
GRANT SELECT, INSERT ON health_book.taken_part TO benhan_app;
