import { local_date, local_time, shift_days } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { HubDay, HubDays } from '../counters/index.ts'

const span_days = 62
const columns = 'day::text, kind, state, missing, taken, late, refused, delivered, received, opened, gaps'

/** What the hub counted of a member, for the member's own server to show beside its own figures. Asked within its wall. */
export const show_member = async (sql: Sql, facility: string, now = new Date()): Promise<HubDays> => {
  const from = shift_days(local_date(now), 1 - span_days)
  const [walk, days, errors] = await Promise.all([
    sql.query<{ at: Date | null }>('SELECT hub.board_walked_at() AS at'),
    sql.query<HubDay>(
      `SELECT ${columns} FROM hub.day_count WHERE facility = $1 AND day >= $2 ORDER BY day_count.day DESC, kind`,
      [facility, from],
    ),
    sql.query<HubDays['errors'][number]>(
      `SELECT day::text, class, sum(count)::integer AS count FROM hub.day_refusal WHERE facility = $1 AND day >= $2
         AND count > 0
       GROUP BY day_refusal.day, class ORDER BY day_refusal.day DESC, 3 DESC, class`,
      [facility, from],
    ),
  ])
  const at = walk.rows[0]?.at
  return { walked_at: at instanceof Date ? local_time(at) : '', days: days.rows, errors: errors.rows }
}
