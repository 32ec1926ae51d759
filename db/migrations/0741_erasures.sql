-- Which side data were erased, for whom and when (PDP-06): a copy from before holds them still, so that the list lies beside the copies,
-- too, and what it tells more than this table is erased again after a restore.
CREATE TABLE privacy.erasure (
  facility  text        NOT NULL,
  id        text        NOT NULL,
  patient   text        NOT NULL,
  erased_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, id)
);
ALTER TABLE privacy.erasure ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON privacy.erasure
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
GRANT SELECT, INSERT ON privacy.erasure TO benhan_app;
