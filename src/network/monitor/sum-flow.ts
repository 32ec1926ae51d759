import { local_date, shift_days } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { CountedKind } from '../counters/index.ts'
import type { BoardError, FlowSum } from './contract.ts'
import { arrived_sql, owed_sql } from './sum-days.ts'

/** Older gaps stay on the facility's own page. */
export const gap_days = 30
export const error_days = 7

/** Since $1, of kind $2 ('' all), of facility $3 (null: whoever the wall shows). */
const errors_sql = `SELECT class, sum(count)::integer AS count, sum(held)::integer AS held FROM hub.day_refusal
  WHERE day >= $1 AND ($2 = '' OR kind = $2) AND ($3::text IS NULL OR facility = $3) GROUP BY 1 ORDER BY 2 DESC, 3 DESC, 1 LIMIT 20`

export const find_errors = async (
  sql: Sql,
  wish: { since: string; kind: CountedKind; facility: string | null },
): Promise<BoardError[]> => (await sql.query<BoardError>(errors_sql, [wish.since, wish.kind, wish.facility])).rows

/** One statement: the landing page asks few. */
const flow_sql = `SELECT
  (SELECT jsonb_build_object('due', coalesce(sum(${owed_sql}), 0), 'arrived', coalesce(sum(${arrived_sql}), 0),
     'missing', coalesce(sum(missing), 0))
   FROM hub.day_count WHERE day = $4 AND kind <> '' AND ($2 = '' OR kind = $2)) AS papers,
  (SELECT count(DISTINCT facility)::integer FROM hub.day_count WHERE state = 'gap' AND day >= $5 AND kind = $2) AS asked,
  (SELECT coalesce(jsonb_agg(e), '[]') FROM (${errors_sql}) AS e) AS errors`

/**
 * Yesterday's papers, who is to be asked, and why papers were refused: the one place these figures come from, on whichever
 * page they stand. Over whoever the wall shows. @param kind '' for everything together
 */
export const sum_flow = async (sql: Sql, kind: CountedKind, now = new Date()): Promise<FlowSum> => {
  const today = local_date(now)
  const day = shift_days(today, -1)
  const since = shift_days(today, -error_days)
  const gaps_since = shift_days(today, -gap_days)
  const { rows } = await sql.query<Omit<FlowSum, 'day'>>(flow_sql, [since, kind, null, day, gaps_since])
  return { day, ...(rows[0] ?? { papers: { due: 0, arrived: 0, missing: 0 }, asked: 0, errors: [] }) }
}
