import type { Sql } from '../../platform/database/index.ts'
import type { Figures } from '../counters/index.ts'

/** What one facility said of its visits in a span of days, and what the hub has receipts of. */
export type VisitSum = {
  facility: string
  /** Added up over the days told by type: visits, linked and their cells. */
  figures: Figures
  told_days: number
  /** Days said as a total only. */
  untold_days: number
  untold_visits: number
  /** Pages of the health book that the hub took: of the days told by type, and of the others. */
  taken: number
  untold_taken: number
}

const sum_sql = `
WITH said AS MATERIALIZED (
  SELECT d.facility, d.said, coalesce(d.said ? 'linked', false) AS is_told, d.said ? 'visits' AS is_said, b.taken
  FROM hub.day_count AS d LEFT JOIN hub.day_count AS b ON b.facility = d.facility AND b.day = d.day AND b.kind = 'health-book'
  WHERE d.day BETWEEN $1 AND $2 AND d.kind = ''
), cells AS (
  SELECT facility, key, sum(value::bigint) AS value FROM said, jsonb_each_text(said.said)
  WHERE is_told AND (key IN ('visits', 'linked') OR position('.' IN key) > 0) GROUP BY 1, 2
), days AS (
  SELECT facility, count(*) FILTER (WHERE is_told) AS told_days, count(*) FILTER (WHERE is_said AND NOT is_told) AS untold_days,
    coalesce(sum((said ->> 'visits')::bigint) FILTER (WHERE NOT is_told), 0) AS untold_visits,
    coalesce(sum(taken) FILTER (WHERE is_told), 0) AS taken, coalesce(sum(taken) FILTER (WHERE NOT is_told), 0) AS untold_taken
  FROM said GROUP BY 1
)
SELECT d.facility, coalesce(c.figures, '{}') AS figures, d.told_days::float8, d.untold_days::float8, d.untold_visits::float8,
  d.taken::float8, d.untold_taken::float8
FROM days AS d LEFT JOIN (SELECT facility, jsonb_object_agg(key, value) AS figures FROM cells GROUP BY 1) AS c USING (facility)
ORDER BY d.facility`

/** Visits by type and payer, by facility. To be asked in as_oversight. */
export const sum_visits = async (sql: Sql, from: string, to: string): Promise<VisitSum[]> =>
  (await sql.query<VisitSum>(sum_sql, [from, to])).rows
