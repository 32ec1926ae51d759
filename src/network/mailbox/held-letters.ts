import { Failure, fail } from '../../base/outcome/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { is_object } from '../../standards/fhir/index.ts'
import type { Submission } from '../../standards/documents/index.ts'
import { read_provide_bundle, read_simple_publish } from '../../standards/mhd/index.ts'
import type { HeldEnvelope, HeldLetter, LetterDecision } from './contract.ts'
import { at_member, note_at_hub, note_at_member, party_of, type Desk } from './desk.ts'
import type { Office } from './office.ts'
import { read_plain_letter } from './plain-letter.ts'
import { returned_task, type ReturnedLetter } from './returned-task.ts'
import { judge_and_take } from './take.ts'

const rows_max = 500

type HeldRow = ReturnedLetter & { at: Date; reason: string; size: number }

/** What waits for a decision, the longest waiting first. */
export const list_held_letters = async (office: Office): Promise<HeldLetter[]> => {
  const { rows } = await office.database.in_site((sql) =>
    sql.query<HeldRow>('SELECT * FROM hub.held_letters($1)', [rows_max]),
  )
  const party = await party_of(
    office,
    rows.flatMap(({ sender, recipients }) => [sender, ...recipients]),
  )
  return rows.map(({ sender, recipients, at, document, kind, ...row }) => ({
    ...row,
    ...{ document: document ?? '', kind: kind ?? '', at: at.toISOString() },
    sender: party(sender),
    recipients: recipients.map(party),
  }))
}

export type HeldAt = { sender: string; id: number }

type Custody = HeldRow & { key_id: string; bytes: Buffer }

const find_custody = async (office: Office, { sender, id }: HeldAt): Promise<Custody> => {
  const { rows } = await office.database.in_facility(sender, (sql) =>
    sql.query<Custody & { state: string }>(
      `SELECT sender, id, at, document, kind, reason, size, recipients, state, key_id, bytes FROM hub.refusal
       WHERE sender = $1 AND id = $2`,
      [sender, id],
    ),
  )
  if (!rows[0] || rows[0].state === 'refused') throw fail.not_found('Không có thư này trong khay giữ lại')
  if (rows[0].state !== 'held') throw fail.conflict('Thư này đã có người giải quyết')
  return rows[0]
}

/** The letter again, by whichever door it came in. */
const read_again = ({ cipher }: Office, one: Custody): Submission => {
  const text = cipher.open(one.key_id, one.bytes, `held/${one.document ?? ''}`).toString()
  const body: unknown = JSON.parse(text)
  const { sender, recipients } = one
  if (!is_object(body)) throw fail.rule('Không đọc lại được thư này; chỉ có thể trả về nơi gửi')
  if (body['resourceType'] === 'Bundle') return read_provide_bundle(body, { sender }).submission
  if (body['resourceType'] === 'DocumentReference') return read_simple_publish(body, { sender, recipients })
  return read_plain_letter(body, sender)
}

/** Numbers of several people: the tray of held persons has them; here nobody is named. */
const nobody_alone = (error: unknown): string[] => {
  if (error instanceof Failure && error.status === 409) return []
  throw error
}

/** What stands on the envelope, for whoever decides; the papers inside stay closed. Leaves a line. */
export const open_held_envelope = async (office: Office, caller: Caller, at: HeldAt): Promise<HeldEnvelope> => {
  const submission = read_again(office, await find_custody(office, at))
  const { person, parts, created_at, replaces } = submission
  const persons = await office.database.in_facility(at.sender, (sql) =>
    office.find_person(sql, at_member(caller, at.sender), person.identifiers).catch(nobody_alone),
  )
  const act = { action: 'R', interaction: 'held-envelope', ref: parts[0].identity, detail: at.sender } as const
  await note_at_hub(office, caller, act)
  return {
    person: {
      ...{ name: person.name, identifiers: person.identifiers },
      ...{ birth_date: person.birth_date ?? '', gender: person.gender ?? '' },
    },
    created_at,
    is_correction: replaces !== undefined,
    parts: parts.map(({ kind, bytes }) => ({ kind, size: bytes.length })),
    persons,
  }
}

type Settling = HeldAt & { decision: LetterDecision; reason: string }

/** The decision, once: whoever comes second is told so, and nothing of his stays. */
const settle_row = async (sql: Sql, caller: Caller, wish: Settling): Promise<void> => {
  const { row_count } = await sql.query(
    `UPDATE hub.refusal SET state = 'settled', decision = $3, answer = $4, settled_by = $5, settled_at = now(),
       bytes = CASE WHEN $3 = 'released' THEN NULL ELSE bytes END
     WHERE sender = $1 AND id = $2 AND state = 'held'`,
    [wish.sender, wish.id, wish.decision, wish.reason, caller.actor.name],
  )
  if (row_count === 0) throw fail.conflict('Thư này vừa có người khác giải quyết')
  const ref = `hub.refusal/${wish.sender}/${wish.id}`
  await note_at_member(sql, caller, { action: 'U', interaction: `held-${wish.decision}`, ref, detail: wish.reason })
}

/** It goes on as if it had come now; everything but what held it is asked again, at the time it came. */
const release = async ({ office }: Desk, caller: Caller, wish: Settling): Promise<void> => {
  const custody = await find_custody(office, wish)
  await judge_and_take(office, caller, read_again(office, custody), {
    received_at: custody.at,
    release: (sql) => settle_row(sql, caller, wish),
  })
}

/** Back to the sender: its box says so with the reason, in the transaction of the decision. The bytes are kept. */
const send_back = async ({ office, store, own_callers }: Desk, caller: Caller, wish: Settling): Promise<void> => {
  const custody = await find_custody(office, wish)
  own_callers.add(caller)
  await store.unit(caller, async (unit) => {
    await settle_row(unit.sql, caller, wish)
    // For the timeline alone: nobody to name but the sender itself.
    const owners = custody.recipients.length > 0 ? custody.recipients : [custody.sender]
    for (const owner of owners) await unit.put(returned_task(custody, owner, wish.reason))
  })
}

/**
 * Somebody has looked at a held letter. @throws 404, 409 when it was settled, 422 without a reason or when it may not go
 * on for another cause
 */
export const settle_held_letter = async (desk: Desk, caller: Caller, given: Settling): Promise<void> => {
  const wish = { ...given, reason: given.reason.trim() }
  if (wish.reason === '') throw fail.value('Thiếu lý do: ai quyết định, vì sao, phải ghi lại', 'reason')
  const settle = wish.decision === 'released' ? release : send_back
  await settle(desk, at_member(caller, wish.sender), wish)
  const ref = `hub.refusal/${wish.sender}/${wish.id}`
  await note_at_hub(desk.office, caller, {
    ...{ action: 'U', interaction: `held-${wish.decision}`, ref },
    detail: wish.reason,
  })
}

/** A member's own letters that were held, and what was decided: for systems that read no Task. */
export const list_own_held = async (office: Office, facility: string): Promise<Record<string, unknown>[]> =>
  (
    await office.database.in_facility(facility, (sql) =>
      sql.query(
        `SELECT document, kind, recipients, at, coalesce(decision, state) AS state, reason, answer, settled_at
         FROM hub.refusal WHERE sender = $1 AND state IN ('held', 'settled') ORDER BY id DESC LIMIT ${rows_max}`,
        [facility],
      ),
    )
  ).rows
