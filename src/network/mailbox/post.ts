import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../../base/outcome/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import type { Store } from '../../platform/records/index.ts'
import type { OwnCallers } from './guard.ts'
import { delivery_columns, delivery_task, in_task_id, out_task_id, type Delivery } from './task.ts'

const rows_max = 200
/** What comes meanwhile goes together: a box opened for one letter costs as much as for twenty. */
const gathering_ms = 150
const after_failure_ms = 2_000

type Work = { facility: string; is_recipient: boolean }

const find_work = async (database: Database): Promise<Work[]> =>
  (await database.in_site((sql) => sql.query<Work>('SELECT facility, is_recipient FROM hub.delivery_work()'))).rows

const hub_caller = (facility: string, own_callers: OwnCallers): Caller => {
  const actor = { id: 'hub', name: 'Trục liên thông', role: 'system', kind: 'system' } as const
  const caller = { facility, actor, purpose: 'HOPERAT', address: '', request_id: '' }
  own_callers.add(caller)
  return caller
}

type Box = {
  /** Rows another process is writing are left to it. $2: after this number, $3: so many */
  take: string
  id_of(delivery: Delivery): string
  done(sql: Sql, facility: string, taken: Delivery[]): Promise<unknown>
}

const inbox: Box = {
  take: `SELECT ${delivery_columns} FROM hub.delivery WHERE recipient = $1 AND NOT posted AND number > $2
    ORDER BY number LIMIT $3 FOR UPDATE SKIP LOCKED`,
  id_of: in_task_id,
  done: (sql, facility, taken) =>
    sql.query('UPDATE hub.delivery SET posted = true WHERE recipient = $1 AND number = ANY ($2)', [
      facility,
      taken.map(({ number }) => number),
    ]),
}

const outbox: Box = {
  take: `SELECT ${delivery_columns} FROM hub.delivery WHERE sender = $1 AND told <> state AND number > $2
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

type Shelf = { store: Store; own_callers: OwnCallers; facility: string; box: Box }

/** Writes what waits for one box into it, Task and mark in one transaction. @returns the number of the last one, and whether more may wait */
const fill_box = (
  { store, own_callers, facility, box }: Shelf,
  wish: { after: number; count: number; note?(number: number): void },
): Promise<{ last: number; is_full: boolean }> =>
  store.unit(hub_caller(facility, own_callers), async (unit) => {
    const { rows } = await unit.sql.query<Delivery>(box.take, [facility, wish.after, wish.count])
    wish.note?.(rows[0]?.number ?? 0)
    await Promise.all(rows.map((delivery) => unit.put(delivery_task(delivery, box.id_of(delivery)))))
    if (rows.length > 0) await box.done(unit.sql, facility, rows)
    return { last: rows.at(-1)?.number ?? 0, is_full: rows.length === wish.count }
  })

/** One that cannot be written holds up no other: the rest goes in one by one, and it is told of. */
const fill_past_fault = async (shelf: Shelf, report: (error: unknown) => void): Promise<void> => {
  for (let after = 0, last = 1; last > 0;) {
    try {
      last = (await fill_box(shelf, { after, count: 1, note: (number) => (last = number) })).last
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
  const serve = async ({ facility, is_recipient }: Work): Promise<boolean> => {
    const shelf = { store, own_callers, facility, box: is_recipient ? inbox : outbox }
    try {
      for (let is_full = true; is_full && !stopped.aborted;)
        ({ is_full } = await fill_box(shelf, { after: 0, count: rows_max }))
      return true
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      await fill_past_fault(shelf, (one) => options.report(one, `filling the box of ${facility}`))
      return false
    }
  }
  const go_round = async (): Promise<void> => {
    const served = await Promise.allSettled((await find_work(database)).map(serve))
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
