import type { Sql } from '../../platform/database/index.ts'
import { put_right } from '../counters/index.ts'

/** Reports that were taken and not looked at yet; kept so while the rest of the step runs. */
export const find_new_reports = async (sql: Sql): Promise<string[]> =>
  (
    await sql.query<{ key: string }>(
      `SELECT facility || ':' || sequence AS key FROM hub.counter_report WHERE NOT is_walked
       ORDER BY taken_at LIMIT 2000 FOR UPDATE`,
    )
  ).rows.map(({ key }) => key)

/** A total with what was put right of it, of one word; NULL where the total is not said. */
const standing_sql = (name: keyof typeof put_right): string =>
  `(t ->> '${name}')::bigint${put_right[name].map((one) => ` + coalesce((t ->> '${one}')::bigint, 0)`).join('')}`

/**
 * What the facilities say. A day is said whole: of several words the last one counts, and a kind that it names no more
 * is said to be nothing.
 */
const apply_sql = `
WITH marked AS (
  UPDATE hub.counter_report SET is_walked = true WHERE NOT is_walked AND facility || ':' || sequence = ANY ($1)
  RETURNING facility, sequence, counted_at, days
), said AS (
  SELECT DISTINCT ON (m.facility, day) m.facility, (one ->> 'day')::date AS day, m.counted_at, one -> 'figures' AS figures
  FROM marked AS m, jsonb_array_elements(m.days) AS one ORDER BY m.facility, day, m.sequence DESC
), peaks AS (
  -- The most that was ever signed of the day, with what the record says was put right: of every word, not of the last only.
  SELECT m.facility, (one ->> 'day')::date AS day,
    jsonb_strip_nulls(jsonb_build_object('visits', max(${standing_sql('visits')}),
      'admissions', max(${standing_sql('admissions')}))) AS peak
  FROM marked AS m, jsonb_array_elements(m.days) AS one, LATERAL (SELECT one #> '{figures,""}' AS t) AS totals
  WHERE jsonb_typeof(t) = 'object' GROUP BY 1, 2
), silenced AS (
  UPDATE hub.day_count AS d SET said = '{}', said_at = s.counted_at, is_fresh = true FROM said AS s
  WHERE d.facility = s.facility AND d.day = s.day AND d.said IS NOT NULL AND NOT s.figures ? d.kind
)
INSERT INTO hub.day_count AS d (facility, day, kind, said, said_at, peak)
SELECT s.facility, s.day, f.key, f.value, s.counted_at, CASE WHEN f.key = '' THEN p.peak END
FROM said AS s CROSS JOIN jsonb_each(s.figures) AS f LEFT JOIN peaks AS p ON p.facility = s.facility AND p.day = s.day
ON CONFLICT (facility, day, kind) DO UPDATE SET said = excluded.said, said_at = excluded.said_at, is_fresh = true,
  peak = CASE WHEN d.kind = '' THEN jsonb_strip_nulls(jsonb_build_object(
    'visits', greatest((d.peak ->> 'visits')::bigint, (excluded.peak ->> 'visits')::bigint),
    'admissions', greatest((d.peak ->> 'admissions')::bigint, (excluded.peak ->> 'admissions')::bigint))) END`

export const apply_reports = async (sql: Sql, keys: string[]): Promise<void> => {
  if (keys.length > 0) await sql.query(apply_sql, [keys])
}
