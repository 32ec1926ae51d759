import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../../base/outcome/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import type { Store } from '../../platform/records/index.ts'
import type { OwnCallers } from './guard.ts'
import { delivery_columns, delivery_task, in_task_id, out_task_id, type Delivery } from './task.ts'

const rows_max = 200
/** What comes meanwhile goes together: a box opened for one letter costs as much as for twenty. */
const gathering_ms = 500
const after_failure_ms = 2_000

const hub_caller = (facility: string, own_callers: OwnCallers): Caller => {
  const actor = { id: 'hub', name: 'Trục liên thông', role: 'system', kind: 'system' } as const
  const caller = { facility, actor, purpose: 'HOPERAT', address: '', request_id: '' }
  own_callers.add(caller)
  return caller
}

/** `is_new`: its Task was never written, so that nobody has to look what stood there. */
type Waiting = Delivery & { is_new: boolean }

type Box = {
  /** Rows another process is writing are left to it. $2: after this number, $3: so many */
  take: string
  id_of(delivery: Delivery): string
  done(sql: Sql, facility: string, taken: Delivery[]): Promise<unknown>
}

const inbox: Box = {
  take: `SELECT ${delivery_columns}, state = 'requested' AND reminded_at IS NULL AS is_new
    FROM hub.delivery WHERE recipient = $1 AND NOT posted AND number > $2
    ORDER BY number LIMIT $3 FOR UPDATE SKIP LOCKED`,
  id_of: in_task_id,
  done: (sql, facility, taken) =>
    sql.query('UPDATE hub.delivery SET posted = true WHERE recipient = $1 AND number = ANY ($2)', [
      facility,
      taken.map(({ number }) => number),
    ]),
}

const outbox: Box = {
  take: `SELECT ${delivery_columns}, told = '' AS is_new FROM hub.delivery WHERE sender = $1 AND told <> state AND number > $2
    ORDER BY number, recipient LIMIT $3 FOR UPDATE SKIP LOCKED`,
  id_of: out_task_id,
  done: (sql, facility, taken) =>
    sql.query(
      `UPDATE hub.delivery AS d SET told = w.state FROM unnest($2::bigint[], $3::text[], $4::text[]) AS w (number, recipient, state)
       WHERE d.recipient = w.recipient AND d.number = w.number AND d.sender = $1`,
      [
        facility,
        ...[
          taken.map(({ number }) => number),
          taken.map(({ recipient }) => recipient),
          taken.map(({ state }) => state),
        ],
      ],
    ),
}

/** The boxes in which something waits, by member. */
const find_work = async (database: Database): Promise<Map<string, Box[]>> => {
  const { rows } = await database.in_site((sql) =>
    sql.query<{ facility: string; is_recipient: boolean }>('SELECT facility, is_recipient FROM hub.delivery_work()'),
  )
  const work = new Map<string, Box[]>()
  for (const { facility, is_recipient } of rows)
    work.set(facility, [...(work.get(facility) ?? []), is_recipient ? inbox : outbox])
  return work
}

type Shelf = { store: Store; own_callers: OwnCallers; facility: string }
/** `looks`: something stands where nothing was expected (a hub that was set back); each Task is looked for first. */
type Wish = { after: number; count: number; looks?: boolean; note?(number: number): void }

/**
 * Writes what waits for boxes of one member into them, Tasks and marks in one transaction.
 * @returns the number of the last one, and whether more may wait
 */
const fill_boxes = (
  { store, own_callers, facility }: Shelf,
  boxes: Box[],
  wish: Wish,
): Promise<{ last: number; is_full: boolean }> =>
  store.unit(hub_caller(facility, own_callers), async (unit) => {
    const write = (box: Box, { is_new, ...delivery }: Waiting): Promise<unknown> => {
      const task = delivery_task(delivery, box.id_of(delivery))
      return is_new && !wish.looks && !unit.sql.is_retry ? unit.create(task) : unit.put(task)
    }
    const taken = await Promise.all(
      boxes.map(async (box) => ({
        box,
        rows: (await unit.sql.query<Waiting>(box.take, [facility, wish.after, wish.count])).rows,
      })),
    )
    const numbers = taken.flatMap(({ rows }) => rows.map(({ number }) => number))
    wish.note?.(numbers[0] ?? 0)
    await Promise.all(taken.flatMap(({ box, rows }) => rows.map((row) => write(box, row))))
    // One after the other: the first one writes the Tasks too, and what is wrong with those must be said by them.
    for (const { box, rows } of taken) if (rows.length > 0) await box.done(unit.sql, facility, rows)
    return { last: numbers.at(-1) ?? 0, is_full: taken.some(({ rows }) => rows.length === wish.count) }
  })

/** One that cannot be written holds up no other: the rest goes in one by one, and it is told of. */
const fill_past_fault = async (shelf: Shelf, box: Box, report: (error: unknown) => void): Promise<void> => {
  for (let after = 0, last = 1; last > 0;) {
    try {
      last = (await fill_boxes(shelf, [box], { after, count: 1, looks: true, note: (number) => (last = number) })).last
    } catch (error) {
      report(error)
    }
    after = last
  }
}

export type Postman = {
  /** There is something to do at once. */
  poke(): void
  /** Resolves when nothing is in hand any more. */
  ended: Promise<void>
}

/** Carries deliveries into the members' boxes and their answers into the senders', many at a time. */
export const start_postman = (
  rooms: { database: Database; store: Store; own_callers: OwnCallers; stopped: AbortSignal },
  options: { poll_ms: number; report: (error: unknown, what: string) => void },
): Postman => {
  const { database, store, own_callers, stopped } = rooms
  let wake = new AbortController()
  const serve = async ([facility, boxes]: [string, Box[]]): Promise<boolean> => {
    const shelf = { store, own_callers, facility }
    try {
      for (let is_full = true; is_full && !stopped.aborted;)
        ({ is_full } = await fill_boxes(shelf, boxes, { after: 0, count: rows_max }))
      return true
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      for (const box of boxes)
        await fill_past_fault(shelf, box, (one) => options.report(one, `filling a box of ${facility}`))
      return false
    }
  }
  const go_round = async (): Promise<void> => {
    const served = await Promise.allSettled([...(await find_work(database))].map(serve))
    const failed = served.find((one) => one.status === 'rejected')
    if (failed) {
      options.report(failed.reason, 'filling a box')
      throw failed.reason
    }
    // What cannot be written is not tried again at once, or the log would hold nothing else.
    if (served.some((one) => one.status === 'fulfilled' && !one.value)) throw new Error('a box has a fault')
  }
  const run = async (): Promise<void> => {
    while (!stopped.aborted) {
      const waking = wake.signal
      const began_ms = performance.now()
      const wait_ms = await go_round().then(
        () => options.poll_ms,
        () => after_failure_ms,
      )
      await sleep(wait_ms, undefined, { signal: AbortSignal.any([stopped, waking]), ref: false }).catch(() => undefined)
      if (!waking.aborted) continue
      wake = new AbortController()
      const rest_ms = began_ms + gathering_ms - performance.now()
      if (rest_ms > 0) await sleep(rest_ms, undefined, { signal: stopped, ref: false }).catch(() => undefined)
    }
  }
  return { poke: () => wake.abort(), ended: run() }
}
