import type { Sql } from '../../platform/database/index.ts'
import { rules_on } from '../rule-books/index.ts'
import { sending_clocks } from './book.ts'
import type { ClockContext } from './due-at.ts'

/** Minutes, where the hub has not said yet how patient it is: as `default_rules` of counters. */
export const grace_min_default = 60

const find_grace = async (sql: Sql, facility: string): Promise<number> =>
  (
    await sql.query<{ minutes: number | null }>(
      "SELECT (rules ->> 'grace_min')::integer AS minutes FROM counters.state WHERE facility = $1",
      [facility],
    )
  ).rows[0]?.minutes ?? grace_min_default

/** What clocks go by on the day of each document: one question for each day that occurs, and one for the Sở's patience. */
export const open_clocks = async (sql: Sql, facility: string): Promise<(day: string) => Promise<ClockContext>> => {
  const grace_min = await find_grace(sql, facility)
  const known = new Map<string, ClockContext>()
  return async (day) => {
    const found = known.get(day) ?? { grace_min, rules: (await rules_on(sql, facility, sending_clocks, day)).rules }
    known.set(day, found)
    return found
  }
}
