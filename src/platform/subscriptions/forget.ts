import type { Database } from '../database/index.ts'
import { turn_off, type Desk } from './outcome.ts'

/** What was delivered can be asked for with $events for a week. */
const delivered_days = 7
/** What could not be delivered waits a month, or until there is this much of it. */
const waiting_days_max = 30
const waiting_max = 100_000

type Ended = { id: string; why: 'ended' | 'waited' }

const find_ended = (database: Database, facility: string): Promise<Ended[]> =>
  database.read_facility(
    facility,
    async (sql) =>
      (
        await sql.query<Ended>(
          `SELECT s.id, CASE WHEN s.ends_at <= now() THEN 'ended' ELSE 'waited' END AS why FROM record.subscription AS s
         WHERE s.facility = $1 AND s.status <> 'off' AND (s.ends_at <= now() OR s.events - s.delivered > ${waiting_max}
           OR EXISTS (SELECT FROM record.subscription_event AS e WHERE e.facility = $1 AND e.subscription = s.id
             AND e.number = s.delivered + 1 AND e.at < now() - make_interval(days => ${waiting_days_max})))`,
          [facility],
        )
      ).rows,
  )

const words = {
  ended: 'đã tới thời điểm kết thúc (Subscription.end)',
  waited: `bên nhận không lấy thông báo quá ${waiting_days_max} ngày hoặc quá ${waiting_max} sự kiện: các sự kiện chờ đã bị bỏ; hãy đọc lại dữ liệu qua /fhir`,
}

/**
 * Nothing is kept for ever: what a receiver has had for a week goes, and a receiver that takes nothing for a month is
 * switched off, said aloud in its status and in the audit log, before what waits for it is dropped.
 */
export const forget = async (desk: Desk, database: Database, facility: string): Promise<void> => {
  for (const { id, why } of await find_ended(database, facility))
    await turn_off(desk, facility, id, words[why], { drops_waiting: why === 'waited' })
  await database.read_facility(facility, async (sql) => {
    await sql.query(
      `DELETE FROM record.subscription_event AS e USING record.subscription AS s
       WHERE s.facility = $1 AND e.facility = $1 AND e.subscription = s.id AND e.number <= s.delivered
         AND e.at < now() - make_interval(days => ${delivered_days})`,
      [facility],
    )
    await sql.query('DELETE FROM record.binding_token WHERE facility = $1 AND expires_at < now()', [facility])
  })
}
