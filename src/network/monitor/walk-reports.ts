import type { Sql } from '../../platform/database/index.ts'

/** Reports that were taken and not looked at yet; kept so while the rest of the step runs. */
export const find_new_reports = async (sql: Sql): Promise<string[]> =>
  (
    await sql.query<{ key: string }>(
      `SELECT facility || ':' || sequence AS key FROM hub.counter_report WHERE NOT is_walked
       ORDER BY taken_at LIMIT 2000 FOR UPDATE`,
    )
  ).rows.map(({ key }) => key)

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
), silenced AS (
  UPDATE hub.day_count AS d SET said = '{}', said_at = s.counted_at, is_fresh = true FROM said AS s
  WHERE d.facility = s.facility AND d.day = s.day AND d.said IS NOT NULL AND NOT s.figures ? d.kind
)
INSERT INTO hub.day_count AS d (facility, day, kind, said, said_at)
SELECT s.facility, s.day, f.key, f.value, s.counted_at FROM said AS s, jsonb_each(s.figures) AS f
ON CONFLICT (facility, day, kind) DO UPDATE SET said = excluded.said, said_at = excluded.said_at, is_fresh = true`

export const apply_reports = async (sql: Sql, keys: string[]): Promise<void> => {
  if (keys.length > 0) await sql.query(apply_sql, [keys])
}
