import { Failure } from '../../base/outcome/index.ts'
import { identifier_system } from '../../standards/fhir/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { delay_after } from './back-off.ts'
import { exchange_caller } from './caller.ts'
import type { StuckLetters } from './contract.ts'
import { fetch_delivery } from './fetch-incoming.ts'
import { HubRefuses, type Hub } from './hub-client.ts'
import { HubAway, HubForbids, words_of } from './hub-faults.ts'
import { read_task, type HubTask } from './hub-task.ts'
import { keep_incoming, type Delivered } from './keep-incoming.ts'
import type { Office } from './office.ts'
import { put_off_room, say_fault, tell_rooms } from './tell-rooms.ts'

const page_count = 50

/** Of those the hub has for us, the ones we do not have, or could not fetch and should try again. */
const new_among = async (office: Office, facility: string, tasks: HubTask[]): Promise<HubTask[]> => {
  const { rows } = await office.database.in_facility(facility, (sql) =>
    sql.query<{ id: string }>(
      `SELECT id FROM exchange.task WHERE facility = $1 AND id = ANY ($2) AND (incoming IS NOT NULL OR next_at > now())`,
      [facility, tasks.map(({ id }) => id)],
    ),
  )
  const known = new Set(rows.map(({ id }) => id))
  return tasks.filter(({ id }) => !known.has(id))
}

/** Where the hub was set back (a restore) it is told anew what we had told it. */
const tell_again = (office: Office, facility: string, tasks: HubTask[]): Promise<unknown> =>
  office.database.in_facility(facility, (sql) =>
    sql.query(
      `UPDATE exchange.task SET told = 'requested', next_at = now() WHERE facility = $1 AND id = ANY ($2)
         AND told <> 'requested' AND wanted <> 'requested' AND (held_until IS NULL OR held_until < now())`,
      [facility, tasks.map(({ id }) => id)],
    ),
  )

/**
 * A letter that is sound is confirmed; a red one waits for a person's word, at the hub too, and one that its room stumbled over
 * until that has it: its sender is not told “đã nhận” while nobody here can use it.
 */
const put_task = async (unit: Unit, task: HubTask, letter: string): Promise<void> => {
  await unit.sql.query(
    `INSERT INTO exchange.task AS t (facility, id, incoming, told, wanted, reason)
     SELECT $1, $2, i.id, $4, CASE WHEN i.state = 'received' AND (i.verdict = 'red' OR i.room_error IS NOT NULL)
       THEN 'requested' ELSE i.state END, i.reason
     FROM exchange.incoming AS i WHERE i.facility = $1 AND i.id = $3
     ON CONFLICT (facility, id) DO UPDATE SET incoming = $3, told = $4, wanted = excluded.wanted, reason = excluded.reason,
       last_error = NULL, failures = 0, failing_since = NULL, fault = NULL, next_at = now()`,
    [unit.caller.facility, task.id, letter, task.state],
  )
}

/** @param stumbled what its room threw: kept all the same, for the room to be told again */
const keep = (office: Office, task: HubTask, delivered: Delivered, stumbled?: { error: unknown }): Promise<void> =>
  office.store.unit(exchange_caller(task.recipient), async (unit) => {
    const { id, arrived } = await keep_incoming(unit, delivered)
    if (arrived && stumbled) await put_off_room(unit, id, stumbled.error)
    await put_task(unit, task, id)
    if (arrived && !stumbled) await office.rooms.on_incoming?.(unit, arrived)
  })

const receive_one = async (office: Office, hub: Hub, task: HubTask): Promise<void> => {
  const delivered = await fetch_delivery(office, hub, task)
  try {
    await keep(office, task, delivered)
  } catch (error) {
    // A room that stumbles over a letter, or a line to the database that broke, must not keep it from being here.
    office.report(error, `a room stumbled over ${delivered.document}`)
    await keep(office, task, delivered, { error })
  }
}

const fault_of = (error: unknown): StuckLetters['mender'] => {
  if (error instanceof HubRefuses) return 'hub'
  return error instanceof Failure && error.status === 503 ? 'scanner' : 'here'
}

/** To a receiver: what the sender is asked to do is not his to do. */
const say_to_receiver = (error: unknown): string =>
  error instanceof HubRefuses ? words_of(error) : say_fault(error).replace(/; hãy gửi lại sau$/, '')

/** It stays at the hub and is fetched again, later each time; until then people read that it is not here, and why. */
const note_failure = (office: Office, facility: string, task: HubTask, error: unknown): Promise<void> =>
  office.database.in_facility(facility, async (sql) => {
    const { rows } = await sql.query<{ failures: number }>(
      `INSERT INTO exchange.task AS t (facility, id, sender, last_error, fault, failing_since, failures)
       VALUES ($1, $2, $3, $4, $5, now(), 1)
       ON CONFLICT (facility, id) DO UPDATE SET sender = $3, last_error = $4, fault = $5,
         failing_since = coalesce(t.failing_since, now()), failures = t.failures + 1
       RETURNING failures`,
      [facility, task.id, task.sender, say_to_receiver(error).slice(0, 1_000), fault_of(error)],
    )
    await sql.query(
      'UPDATE exchange.task SET next_at = now() + make_interval(secs => $3) WHERE facility = $1 AND id = $2',
      [facility, task.id, delay_after(rows[0]?.failures ?? 1)],
    )
  })

/** What the hub has for us no more (taken back, gone to a successor) is nobody's trouble here. */
const forget_gone = (office: Office, facility: string, waiting: string[]): Promise<unknown> =>
  office.database.in_facility(facility, (sql) =>
    sql.query(
      `UPDATE exchange.task SET last_error = NULL, failing_since = NULL, fault = NULL, failures = 0
       WHERE facility = $1 AND incoming IS NULL AND last_error IS NOT NULL AND NOT (id = ANY ($2))`,
      [facility, waiting],
    ),
  )

const receive_noting = async (office: Office, hub: Hub, task: HubTask): Promise<void> => {
  try {
    await receive_one(office, hub, task)
  } catch (error) {
    if (error instanceof HubAway || error instanceof HubForbids || office.stopped.aborted) throw error
    if (!(error instanceof HubRefuses || error instanceof Failure)) office.report(error, `fetching ${task.document}`)
    await note_failure(office, hub.link.facility, task, error)
  }
}

/** Fetches what the hub has for us. @throws HubAway, HubForbids */
export const receive_due = async (office: Office, hub: Hub): Promise<void> => {
  const { facility } = hub.link
  await tell_rooms(office, facility)
  const owner = encodeURIComponent(`${identifier_system.facility}|${facility}`)
  const path = `Task?owner:identifier=${owner}&status=requested&_count=${page_count}`
  const waiting: string[] = []
  for await (const page of hub.pages(path)) {
    const tasks = page
      .flatMap((resource) => read_task(resource) ?? [])
      .filter(({ recipient }) => recipient === facility)
    waiting.push(...tasks.map(({ id }) => id))
    await tell_again(office, facility, tasks)
    for (const task of await new_among(office, facility, tasks)) {
      if (office.stopped.aborted) return
      await receive_noting(office, hub, task)
    }
  }
  await forget_gone(office, facility, waiting)
}
