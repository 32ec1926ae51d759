import { setTimeout as sleep } from 'node:timers/promises'
import type { Hub } from './hub.ts'
import type { Working } from './member.ts'
import { sign_in_operator, type Operator } from './operator.ts'
import type { World } from './world.ts'

export type Settled = Awaited<ReturnType<Operator['settle_held']>>

/** Until so, or so long that it never will be. @returns whether it came */
const wait_for = async (is_so: () => boolean, wait_ms: number): Promise<boolean> => {
  for (const end_ms = performance.now() + wait_ms; performance.now() < end_ms; await sleep(200))
    if (is_so()) return true
  return false
}

const there = (working: Working[]): Working[] => working.filter(({ member }) => member.plan.gone_at === undefined)

const answers_done = (working: Working[]): boolean =>
  there(working).every(({ inbox }) => [...inbox.kept.values()].every(({ steps }) => steps.length === 0))

/**
 * Nothing of anybody who is there waits any more: the outboxes first, then what a person lets go on, then the boxes.
 * @param wait_ms for each; longer nobody waits
 */
export const drain = async (hub: Hub, world: World, working: Working[], wait_ms: number): Promise<Settled> => {
  if (!(await wait_for(() => there(working).every(({ outbox }) => outbox.is_settled()), wait_ms)))
    world.faults.push('outboxes are not empty')
  const settled = await (await sign_in_operator(hub.base)).settle_held()
  const codes = there(working).map(({ member }) => member.plan.code)
  const wait_sql =
    "SELECT count(*)::int AS count FROM hub.delivery WHERE (state = 'requested' AND recipient = ANY ($1)) OR NOT posted OR told <> state"
  let waiting = 1
  const look = async (): Promise<void> => {
    for (
      const end_ms = performance.now() + wait_ms;
      performance.now() < end_ms && !(waiting === 0 && answers_done(working));
      await sleep(300)
    )
      waiting = (await hub.ask<{ count: number }>(wait_sql, [codes]))[0]?.count ?? 0
  }
  await look()
  if (waiting > 0 || !answers_done(working))
    world.faults.push(`${waiting} letters wait still; ${JSON.stringify(Object.fromEntries(world.broken))}`)
  return settled
}
