import { setTimeout as pause } from 'node:timers/promises'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { new_id, type Store } from '../../platform/records/index.ts'
import { add_moved } from './merge-log.ts'
import { move_facts } from './move-facts.ts'
import { merge_provenance } from './provenance.ts'

const wait_max_ms = 2_000
const look_every_ms = 40

/** Whether all that were writing when the merge was done have finished. */
const are_done = async (sql: Sql, snapshot: string): Promise<boolean> => {
  const { rows } = await sql.query<{ done: boolean }>(
    `SELECT coalesce(bool_and(pg_xact_status(x) <> 'in progress'), true) AS done
     FROM pg_snapshot_xip($1::pg_snapshot) AS x`,
    [snapshot],
  )
  return rows[0]?.done ?? true
}

const wait_for_writers = async (store: Store, caller: Caller): Promise<void> => {
  const snapshot = await store.unit(caller, async ({ sql }) => {
    const { rows } = await sql.query<{ now: string }>('SELECT pg_current_snapshot()::text AS now')
    return rows[0]?.now ?? ''
  })
  const until = Date.now() + wait_max_ms
  while (Date.now() < until) {
    if (await store.unit(caller, ({ sql }) => are_done(sql, snapshot))) return
    await pause(look_every_ms)
  }
}

type LateWish = { source: string; target: string; reason: string; merge: string }

/**
 * A result that was being written to the old chart while the merge looked over it was not there yet; whoever writes from
 * now on is refused (write.ts). It follows in a unit of its own, under the same merge. @returns how many
 */
export const move_late_facts = async (store: Store, caller: Caller, wish: LateWish): Promise<number> => {
  await wait_for_writers(store, caller)
  return store.unit(caller, async (unit) => {
    const { source, target, reason, merge } = wish
    const made = await move_facts(unit, source, target, (resource) => resource)
    if (made.length === 0) return 0
    await unit.create(merge_provenance(caller, new_id(), { kind: 'merge', reason, at: new Date(), made }))
    await add_moved(unit.sql, caller.facility, merge, made)
    return made.length
  })
}
