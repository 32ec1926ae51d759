import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Sql } from '../../platform/database/index.ts'
import { list_of, type Resource } from '../../standards/fhir/index.ts'
import { delay_after } from './back-off.ts'
import { HubRefuses, type Hub } from './hub-client.ts'
import { HubAway, words_of } from './hub-faults.ts'
import { beside_in, next_states, read_task, receipt_output, type DeliveryState } from './hub-task.ts'
import type { HubLink } from './link.ts'
import type { Office } from './office.ts'
import { sign_word } from './receipts.ts'

const hold_s = 150
const at_once_max = 8
/** Somebody else of ours may turn the same Task at the same moment. */
const races_max = 3

type Word = {
  id: string
  wanted: DeliveryState
  reason: string
  answer: string | null
  beside: Record<string, unknown>[] | null
  failures: number
  document: string
  digest: string
}

const take_due = async (sql: Sql, facility: string, holder: string): Promise<Word[]> =>
  (
    await sql.query<Word>(
      `UPDATE exchange.task AS t SET holder = $2, held_until = now() + make_interval(secs => ${hold_s})
       FROM exchange.incoming AS i WHERE t.facility = $1 AND i.facility = $1 AND i.id = t.incoming AND t.id IN (
         SELECT d.id FROM exchange.task AS d WHERE d.facility = $1 AND d.told <> d.wanted AND d.next_at <= now()
           AND (d.held_until IS NULL OR d.held_until < now()) ORDER BY d.next_at LIMIT ${at_once_max} FOR UPDATE SKIP LOCKED)
       RETURNING t.id, t.wanted, t.reason, t.answer, t.beside, t.failures, i.document, i.digest`,
      [facility, holder],
    )
  ).rows

/** The next step towards what is wanted; undefined: it is there, or can never be. */
const step_towards = (from: DeliveryState, wanted: DeliveryState): DeliveryState | undefined => {
  const steps: readonly DeliveryState[] = next_states[from]
  if (from === wanted) return undefined
  return steps.includes(wanted) ? wanted : steps.find((step) => step === 'received' || step === 'accepted')
}

/** What stands there, with what we say beside the state in the place of what we said before. */
const output_with = (task: Resource, beside: Word['beside']): Record<string, unknown>[] => {
  const before = list_of(task['output'])
  if (beside === null) return [...before]
  const own = new Set(beside_in(task))
  return [...before.filter((one) => !own.has(one)), ...beside]
}

/** One turn of the Task, with our signed word where we have a key. @returns what the hub says now */
const turn = async (hub: Hub, word: Word): Promise<DeliveryState> => {
  const task = await hub.read(`Task/${word.id}`)
  const known = read_task(task)
  if (!known) throw new HubRefuses(0, 'Phiếu giao không đọc được')
  const step = step_towards(known.state, word.wanted)
  const says_more = word.beside !== null && !isDeepStrictEqual(word.beside, known.beside)
  if (step === undefined && !says_more) return word.wanted
  const next = step ?? known.state
  const { private_jwk, client_id, facility } = hub.link
  const output = output_with(task, word.beside)
  if (step !== undefined && private_jwk)
    output.push(
      receipt_output({ says: next, jws: await sign_word(private_jwk, client_id, facility, { ...word, says: next }) }),
    )
  const turned = {
    ...{ ...task, status: next },
    // A refusal says why, and so does who takes somebody on a letter that had lapsed.
    statusReason: next === word.wanted && word.reason !== '' ? { text: word.reason } : undefined,
    ...(output.length > 0 ? { output } : {}),
  }
  await hub.ask({
    ...{ method: 'PUT', path: `Task/${word.id}`, body: JSON.stringify(turned) },
    headers: { 'content-type': 'application/fhir+json; charset=utf-8', 'if-match': `W/"${known.version}"` },
  })
  return step ?? word.wanted
}

const turn_until_told = async (hub: Hub, word: Word): Promise<void> => {
  for (let races = 0, now: DeliveryState | undefined; now !== word.wanted;)
    try {
      now = await turn(hub, word)
    } catch (error) {
      races += 1
      if (!(error instanceof HubRefuses && (error.status === 412 || error.status === 409)) || races > races_max)
        throw error
    }
}

const settle = (
  office: Office,
  facility: string,
  { id, wanted, beside, failures }: Word,
  holder: string,
  error?: unknown,
) =>
  office.database.in_facility(facility, (sql) =>
    error === undefined
      ? sql.query(
          `UPDATE exchange.task SET failures = 0, last_error = NULL, holder = NULL, held_until = NULL,
             told = CASE WHEN beside IS NOT DISTINCT FROM $5::jsonb THEN $4 ELSE told END
           WHERE facility = $1 AND id = $2 AND holder = $3`,
          [facility, id, holder, wanted, beside && JSON.stringify(beside)],
        )
      : sql.query(
          `UPDATE exchange.task SET failures = failures + 1, last_error = $4, holder = NULL, held_until = NULL,
             next_at = now() + make_interval(secs => $5) WHERE facility = $1 AND id = $2 AND holder = $3`,
          [
            facility,
            id,
            holder,
            words_of(error).slice(0, 1_000),
            error instanceof HubAway ? 0 : delay_after(failures + 1),
          ],
        ),
  )

const tell_one = async (office: Office, hub: Hub, word: Word, holder: string): Promise<void> => {
  const { facility } = hub.link
  try {
    await turn_until_told(hub, word)
    await settle(office, facility, word, holder)
  } catch (error) {
    await settle(office, facility, word, holder, error)
    if (!(error instanceof HubRefuses)) throw error
  }
}

/** Tells the hub what became of its letters here: had, accepted, declined, done. @returns whether there may be more */
export const tell_due = async (office: Office, link: HubLink): Promise<boolean> => {
  const holder = randomUUID()
  const due = await office.database.in_facility(link.facility, (sql) => take_due(sql, link.facility, holder))
  const hub = office.hub_of(link)
  const told = await Promise.allSettled(due.map((word) => tell_one(office, hub, word, holder)))
  const failed = told.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  return due.length > 0
}
