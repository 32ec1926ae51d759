-- The Sở's board: the province's programme and each facility's plan (docs/decisions/0025, MON-01…12, 17, 19…23, 25…28).
CREATE SCHEMA IF NOT EXISTS deployment;
GRANT USAGE ON SCHEMA deployment TO benhan_app;

-- A programme of the province: its steps, their days and what its paper says of money. Law and plan are data.
CREATE TABLE hub.programme (
  id         text PRIMARY KEY,
  name       text NOT NULL,
  source     text NOT NULL,                     -- number, day and issuer of the plan
  from_day   date NOT NULL,
  target_day date NOT NULL,                     -- by when 100 % is due
  steps      jsonb NOT NULL,                    -- [{step, due}]: the province's own days of the nine steps
  said       jsonb NOT NULL DEFAULT '{}',       -- sums of money as printed, each with where it stands
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by text NOT NULL DEFAULT ''
);

-- Each week as it was on its Sunday, the running one as it is: the curve is read, not computed, by the page that everybody opens.
CREATE TABLE hub.programme_week (
  programme  text NOT NULL,
  day        date NOT NULL,
  facilities integer NOT NULL,
  operating  integer NOT NULL,
  percent    real NOT NULL,                     -- mean over facilities and steps
  counted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (programme, day)
);

CREATE TABLE deployment.member (
  facility  text NOT NULL,
  programme text NOT NULL,
  place     integer NOT NULL DEFAULT 0,         -- its number in the plan's annex
  joined_on date NOT NULL,
  left_on   date,
  PRIMARY KEY (facility, programme)
);

-- A plan is versions; an approved one stays as it was approved (MON-04, MON-05).
CREATE TABLE deployment.plan (
  facility    text NOT NULL,
  programme   text NOT NULL,
  version     integer NOT NULL,
  state       text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'submitted', 'approved', 'returned')),
  milestones  jsonb NOT NULL,                   -- [{step, due, owner, note}]
  task_force  jsonb NOT NULL DEFAULT '[]',      -- [{name, role, unit, phone}]
  written_by  text NOT NULL,
  written_at  timestamptz NOT NULL DEFAULT now(),
  submitted_by text NOT NULL DEFAULT '',
  submitted_at timestamptz,
  decided_by  text NOT NULL DEFAULT '',
  decided_at  timestamptz,
  reason      text NOT NULL DEFAULT '',
  PRIMARY KEY (facility, programme, version)
);

CREATE INDEX plan_waiting ON deployment.plan (facility, programme) WHERE state = 'submitted';

-- Where each step stands now; due and owner are those of the plan that counts.
CREATE TABLE deployment.milestone (
  facility   text NOT NULL,
  programme  text NOT NULL,
  step       text NOT NULL,
  due        date NOT NULL,
  owner      text NOT NULL DEFAULT '',
  percent    integer NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
  done_on    date,
  evidence   text NOT NULL DEFAULT '',
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by text NOT NULL DEFAULT '',
  CHECK ((percent = 100) = (done_on IS NOT NULL)),
  PRIMARY KEY (facility, programme, step)
);

-- What was said of a step on which day, never changed: a later word of the same day stands beside the earlier one.
CREATE TABLE deployment.progress (
  facility  text NOT NULL,
  programme text NOT NULL,
  step      text NOT NULL,
  day       date NOT NULL,
  serial    bigint GENERATED ALWAYS AS IDENTITY,
  percent   integer NOT NULL CHECK (percent BETWEEN 0 AND 100),
  evidence  text NOT NULL DEFAULT '',
  said_by   text NOT NULL,
  said_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, programme, step, day, serial)
);

