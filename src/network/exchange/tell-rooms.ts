import { Failure } from '../../base/outcome/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import type { Part } from '../../standards/documents/index.ts'
import { delay_after } from './back-off.ts'
import { exchange_caller } from './caller.ts'
import { words_of } from './hub-faults.ts'
import type { Arrived, Office } from './office.ts'
import type { Head } from './shelf.ts'

const at_once_max = 20

/** What a person reads of it: a room's own sentence, or that our server stumbled. */
export const say_fault = (error: unknown): string =>
  (error instanceof Failure ? error.message : `Máy chủ của cơ sở gặp lỗi: ${words_of(error)}`).slice(0, 1_000)

const put_off_sql = `UPDATE exchange.incoming SET room_error = $3, room_failures = room_failures + 1,
  room_next_at = now() + make_interval(secs => $4) WHERE facility = $1 AND id = $2`

/** It is here, and the room that uses it was not told: it will be, and until then a person sees it. */
export const put_off_room = (unit: Unit, letter: string, error: unknown, failures = 1): Promise<unknown> =>
  unit.sql.query(put_off_sql, [unit.caller.facility, letter, say_fault(error), delay_after(failures)])

type Row = { head: Head; verdict: Arrived['verdict']; patient: string | null; replaces: string | null }

const find_untaken = async ({ sql, caller }: Unit, letter: string): Promise<Row | undefined> =>
  (
    await sql.query<Row>(
      `SELECT n.head, n.verdict, n.patient, (SELECT o.id FROM exchange.incoming AS o
         WHERE o.facility = $1 AND o.superseded = n.id LIMIT 1) AS replaces
       FROM exchange.incoming AS n WHERE n.facility = $1 AND n.id = $2 AND n.room_error IS NOT NULL
       FOR UPDATE OF n SKIP LOCKED`,
      [caller.facility, letter],
    )
  ).rows[0]

/** The letter as its room would have read it when it came; undefined: nobody could read it. */
const arrived_again = async (unit: Unit, id: string, row: Row): Promise<Arrived | undefined> => {
  const { rows } = await unit.sql.query<Part>(
    `SELECT identity, kind, content_type, title, bytes FROM exchange.part
     WHERE facility = $1 AND letter = $2 ORDER BY position`,
    [unit.caller.facility, id],
  )
  // What had been closed on the way lies behind what was in it.
  const closed_at = rows.findIndex(({ kind }) => kind === 'encrypted')
  const [first, ...more] = closed_at < 0 ? rows : rows.slice(0, closed_at)
  if (!first || (first.kind as string) === 'unread') return undefined
  const { head, verdict, patient, replaces } = row
  return { id, verdict, patient, replaces, submission: { ...head, parts: [first, ...more] } }
}

const tell_one = async (office: Office, facility: string, id: string): Promise<void> =>
  office.store.unit(exchange_caller(facility), async (unit) => {
    const row = await find_untaken(unit, id)
    if (!row) return
    const arrived = await arrived_again(unit, id, row)
    if (arrived) await office.rooms.on_incoming?.(unit, arrived)
    await unit.sql.query(
      `UPDATE exchange.incoming SET room_error = NULL, room_failures = 0, room_next_at = NULL
       WHERE facility = $1 AND id = $2`,
      [facility, id],
    )
    // Now it is where it is used, and its sender may hear so.
    await unit.sql.query(
      `UPDATE exchange.task AS t SET wanted = i.state, next_at = now() FROM exchange.incoming AS i
       WHERE t.facility = $1 AND t.incoming = $2 AND t.wanted = 'requested' AND i.facility = $1 AND i.id = $2
         AND i.verdict = 'good'`,
      [facility, id],
    )
  })

/** Letters that lie here and that their room stumbled over are told to it again, each by itself. */
export const tell_rooms = async (office: Office, facility: string): Promise<void> => {
  const { rows } = await office.database.in_facility(facility, (sql) =>
    sql.query<{ id: string; room_failures: number }>(
      `SELECT id, room_failures FROM exchange.incoming WHERE facility = $1 AND room_error IS NOT NULL
         AND room_next_at <= now() ORDER BY room_next_at LIMIT ${at_once_max}`,
      [facility],
    ),
  )
  for (const { id, room_failures } of rows) {
    if (office.stopped.aborted) return
    try {
      await tell_one(office, facility, id)
    } catch (error) {
      if (!(error instanceof Failure)) office.report(error, `a room stumbled again over letter ${id}`)
      await office.store.unit(exchange_caller(facility), (unit) => put_off_room(unit, id, error, room_failures + 1))
    }
  }
}
