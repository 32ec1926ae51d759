import type { Sql } from '../../../platform/database/index.ts'

/**
 * Days whose count may have changed: those of every visit written since the last look, as it is and as it was in each of
 * its versions (a correction moves it from one day to another); those that still lack something; those never counted, or
 * counted by an older program; those of which a row is not there any more, whoever took it away; yesterday and today. A transaction may have begun a while before it was seen, so the look begins a little earlier.
 */
const touched_sql = `
WITH written AS MATERIALIZED (
  SELECT id, clinical_at, clinical_end FROM record.resource
  WHERE facility = $1 AND type = 'Encounter' AND updated_at > $2::timestamptz - interval '10 minutes'
), moment AS (
  SELECT clinical_at AS at FROM written
  UNION ALL SELECT clinical_end - interval '1 microsecond' FROM written
), before AS (
  SELECT v.body::jsonb -> 'period' AS period FROM written AS w
  JOIN record.version AS v ON v.facility = $1 AND v.type = 'Encounter' AND v.id = w.id
), stood AS MATERIALIZED (
  SELECT day, (figures #>> '{"",visits}')::bigint AS visits, (figures #>> '{"",admissions}')::bigint AS admissions,
    day::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS from_at, (day + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS to_at
  FROM counters.day WHERE facility = $1 AND day >= $3::date
), wanted AS (
  SELECT counters.day_of(at) AS day FROM moment WHERE at IS NOT NULL AND isfinite(at)
  UNION SELECT counters.document_day('', m.at, NULL) FROM before, LATERAL (VALUES (period ->> 'start'), (period ->> 'end')) AS m (at)
  UNION SELECT day FROM counters.day WHERE facility = $1 AND is_open
  UNION SELECT day FROM counters.day WHERE facility = $1 AND day >= $3::date AND NOT coalesce(figures -> '' ? 'stay_days', false)
  UNION SELECT day FROM counters.left_day WHERE facility = $1 AND day >= $3::date AND encounter IN (SELECT id FROM written)
  UNION SELECT c.day FROM stood AS c WHERE c.visits <> (
    SELECT count(*) FROM record.resource AS r WHERE r.facility = $1 AND r.type = 'Encounter' AND NOT r.deleted
      AND r.clinical_end IS NOT NULL AND r.clinical_end > c.from_at AND r.clinical_end <= c.to_at
      AND r.terms @> ARRAY[record.term('Encounter.status=finished')])
  UNION SELECT c.day FROM stood AS c WHERE c.admissions > (
    SELECT count(*) FROM record.resource AS r WHERE r.facility = $1 AND r.type = 'Encounter' AND NOT r.deleted
      AND r.clinical_at >= c.from_at AND r.clinical_at < c.to_at AND r.terms @> ARRAY[record.term('Encounter.class=IMP')])
  UNION SELECT g::date FROM generate_series($3::date, $4::date, interval '1 day') AS g
    WHERE NOT EXISTS (SELECT FROM counters.day AS c WHERE c.facility = $1 AND c.day = g::date)
  UNION SELECT $4::date UNION SELECT $4::date - 1
)
SELECT day::text FROM wanted WHERE day BETWEEN $3::date AND $4::date ORDER BY day`

/** @param wish.seen_at null: never looked; then every day is one that was never counted */
export const touched_days = async (
  sql: Sql,
  facility: string,
  wish: { seen_at: Date | null; from: string; to: string },
): Promise<string[]> => {
  const seen_at = wish.seen_at ?? new Date()
  const { rows } = await sql.query<{ day: string }>(touched_sql, [facility, seen_at, wish.from, wish.to])
  return rows.map(({ day }) => day)
}
