import type { Sql } from '../../platform/database/index.ts'
import { default_rules } from '../counters/index.ts'
import { silence_min } from './lines.ts'

/** last_word_at: of one that never spoke, when it was admitted. */
export type SilentFacility = { facility: string; last_word_at: string; silent_min: number }
export type Silence = {
  /** Members whose word was waited for by then: they had spoken, or had been admitted. */
  speaking: number
  silent: SilentFacility[]
}

type Awaited = { facility: string; reported_at: Date | null; admitted_at: Date | null }

/** Who took part and had not ended by that day; of a past moment the last word it had sent by then, from the words as they were signed. */
const words_sql = `SELECT f.code AS facility, w.taken_at AS reported_at, a.admitted_at FROM hub.facility AS f LEFT JOIN LATERAL (
    SELECT l.taken_at FROM hub.counter_line AS l WHERE $1::timestamptz IS NULL AND l.facility = f.code
    UNION ALL
    (SELECT r.taken_at FROM hub.counter_report AS r WHERE $1::timestamptz IS NOT NULL AND r.facility = f.code AND r.taken_at < $1
     ORDER BY r.sequence DESC LIMIT 1)
  ) AS w ON true, LATERAL (
    SELECT CASE WHEN f.membership = 'approved' AND ($1::timestamptz IS NULL OR f.decided_at < $1) THEN f.decided_at END AS admitted_at) AS a
  WHERE f.kind NOT IN ('authority', 'pharmacy') AND (f.valid_to IS NULL OR f.valid_to > $2) AND coalesce(w.taken_at, a.admitted_at) IS NOT NULL
  ORDER BY f.code`

/** How patient the Sở was at that moment: what stands now, unless it was changed since. */
const rule_sql = `SELECT value FROM (
    SELECT value, changed_at FROM hub.board_rule WHERE name = 'silent_after_min'
    UNION ALL SELECT value, changed_at FROM hub.board_rule_past WHERE name = 'silent_after_min'
  ) AS rule ORDER BY $1::timestamptz IS NULL OR changed_at < $1 DESC,
    CASE WHEN $1::timestamptz IS NULL OR changed_at < $1 THEN changed_at END DESC, changed_at LIMIT 1`

/**
 * Members whose last word was older than the Sở allowed, at a moment in the past or (null) just now. To be asked in
 * as_oversight. @param day of that moment: who had ended by then is no member any more
 */
export const list_silent = async (
  sql: Sql,
  { day, known_by }: { day: string; known_by: string | null },
): Promise<Silence> => {
  const moment = known_by === null ? new Date() : new Date(known_by)
  const rule = (await sql.query<{ value: number }>(rule_sql, [known_by])).rows[0]
  const rules = { silent_after_min: rule?.value ?? default_rules.silent_after_min }
  const { rows } = await sql.query<Awaited>(words_sql, [known_by, day])
  const silent = rows.flatMap(({ facility, ...word }): SilentFacility[] => {
    const silent_min = silence_min({ ...word, is_ended: false }, rules, moment)
    const last_word_at = (word.reported_at ?? word.admitted_at)?.toISOString() ?? ''
    return silent_min === null ? [] : [{ facility, last_word_at, silent_min }]
  })
  return { speaking: rows.length, silent }
}
