import { demand, may } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import type { StuckLetters } from './contract.ts'
import { name_facilities, text_of_time } from './lines.ts'

/** Reasons shown at most; of one house they are few. */
const reasons_max = 20

export type StuckRow = Omit<StuckLetters, 'since' | 'again_at' | 'senders'> & {
  since: Date
  again_at: Date
  senders: string[]
}

/** Numbers, reasons and moments, no letter: for whoever keeps the house running as well. */
export const find_stuck = async (sql: Sql, facility: string): Promise<StuckRow[]> =>
  (
    await sql.query<StuckRow>(
      `SELECT 'unfetched' AS what, fault AS mender, last_error AS reason, count(*)::integer AS count,
         min(failing_since) AS since, min(next_at) AS again_at, array_remove(array_agg(DISTINCT sender), NULL) AS senders
       FROM exchange.task WHERE facility = $1 AND incoming IS NULL AND last_error IS NOT NULL GROUP BY fault, last_error
       UNION ALL
       SELECT 'untaken', 'here', room_error, count(*)::integer, min(received_at), min(room_next_at),
         array_agg(DISTINCT sender)
       FROM exchange.incoming WHERE facility = $1 AND room_error IS NOT NULL GROUP BY room_error
       ORDER BY since LIMIT ${reasons_max}`,
      [facility],
    )
  ).rows

/** Letters that a person looks for in vain in the trays, by reason, the longest first. */
export const list_stuck = async (unit: Unit): Promise<StuckLetters[]> => {
  const rows = await find_stuck(unit.sql, unit.caller.facility)
  const name_of = await name_facilities(
    unit,
    rows.flatMap(({ senders }) => senders),
  )
  return rows.map(({ since, again_at, senders, ...row }) => ({
    ...{ ...row, since: text_of_time(since), again_at: again_at.getTime() > Date.now() ? text_of_time(again_at) : '' },
    senders: senders.map(name_of),
  }))
}

const triers = ['exchange.answer', 'exchange.manage', 'prescription.dispense'] as const
export const may_try_again = (caller: Caller): boolean => triers.some((right) => may(caller, right))

/** Whoever waits for a letter, or has put right why it stays away, has all of them tried again now. @returns how many */
export const try_stuck_again = (store: Store, caller: Caller): Promise<number> => {
  if (!may_try_again(caller)) demand(caller, 'exchange.answer')
  return store.unit(caller, async ({ sql, note }) => {
    const values = [caller.facility]
    const unfetched = await sql.query(
      'UPDATE exchange.task SET next_at = now() WHERE facility = $1 AND incoming IS NULL AND last_error IS NOT NULL',
      values,
    )
    const untaken = await sql.query(
      'UPDATE exchange.incoming SET room_next_at = now() WHERE facility = $1 AND room_error IS NOT NULL',
      values,
    )
    await sql.query('UPDATE exchange.hub_link SET next_poll_at = now(), away_until = NULL WHERE facility = $1', values)
    const count = unfetched.row_count + untaken.row_count
    note({
      ...{
        action: 'U',
        interaction: 'receive-document',
        type: 'DocumentReference',
        ref: 'DocumentReference?tray=stuck',
      },
      detail: `thử tải lại ${count} thư`,
    })
    return count
  })
}
