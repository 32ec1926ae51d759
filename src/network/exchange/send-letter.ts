import { randomUUID } from 'node:crypto'
import type { Sql } from '../../platform/database/index.ts'
import { is_object, list_of, object_of, text_of } from '../../standards/fhir/index.ts'
import { write_provide_bundle } from '../../standards/mhd/index.ts'
import { delay_after } from './back-off.ts'
import { close_for_receivers } from './close-outgoing.ts'
import { HubRefuses, outcome_words, type Hub } from './hub-client.ts'
import { HubAway, HubForbids, words_of } from './hub-faults.ts'
import type { HubLink } from './link.ts'
import type { Office } from './office.ts'
import { keep_receipts } from './receipts.ts'
import { NotClosable } from './receiver-keys.ts'
import type { HubAnswer } from './send-request.ts'
import { digest_of, load_submission, type Head } from './shelf.ts'

/** Who sends holds the letter for so long and says again that he does; after his end another may. */
const hold_s = 150
const hold_again_ms = 60_000
const at_once_max = 8

type Taken = { id: string; document: string; digest: string; head: Head; failures: number }

/**
 * The letters that may leave now, held by us: of each chain only the first that has not left, so that a correction never
 * overtakes what it corrects.
 */
const take_due = async (sql: Sql, facility: string, holder: string): Promise<Taken[]> =>
  (
    await sql.query<Taken>(
      `UPDATE exchange.outgoing AS o SET holder = $2, held_until = now() + make_interval(secs => ${hold_s})
       WHERE o.facility = $1 AND o.id IN (
         SELECT d.id FROM exchange.outgoing AS d WHERE d.facility = $1 AND d.state = 'waiting' AND d.next_at <= now()
           AND (d.held_until IS NULL OR d.held_until < now())
           AND NOT EXISTS (SELECT FROM exchange.outgoing AS e WHERE e.facility = $1 AND e.chain = d.chain
             AND e.position < d.position AND e.state IN ('waiting', 'held'))
         ORDER BY d.next_at LIMIT ${at_once_max} FOR UPDATE SKIP LOCKED)
       RETURNING o.id, o.document, o.digest, o.head, o.failures`,
      [facility, holder],
    )
  ).rows

/** Where the hub put the submission: the List among what it answers (R4 §3.1.0.11.2). */
const list_in = (body: unknown): string | null =>
  (is_object(body) ? list_of(body['entry']) : []).flatMap(
    (entry) =>
      /(?:^|\/)List\/([A-Za-z0-9.-]+)/.exec(text_of(object_of(entry['response'])?.['location']) ?? '')?.[1] ?? [],
  )[0] ?? null

type Settle = { state: 'taken' | 'waiting' | 'held'; why: string; delay_s: number; list: string | null }

/** The hub's word that it has the letter comes with its answer, too (and stands in the Task). */
const receipt_header = 'x-benhan-receipt'

const keep_receipt = async (
  office: Office,
  hub: Hub,
  letter: Taken,
  answer: HubAnswer,
  sent_as: string,
): Promise<void> => {
  const jws = answer.headers.get(receipt_header)
  if (jws === null) return
  const keys = await office.keys_of(hub)
  const { facility } = hub.link
  await office.database.in_facility(facility, (sql) =>
    keep_receipts(sql, facility, letter.id, [{ says: 'taken', jws }], keys, { ...letter, sent_as }),
  )
}

const settle = async (office: Office, facility: string, { id }: Taken, holder: string, how: Settle): Promise<void> => {
  await office.database.in_facility(facility, async (sql) => {
    const { row_count } = await sql.query(
      `UPDATE exchange.outgoing SET state = $4, holder = NULL, held_until = NULL, changed_at = now(),
         reason = CASE WHEN $4 = 'held' THEN $5 ELSE '' END, last_error = nullif($5, ''),
         failures = CASE WHEN $4 = 'waiting' THEN failures + 1 ELSE failures END,
         next_at = now() + make_interval(secs => $6), hub_list = coalesce($7, hub_list),
         taken_at = CASE WHEN $4 = 'taken' THEN now() END
       WHERE facility = $1 AND id = $2 AND holder = $3 AND state = 'waiting'`,
      [facility, id, holder, how.state, how.why.slice(0, 1_000), how.delay_s, how.list],
    )
    if (row_count > 0 && how.state === 'taken')
      await sql.query(
        "UPDATE exchange.delivery SET state = 'requested', changed_at = now() WHERE facility = $1 AND outgoing = $2 AND state = 'waiting'",
        [facility, id],
      )
  })
}