-- One line of a register (survey, equipment, document, package, difficulty …); which fields a kind has is data of the room.
CREATE TABLE deployment.entry (
  facility   text NOT NULL,
  id         text NOT NULL,
  kind       text NOT NULL,
  body       jsonb NOT NULL,
  state      text NOT NULL,
  due        date,
  version    integer NOT NULL DEFAULT 1,
  reason     text NOT NULL DEFAULT '',          -- of the last decision; the answer, for what was asked
  written_by text NOT NULL,
  written_role text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, id)
);
CREATE INDEX entry_kind ON deployment.entry (facility, kind, updated_at DESC);
CREATE INDEX entry_waiting ON deployment.entry (facility, kind) WHERE state = 'submitted';
CREATE TABLE deployment.entry_past (LIKE deployment.entry, PRIMARY KEY (facility, id, version));

CREATE TABLE deployment.file (
  facility     text NOT NULL,
  id           text NOT NULL,
  entry        text NOT NULL,
  name         text NOT NULL,
  content_type text NOT NULL,
  size         integer NOT NULL CHECK (size BETWEEN 1 AND 20971520),
  sha256       text NOT NULL,
  bytes        bytea NOT NULL,
  added_by     text NOT NULL,
  added_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, id)
);
ALTER TABLE deployment.file ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE INDEX file_entry ON deployment.file (facility, entry);

-- Money in whole đồng: given, contracted and paid by source and year (MON-07).
CREATE TABLE deployment.budget (
  facility   text NOT NULL,
  programme  text NOT NULL,
  year       integer NOT NULL CHECK (year BETWEEN 2000 AND 2100),
  source     text NOT NULL CHECK (source IN ('province', 'district', 'own', 'other')),
  dong       bigint NOT NULL CHECK (dong >= 0),
  spent_dong bigint NOT NULL DEFAULT 0 CHECK (spent_dong >= 0),
  unit       text NOT NULL DEFAULT 'million' CHECK (unit IN ('dong', 'million')), -- as it was given
  note       text NOT NULL DEFAULT '',
  version    integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by text NOT NULL DEFAULT '',
  PRIMARY KEY (facility, programme, year, source)
);
CREATE TABLE deployment.budget_past (LIKE deployment.budget, PRIMARY KEY (facility, programme, year, source, version));

-- What was reminded of, to whom, by which rule: the trace of đôn đốc (MON-23).
CREATE TABLE deployment.reminder (
  facility text NOT NULL,
  rule     text NOT NULL,
  about    text NOT NULL,                       -- step/<step> or entry/<id>
  due      date NOT NULL,
  told     text NOT NULL CHECK (told IN ('facility', 'director', 'oversight', 'oversight_lead')),
  words    text NOT NULL,
  day      date NOT NULL,
  made_at  timestamptz NOT NULL DEFAULT now(),
  seen_by  text NOT NULL DEFAULT '',
  seen_at  timestamptz,
  PRIMARY KEY (facility, rule, about, due)
);

-- Nothing is overwritten: the earlier state goes beside before the new one stands.
CREATE FUNCTION deployment.keep_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = deployment, pg_temp AS $$
BEGIN
  INSERT INTO entry_past SELECT (OLD).*;
  NEW.version := OLD.version + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER keep BEFORE UPDATE ON deployment.entry FOR EACH ROW EXECUTE FUNCTION deployment.keep_entry();
CREATE FUNCTION deployment.keep_budget() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = deployment, pg_temp AS $$
BEGIN
  INSERT INTO budget_past SELECT (OLD).*;
  NEW.version := OLD.version + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER keep BEFORE UPDATE ON deployment.budget FOR EACH ROW EXECUTE FUNCTION deployment.keep_budget();

-- The walls: a facility's own rows, or the Sở after as_oversight demanded the right.
DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['member', 'plan', 'milestone', 'progress', 'entry', 'entry_past', 'file', 'budget', 'budget_past', 'reminder'] LOOP
    EXECUTE format('ALTER TABLE deployment.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY shown ON deployment.%I USING (facility = public.current_facility() OR hub.is_oversight())', one);
  END LOOP;
