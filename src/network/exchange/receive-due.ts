import { Failure } from '../../base/outcome/index.ts'
import { identifier_system } from '../../standards/fhir/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { exchange_caller } from './caller.ts'
import { fetch_delivery } from './fetch-incoming.ts'
import { HubRefuses, type Hub } from './hub-client.ts'
import { words_of } from './hub-faults.ts'
import { read_task, type HubTask } from './hub-task.ts'
import { keep_incoming, type Delivered } from './keep-incoming.ts'
import type { Office } from './office.ts'

const page_count = 50
/** A delivery that the hub itself cannot show is asked for again after this. */
const again_after = '5 minutes'

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

/** A letter that is sound is confirmed; a red one waits for a person's word, at the hub too. */
const put_task = async (unit: Unit, task: HubTask, letter: string): Promise<void> => {
  await unit.sql.query(
    `INSERT INTO exchange.task AS t (facility, id, incoming, told, wanted, reason)
     SELECT $1, $2, i.id, $4, CASE WHEN i.state = 'received' AND i.verdict = 'red' THEN 'requested' ELSE i.state END, i.reason
     FROM exchange.incoming AS i WHERE i.facility = $1 AND i.id = $3
     ON CONFLICT (facility, id) DO UPDATE SET incoming = $3, told = $4, wanted = excluded.wanted, reason = excluded.reason, last_error = NULL,
       next_at = now()`,
    [unit.caller.facility, task.id, letter, task.state],
  )
}

const keep = async (
  office: Office,
  facility: string,
  task: HubTask,
  delivered: Delivered,
  tells: boolean,
): Promise<void> =>
  office.store.unit(exchange_caller(facility), async (unit) => {
    const { id, arrived } = await keep_incoming(unit, delivered)
    await put_task(unit, task, id)
    if (arrived && tells) await office.rooms.on_incoming?.(unit, arrived)
  })

const receive_one = async (office: Office, hub: Hub, task: HubTask): Promise<void> => {
  const { facility } = hub.link
  const delivered = await fetch_delivery(office, hub, task)
  try {
    await keep(office, facility, task, delivered, true)
  } catch (error) {
    // A room that stumbles over a letter must not keep it from being here.
    office.report(error, `a room stumbled over ${delivered.document}`)
    await keep(office, facility, task, delivered, false)
  }
}

const note_failure = (office: Office, facility: string, task: HubTask, error: unknown) =>
  office.database.in_facility(facility, (sql) =>
    sql.query(
      `INSERT INTO exchange.task AS t (facility, id, last_error, next_at) VALUES ($1, $2, $3, now() + interval '${again_after}')
       ON CONFLICT (facility, id) DO UPDATE SET last_error = $3, next_at = now() + interval '${again_after}', failures = t.failures + 1`,
      [facility, task.id, words_of(error).slice(0, 1_000)],
    ),
  )

/** Fetches what the hub has for us. @throws HubAway, HubForbids */
export const receive_due = async (office: Office, hub: Hub): Promise<void> => {
  const { facility } = hub.link
  const owner = encodeURIComponent(`${identifier_system.facility}|${facility}`)
  const path = `Task?owner:identifier=${owner}&status=requested&_count=${page_count}`
  for await (const page of hub.pages(path)) {
    const tasks = page
      .flatMap((resource) => read_task(resource) ?? [])
      .filter(({ recipient }) => recipient === facility)
    await tell_again(office, facility, tasks)
    for (const task of await new_among(office, facility, tasks)) {
      if (office.stopped.aborted) return
      try {
        await receive_one(office, hub, task)
      } catch (error) {
        if (!(error instanceof HubRefuses || error instanceof Failure)) throw error
        await note_failure(office, facility, task, error)
      }
    }
  }
}
