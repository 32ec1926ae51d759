-- Paper for the hours without the system (OPS-09, OPS-10): numbers that were given out, what came back, the procedure, and
-- the lock of the folder that is written beforehand.
CREATE SCHEMA downtime;
GRANT USAGE ON SCHEMA downtime TO benhan_app;

-- One line for each sheet of paper. reserved: printed in the folder, nobody knows yet whether it was used.
CREATE TABLE downtime.paper (
  facility     text        NOT NULL,
  number       bigint      NOT NULL,
  code         text        NOT NULL,              -- as it is printed: NM26-000123-7
  form         text        NOT NULL,              -- slug; '' a loose number of the folder
  place        text        NOT NULL,              -- for which department, in words
  batch        text        NOT NULL,
  state        text        NOT NULL CHECK (state IN ('reserved', 'out', 'entered', 'spoiled')),
  given_at     timestamptz NOT NULL DEFAULT now(),
  given_name   text        NOT NULL,
  settled_at   timestamptz,
  settled_by   text,
  settled_name text,
  encounter    text,                              -- where what stood on it was entered
  note         text        NOT NULL DEFAULT '',
  PRIMARY KEY (facility, number),
  UNIQUE (facility, code)
);
CREATE INDEX paper_open ON downtime.paper (facility, number) WHERE state IN ('reserved', 'out');
CREATE INDEX paper_batch ON downtime.paper (facility, batch);

-- Whom to call and what to do; every word of it stays, the newest counts.
CREATE TABLE downtime.plan (
  facility     text        NOT NULL,
  number       bigint      GENERATED ALWAYS AS IDENTITY,
  body         jsonb       NOT NULL,              -- DowntimePlan of src/network/downtime
  changed_at   timestamptz NOT NULL DEFAULT now(),
  changed_by   text        NOT NULL,
  changed_name text        NOT NULL,
  PRIMARY KEY (facility, number)
);

-- The folder's list of inpatients is closed by words that only paper knows; here lies what was made of them.
CREATE TABLE downtime.lock (
  facility text        PRIMARY KEY,
  salt     bytea       NOT NULL,
  key      bytea       NOT NULL,
  set_at   timestamptz NOT NULL DEFAULT now(),
  set_name text        NOT NULL
);

CREATE TABLE downtime.folder (
  facility   text        PRIMARY KEY,
  written_at timestamptz,
  tried_at   timestamptz NOT NULL DEFAULT now(),
  forms      integer     NOT NULL DEFAULT 0,
  people     integer,                             -- in the list; NULL: no list, there is no lock
  problem    text        NOT NULL DEFAULT ''
);

DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['paper', 'plan', 'lock', 'folder'] LOOP
    EXECUTE format('ALTER TABLE downtime.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY facility_wall ON downtime.%I
      USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility())', one);
    EXECUTE format('GRANT SELECT, INSERT ON downtime.%I TO benhan_app', one);
  END LOOP;
END $$;
GRANT UPDATE (state, settled_at, settled_by, settled_name, encounter, note) ON downtime.paper TO benhan_app;
GRANT UPDATE ON downtime.lock, downtime.folder TO benhan_app;