/** The line failed, not the letter: it waits as it was. */
const let_go = (office: Office, facility: string, { id }: Taken, holder: string, why: string): Promise<unknown> =>
  office.database.in_facility(facility, (sql) =>
    sql.query(
      `UPDATE exchange.outgoing SET holder = NULL, held_until = NULL, last_error = nullif($4, '')
       WHERE facility = $1 AND id = $2 AND holder = $3`,
      [facility, id, holder, why.slice(0, 1_000)],
    ),
  )

const held = (why: string): Settle => ({ state: 'held', why, delay_s: 0, list: null })

/** What the hub's refusal means for the letter, and who can do something about it. */
const settle_of = (error: unknown, { failures }: Taken): Settle => {
  if (error instanceof HubForbids || error instanceof NotClosable) return held(error.message)
  if (error instanceof HubRefuses && error.status === 409)
    return held(
      `Trục đã có văn bản cùng mã nhưng nội dung khác: ${error.message}. Người lập văn bản phát hành bản mới thay thế`,
    )
  if (error instanceof HubRefuses && error.status >= 400 && error.status < 500 && error.status !== 408)
    return held(`Trục từ chối (HTTP ${error.status}): ${error.message}`)
  return { state: 'waiting', why: words_of(error), delay_s: delay_after(failures + 1), list: null }
}

/** 202: the hub keeps it until a person there has decided (an ID of two people); its Task will say when it goes on. */
const held_by_hub = 202

const post = async (office: Office, hub: Hub, letter: Taken): Promise<Settle> => {
  const { id, head } = letter
  const { facility } = hub.link
  const submission = await office.database.in_facility(facility, (sql) => load_submission(sql, facility, id, head))
  if (!submission) throw new Error(`letter ${id} has no parts`)
  const sent = await close_for_receivers(office, hub, id, submission)
  const answer = await hub.ask({
    ...{ method: 'POST', path: `${hub.link.base_url}/fhir` },
    headers: { 'content-type': 'application/fhir+json; charset=utf-8' },
    body: JSON.stringify(write_provide_bundle(sent)),
  })
  if (answer.status === held_by_hub)
    return held(`Trục giữ lại chờ người vận hành xem: ${outcome_words(answer)}. Không cần gửi lại`)
  const digest = sent === submission ? letter.digest : digest_of(sent.parts)
  await keep_receipt(office, hub, { ...letter, digest }, answer, sent.parts[0].identity)
  return { state: 'taken', why: '', delay_s: 0, list: list_in(answer.json()) }
}

/** A large letter takes its time: held on to while it leaves. */
const hold_on = (office: Office, facility: string, { id }: Taken, holder: string): NodeJS.Timeout =>
  setInterval(() => {
    office.database
      .in_facility(facility, (sql) =>
        sql.query(
          `UPDATE exchange.outgoing SET held_until = now() + make_interval(secs => ${hold_s})
           WHERE facility = $1 AND id = $2 AND holder = $3`,
          [facility, id, holder],
        ),
      )
      .catch((error: unknown) => office.report(error, `holding letter ${id}`))
  }, hold_again_ms)

const send_one = async (office: Office, hub: Hub, letter: Taken, holder: string): Promise<void> => {
  const { facility } = hub.link
  const holding = hold_on(office, facility, letter, holder)
  try {
    await settle(office, facility, letter, holder, await post(office, hub, letter))
  } catch (error) {
    if (!(error instanceof HubAway)) {
      await settle(office, facility, letter, holder, settle_of(error, letter))
      if (!(error instanceof HubForbids)) return
    } else await let_go(office, facility, letter, holder, office.stopped.aborted ? '' : error.message)
    throw error
  } finally {
    clearInterval(holding)
  }
}

/**
 * Sends what is due, some at once. @returns whether there may be more
 * @throws HubAway, HubForbids when the line is to be left alone
 */
export const send_due = async (office: Office, link: HubLink): Promise<boolean> => {
  const holder = randomUUID()
  const due = await office.database.in_facility(link.facility, (sql) => take_due(sql, link.facility, holder))
  const hub = office.hub_of(link)
  const sent = await Promise.allSettled(due.map((letter) => send_one(office, hub, letter, holder)))
  const failed = sent.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  return due.length > 0
}
