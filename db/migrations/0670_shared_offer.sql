-- What a doctor was last offered of a test instead of ordering it (SHARE-16): an order wants a reason while it counts.
CREATE TABLE health_book.offer (
  facility    text        NOT NULL,
  patient     text        NOT NULL,
  code        text        NOT NULL,                       -- LOINC, as it was asked
  state       text        NOT NULL,                       -- of the last asking: shown, away, refused …
  found       jsonb       NOT NULL,                       -- of the last that was answered, in words
  valid_until timestamptz,                                -- of the last of them; absent: nothing was offered
  actor       text        NOT NULL,
  asked_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, patient, code)
);
ALTER TABLE health_book.offer ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON health_book.offer
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
GRANT SELECT, INSERT, UPDATE ON health_book.offer TO benhan_app;
