import type { Sql } from '../../../platform/database/index.ts'
import { unbegun_terms } from './count-days.ts'

/**
 * Days that visits written since the last look have left: an earlier version put the visit, or the admission, on a day on
 * which it does not stand now. What has become of it is asked at each count, since it can be put right again.
 */
const left_sql = `
INSERT INTO counters.left_day (facility, day, what, encounter)
SELECT DISTINCT $1, m.day, m.what, w.id
FROM record.resource AS w
JOIN record.version AS v ON v.facility = $1 AND v.type = 'Encounter' AND v.id = w.id AND NOT v.deleted,
  LATERAL (SELECT v.body::jsonb AS body OFFSET 0) AS j,
  LATERAL (VALUES
    ('visit', CASE WHEN j.body ->> 'status' = 'finished' THEN counters.document_day('', j.body #>> '{period,end}', NULL) END),
    ('admission', CASE WHEN j.body #>> '{class,code}' = 'IMP' AND j.body ->> 'status' NOT IN ('planned', 'cancelled', 'entered-in-error')
      THEN counters.document_day('', j.body #>> '{period,start}', NULL) END)) AS m (what, day)
WHERE w.facility = $1 AND w.type = 'Encounter' AND w.updated_at > $2::timestamptz - interval '10 minutes' AND m.day IS NOT NULL
  AND NOT coalesce(NOT w.deleted AND CASE m.what
    WHEN 'visit' THEN w.terms @> ARRAY[record.term('Encounter.status=finished')]
      AND counters.day_of(w.clinical_end - interval '1 microsecond') = m.day
    ELSE w.terms @> ARRAY[record.term('Encounter.class=IMP')] AND counters.day_of(w.clinical_at) = m.day
      AND NOT w.terms && ${unbegun_terms} END, false)
ON CONFLICT DO NOTHING`

export const note_left_days = async (sql: Sql, facility: string, seen_at: Date): Promise<void> => {
  await sql.query(left_sql, [facility, seen_at])
}