END $$;
GRANT SELECT ON ALL TABLES IN SCHEMA deployment TO benhan_app;
GRANT INSERT ON deployment.member, deployment.plan, deployment.milestone, deployment.progress, deployment.entry, deployment.file,
  deployment.budget, deployment.reminder TO benhan_app;
GRANT UPDATE ON deployment.milestone, deployment.entry, deployment.budget TO benhan_app;
GRANT UPDATE (left_on, place) ON deployment.member TO benhan_app;
GRANT UPDATE (state, submitted_by, submitted_at, decided_by, decided_at, reason) ON deployment.plan TO benhan_app;
GRANT UPDATE (seen_by, seen_at) ON deployment.reminder TO benhan_app;
GRANT SELECT, INSERT, UPDATE ON hub.programme TO benhan_app;
GRANT SELECT ON hub.programme_week TO benhan_app;

-- Counts the ends of weeks from `since` to `until` anew from what was said, facility or Sở alike: numbers only.
CREATE FUNCTION hub.count_programme(wanted text, since date, until date) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = hub, deployment, pg_temp AS $$
  INSERT INTO hub.programme_week (programme, day, facilities, operating, percent)
  WITH taking AS (SELECT facility, joined_on, left_on FROM deployment.member WHERE programme = wanted),
  step AS (SELECT x ->> 'step' AS name FROM hub.programme AS g, jsonb_array_elements(g.steps) AS x WHERE g.id = wanted),
  said AS (
    SELECT DISTINCT ON (p.facility, p.step, p.day) p.facility, p.step, p.day, p.percent, t.left_on
    FROM deployment.progress AS p JOIN taking AS t ON t.facility = p.facility
    WHERE p.programme = wanted AND p.day <= until AND p.step IN (SELECT name FROM step) AND (t.left_on IS NULL OR p.day < t.left_on)
    ORDER BY p.facility, p.step, p.day, p.serial DESC
  ),
  -- By how much each word changed the whole, so that a week is the sum of all before it.
  change AS (
    SELECT facility, left_on, day, percent - coalesce(lag(percent) OVER w, 0) AS percent,
      CASE WHEN step = 'operation' THEN (percent = 100)::integer - coalesce((lag(percent) OVER w = 100)::integer, 0) ELSE 0 END AS operating
    FROM said WINDOW w AS (PARTITION BY facility, step ORDER BY day)
  ),
  event AS (
    SELECT day, percent, operating, 0 AS facilities FROM change
    UNION ALL SELECT left_on, -sum(percent), -sum(operating), 0 FROM change WHERE left_on IS NOT NULL GROUP BY facility, left_on
    UNION ALL SELECT joined_on, 0, 0, 1 FROM taking
    UNION ALL SELECT left_on, 0, 0, -1 FROM taking WHERE left_on IS NOT NULL
    UNION ALL SELECT d::date, 0, 0, 0 FROM generate_series(since, until + 6, interval '7 days') AS d
  ),
  week AS (
    SELECT (date_trunc('week', day) + interval '6 days')::date AS day, sum(percent) AS percent, sum(operating) AS operating,
      sum(facilities) AS facilities FROM event GROUP BY 1
  ),
  total AS (
    SELECT day, sum(facilities) OVER w AS facilities, sum(operating) OVER w AS operating, sum(percent) OVER w AS percent
    FROM week WINDOW w AS (ORDER BY day)
  )
  SELECT wanted, day, facilities, operating, coalesce(percent / nullif(facilities * (SELECT count(*) FROM step), 0), 0)
  FROM total WHERE day BETWEEN since AND until + 6
    AND day <= date_trunc('week', until) + interval '6 days'
  ON CONFLICT (programme, day) DO UPDATE SET facilities = excluded.facilities, operating = excluded.operating,
    percent = excluded.percent, counted_at = now()
$$;
REVOKE EXECUTE ON FUNCTION hub.count_programme(text, date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hub.count_programme(text, date, date) TO benhan_app;
