import { local_date } from '../../../base/time/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { Figures, OwnVisits } from '../contract.ts'
import { is_told_by_type, to_visit_matrix } from '../visit-types.ts'
import { find_state } from './state.ts'

/** The half year a day lies in, as the six-monthly report counts: January to June, July to December. */
const half_of = (day: string): { year: number; half: 1 | 2 } => ({
  year: Number(day.slice(0, 4)),
  half: Number(day.slice(5, 7)) <= 6 ? 1 : 2,
})

const before = ({ year, half }: ReturnType<typeof half_of>): ReturnType<typeof half_of> =>
  half === 2 ? { year, half: 1 } : { year: year - 1, half: 2 }

/** Beside the hub's receipts: the insurance's portal, through which VNeID shows the book (SHARE-22). */
const count_portal = async (sql: Sql, facility: string, from: string, to: string): Promise<OwnVisits['portal']> => {
  const { rows } = await sql.query<{ visits: number; taken: number; is_connected: boolean }>(
    `SELECT count(*)::integer AS visits, count(national_sent_at)::integer AS taken, coalesce((SELECT s.portal IS NOT NULL
       FROM health_book.setting AS s WHERE s.facility = $1), false) AS is_connected
     FROM health_book.publication WHERE facility = $1 AND kind = 'health-book' AND state NOT IN ('withheld', 'none')
       AND ended_at >= $2::date::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
       AND ended_at < ($3::date + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'`,
    [facility, from, to],
  )
  const [found] = rows
  return found && (found.is_connected || found.taken > 0) ? { visits: found.visits, taken: found.taken } : null
}

/** A facility's own rows of the six-monthly report, added up by the code that the Sở's report is made with (MON-16). */
export const show_visits = async (
  sql: Sql,
  facility: string,
  which: 'this' | 'last',
  now = new Date(),
): Promise<OwnVisits> => {
  const this_half = half_of(local_date(now))
  const { year, half } = which === 'this' ? this_half : before(this_half)
  const [from, to] = half === 1 ? [`${year}-01-01`, `${year}-06-30`] : [`${year}-07-01`, `${year}-12-31`]
  const state = await find_state(sql, facility)
  const { rows } = await sql.query<{ said: Figures | null }>(
    "SELECT figures -> '' AS said FROM counters.day WHERE facility = $1 AND day BETWEEN $2 AND $3",
    [facility, from, to],
  )
  const days = rows.flatMap(({ said }) => (said ? [said] : []))
  const told = days.filter(is_told_by_type)
  const untold = days.filter((one) => !is_told_by_type(one))
  return {
    ...{ year, half, since: state?.since ?? '', told_days: told.length, untold_days: untold.length },
    untold_visits: untold.reduce((total, one) => total + (one['visits'] ?? 0), 0),
    matrix: to_visit_matrix(told),
    portal: await count_portal(sql, facility, from, to),
  }
}
