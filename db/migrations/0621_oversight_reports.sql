-- Reports of the Sở to the UBND and the Ministry (MON-16, MON-18): templates it edits, and reports as they were made.
CREATE SCHEMA oversight_report;
GRANT USAGE ON SCHEMA oversight_report TO benhan_app;

CREATE TABLE oversight_report.template (
  facility     text        NOT NULL,            -- the hub's own code
  slug         text        NOT NULL,
  version      integer     NOT NULL,
  head         jsonb       NOT NULL,            -- what stands around the text (NĐ 30/2020)
  body         text        NOT NULL,
  note         text        NOT NULL DEFAULT '',
  changed_by   text        NOT NULL,
  changed_name text        NOT NULL,
  at           timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, slug, version)
);

CREATE TABLE oversight_report.report (
  facility    text        NOT NULL,
  id          text        NOT NULL,
  template    text        NOT NULL,
  version     integer     NOT NULL,             -- of the template
  title       text        NOT NULL,
  period      jsonb       NOT NULL,
  snapshot    jsonb       NOT NULL,             -- every figure with its definition, source and moment; the text and head used
  made_by     text        NOT NULL,
  made_name   text        NOT NULL,
  made_at     timestamptz NOT NULL,
  PRIMARY KEY (facility, id)
);
CREATE INDEX report_newest ON oversight_report.report (facility, made_at DESC);

CREATE TABLE oversight_report.file (
  facility text    NOT NULL,
  report   text    NOT NULL,
  form     text    NOT NULL CHECK (form IN ('docx', 'pdf', 'xlsx')),
  sha256   text    NOT NULL,
  bytes    bytea   NOT NULL,
  PRIMARY KEY (facility, report, form)
);
ALTER TABLE oversight_report.file ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- Templates, reports and their bytes stay as they were made: no UPDATE, no DELETE.
DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['template', 'report', 'file'] LOOP
    EXECUTE format('ALTER TABLE oversight_report.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY facility_wall ON oversight_report.%I
      USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility())', one);
    EXECUTE format('GRANT SELECT, INSERT ON oversight_report.%I TO benhan_app', one);
  END LOOP;
END $$;
