-- What a facility does for people (visits, admissions, discharges, transfers, days of stay), added up by day, week and month when
-- a line of its totals in hub.day_count is written: a year of a province by month is read from twelve rows for each facility, not
-- from every day's (STAT-10, docs/decisions/0025). Numbers only. Beside every sum how many days were told: less than all is said so.
CREATE TABLE hub.activity_sum (
  facility   text        NOT NULL,
  unit       text        NOT NULL CHECK (unit IN ('day', 'week', 'month')),
  starts_on  date        NOT NULL,              -- a day, a Monday, the first of a month
  days       bigint      NOT NULL DEFAULT 0,    -- of which the facility told its visits
  visits     bigint      NOT NULL DEFAULT 0,
  admissions bigint      NOT NULL DEFAULT 0,
  discharges bigint      NOT NULL DEFAULT 0,
  transfers  bigint      NOT NULL DEFAULT 0,
  stay_told  bigint      NOT NULL DEFAULT 0,    -- days of which it told the days of stay too
  stay_ended bigint      NOT NULL DEFAULT 0,    -- discharges of those days
  stay_days  bigint      NOT NULL DEFAULT 0,
  counted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, unit, starts_on)
);
CREATE INDEX activity_sum_when ON hub.activity_sum (unit, starts_on);
ALTER TABLE hub.activity_sum ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_or_oversight ON hub.activity_sum USING (facility = public.current_facility() OR hub.is_oversight());
GRANT SELECT ON hub.activity_sum TO benhan_app;

-- A word of one day that came (sign 1) or gave way to another (sign -1).
CREATE TYPE hub.activity_word AS (facility text, day date, said jsonb, sign integer);

CREATE FUNCTION hub.add_activity(words hub.activity_word[]) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  INSERT INTO activity_sum AS x (facility, unit, starts_on, days, visits, admissions, discharges, transfers, stay_told, stay_ended, stay_days)
  SELECT w.facility, u.unit, u.starts_on, sum(w.sign), sum(w.sign * (w.said ->> 'visits')::bigint),
    sum(w.sign * coalesce((w.said ->> 'admissions')::bigint, 0)), sum(w.sign * coalesce((w.said ->> 'discharges')::bigint, 0)),
    sum(w.sign * coalesce((w.said ->> 'transfers')::bigint, 0)),
    sum(CASE WHEN s.is_told THEN w.sign ELSE 0 END),
    sum(CASE WHEN s.is_told THEN w.sign * coalesce((w.said ->> 'discharges')::bigint, 0) ELSE 0 END),
    sum(CASE WHEN s.is_told THEN w.sign * (w.said ->> 'stay_days')::bigint ELSE 0 END)
  FROM unnest(words) AS w,
    LATERAL (SELECT w.said ->> 'stay_days' IS NOT NULL AS is_told) AS s,
    LATERAL (VALUES ('day', w.day), ('week', date_trunc('week', w.day)::date), ('month', date_trunc('month', w.day)::date))
      AS u (unit, starts_on)
  WHERE w.said ->> 'visits' IS NOT NULL GROUP BY 1, 2, 3
  ON CONFLICT (facility, unit, starts_on) DO UPDATE SET days = x.days + excluded.days, visits = x.visits + excluded.visits,
    admissions = x.admissions + excluded.admissions, discharges = x.discharges + excluded.discharges,
    transfers = x.transfers + excluded.transfers, stay_told = x.stay_told + excluded.stay_told,
    stay_ended = x.stay_ended + excluded.stay_ended, stay_days = x.stay_days + excluded.stay_days, counted_at = now()
$$;
REVOKE EXECUTE ON FUNCTION hub.add_activity(hub.activity_word[]) FROM PUBLIC;

-- Written by the monitor's walk only, one process at a time; judging a day anew changes no word and adds nothing.
CREATE FUNCTION hub.add_activity_days() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM add_activity(array_agg(ROW (facility, day, said, 1)::activity_word)) FROM new_rows WHERE kind = '' HAVING count(*) > 0;
  ELSIF TG_OP = 'UPDATE' THEN
    PERFORM add_activity(array_agg(ROW (facility, day, said, sign)::activity_word)) FROM (
      SELECT facility, day, said, 1 AS sign FROM (
        SELECT facility, day, said FROM new_rows WHERE kind = '' EXCEPT ALL SELECT facility, day, said FROM old_rows WHERE kind = '') AS came
      UNION ALL
      SELECT facility, day, said, -1 FROM (
        SELECT facility, day, said FROM old_rows WHERE kind = '' EXCEPT ALL SELECT facility, day, said FROM new_rows WHERE kind = '') AS went
    ) AS word HAVING count(*) > 0;
  ELSE
    PERFORM add_activity(array_agg(ROW (facility, day, said, -1)::activity_word)) FROM old_rows WHERE kind = '' HAVING count(*) > 0;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER activity_added AFTER INSERT ON hub.day_count REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION hub.add_activity_days();
CREATE TRIGGER activity_changed AFTER UPDATE ON hub.day_count REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION hub.add_activity_days();
CREATE TRIGGER activity_removed AFTER DELETE ON hub.day_count REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION hub.add_activity_days();

-- What was told before there was this sum.
SELECT hub.add_activity(array_agg(ROW (facility, day, said, 1)::hub.activity_word)) FROM hub.day_count WHERE kind = '' HAVING count(*) > 0;
