import { Failure, fail, type Issue } from '../../base/outcome/index.ts'
import type { AuditLine, Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import {
  verify_submission,
  type DocumentTrust,
  type DocumentVerdict,
  type Submission,
} from '../../standards/documents/index.ts'
import { basis_of_sending, say_basis } from '../gate/index.ts'
import { check_before_taking, check_sender } from './check-submission.ts'
import { death_problem } from './death-problem.ts'
import { submission_digest } from './digest.ts'
import type { KnownPerson, Office, Recognised, SenderTrust } from './office.ts'
import { judge_paper_only, type PaperWord } from './paper-only.ts'
import type { Receipt } from './receipts.ts'
import { hold, note_refusal } from './refusals.ts'
import { hand_on_reliance } from './reliance.ts'
import { find_known, find_or_number, taken_before, type Known } from './take-again.ts'
import { write_taking } from './write-taking.ts'

/** What the sender gets: where the document lies, and the hub's receipt. */
export type Taken = {
  number: number
  /** false: the same document had been taken before; nothing happened a second time. */
  is_new: boolean
  receipt: Receipt
  /** Everybody it goes to: who was named, and for a correction who has the old version. */
  recipients: string[]
  warnings: Issue[]
}

type Checked = { submission: Submission; verdict: DocumentVerdict; named: string[]; digest: Buffer; number: number }

/**
 * A correction goes to all who have the old version or go by it, asked or not (TT 38/2024 Điều 4.2; SHARE-12). The old row
 * first: whoever says at this moment that he goes by it waits for it (reliance.ts).
 */
const recipients_of = async (sql: Sql, { submission, named, number }: Checked): Promise<string[]> => {
  if (submission.replaces === undefined) return named
  const old = await find_known(sql, submission.sender, submission.replaces)
  if (!old)
    throw fail.value('Bản được thay thế chưa từng qua trục dưới tên cơ sở này; kiểm tra lại mã bản cũ', 'relatesTo')
  await sql.query('UPDATE hub.submission SET replaced_by = $3 WHERE person = $1 AND number = $2', [
    ...[old.person, old.number, submission.parts[0].identity],
  ])
  const { rows } = await sql.query<{ recipient: string }>(
    "SELECT recipient FROM hub.delivery WHERE sender = $1 AND number = $2 AND state NOT IN ('rejected', 'cancelled')",
    [submission.sender, old.number],
  )
  const relying = await hand_on_reliance(sql, submission.sender, { from: old.number, to: number })
  return [...new Set([...named, ...rows.map(({ recipient }) => recipient), ...relying])]
}

const document_trust = (trust: SenderTrust, at: Date): DocumentTrust => {
  const { roots_pem, seals, register, clock_tolerance_ms } = trust
  const revoked = new Map(
    seals.flatMap(({ serial, revoked_at }) => (revoked_at ? [[serial, new Date(revoked_at)]] : [])),
  )
  const found = seals.map(({ certificate_pem }) => certificate_pem)
  return {
    roots_pem,
    seals: found,
    revoked: ({ serial }) => revoked.get(serial),
    register,
    clock_tolerance_ms,
    at,
    pdf_only: true,
  }
}

/** Its code is the class it is counted by, as a refusal's is. */
export class Held extends Failure {
  constructor(reason: string, code: 'business-rule' | 'conflict') {
    super(202, [{ severity: 'warning', code, message: reason }])
  }
}

type Laying = Checked & { known: KnownPerson; recipients: string[]; lines: AuditLine[] }

/** Writes what was found right. @returns undefined when the same document was taken in the same moment */
const lay_down = async (office: Office, sql: Sql, caller: Caller, laying: Laying): Promise<Taken | undefined> => {
  const { submission, verdict, digest, number, known, recipients } = laying
  const facts = { document: submission.parts[0].identity, digest: digest.toString('hex'), sender: submission.sender }
  const receipt = await office.receipts.sign({ ...facts, recipients, number, at: new Date() })
  const act = { action: 'C', interaction: 'ITI-65', type: 'DocumentReference', ref: `List/${number}` } as const
  const basis = basis_of_sending(submission)
  const detail = basis ? `${submission.kind}: ${say_basis(basis)}` : submission.kind
  const line = { caller, act: { ...act, patient: known.person, detail } }
  const is_new = await write_taking(sql, office.cipher, {
    ...{ submission, verdict, digest, person: known.person, number, recipients, receipt },
    lines: [...laying.lines, line],
  })
  if (!is_new) return undefined
  const warnings = [...known.issues, ...verdict.issues].filter(({ severity }) => severity !== 'error')
  return { number, is_new: true, receipt, recipients, warnings }
}

type Release = (sql: Sql) => Promise<void>

/** What needs more than one look: a repeat, a correction, somebody new or changed or dead, a release. */
const take_in_unit = (office: Office, caller: Caller, checked: Checked, release?: Release): Promise<Taken> =>
  office.database.in_facility(caller.facility, async (sql) => {
    await release?.(sql)
    const { submission } = checked
    const [document] = submission.parts
    const before = await find_known(sql, submission.sender, document.identity)
    if (before) {
      const taken = await taken_before(sql, before, checked)
      await office.on_repeat?.(sql, caller, document.identity)
      return taken
    }
    const known = await office.know_person(sql, caller, submission.person)
    const dead = await death_problem(sql, submission, known)
    if (dead !== undefined && !release) throw new Held(dead, 'business-rule')
    const recipients = await recipients_of(sql, checked)
    const taken = await lay_down(office, sql, caller, { ...checked, known, recipients, lines: [] })
    if (taken) return taken
    const other = await find_known(sql, submission.sender, document.identity)
    if (!other) throw fail.conflict('Tài liệu này đang được gửi ở một lượt khác; hãy gửi lại')
    return taken_before(sql, other, checked)
  })

type Found = { before: Known | undefined; recognised: Recognised | undefined }

/** A new letter of a person the directory knows: one statement. @returns undefined when it is none */
const take_at_once = async (
  office: Office,
  caller: Caller,
  checked: Checked,
  { before, recognised }: Found,
): Promise<Taken | undefined> => {
  if (before || !recognised || checked.submission.replaces !== undefined) return undefined
  const { known, lines } = recognised
  if (known.deceased !== null) return undefined
  return office.database.in_facility(caller.facility, async (sql) =>
    (await recognised.learn(sql))
      ? lay_down(office, sql, caller, { ...checked, known, recipients: checked.named, lines })
      : undefined,
  )
}

/** Together on their way, in no transaction: what is unusual is asked again in one. */
const ask_together = (office: Office, caller: Caller, submission: Submission) =>
  office.database.in_facility(caller.facility, async (sql) => {
    const [trust, found, { matrix_edition, ...known }, recognised] = await Promise.all([
      office.find_trust(sql, caller.facility),
      office.find_recipients(sql, [...new Set(submission.recipients)]),
      find_or_number(sql, submission.sender, submission.parts[0].identity),
      office.recognise_person(sql, caller, submission.person),
    ])
    return { trust, found, ...known, recognised, rulings: await office.find_rulings(sql, matrix_edition) }
  })

/**
 * What was taken before, to nobody new: whoever only lost the answer gets it again, whatever the matrix says since. Its
 * signatures are judged anew: a key may have come into other hands.
 */
const is_repeat = (office: Office, { sender, recipients }: Submission, before: Known): Promise<boolean> =>
  office.database.in_facility(sender, async (sql) => {
    const { rows } = await sql.alone(
      'hub_repeat',
      'SELECT FROM hub.submission WHERE person = $1 AND number = $2 AND recipients @> $3::text[]',
      [before.person, before.number, recipients],
    )
    return rows.length > 0
  })

/**
 * All that is asked of a document before it is taken, then the taking.
 * @param release somebody at the hub has looked at what held it: his word, written in the same transaction
 */
export const judge_and_take = async (
  office: Office,
  caller: Caller,
  submission: Submission,
  wish: { received_at: Date; release?: Release },
): Promise<Taken> => {
  const { trust, found, rulings, before, number, recognised } = await ask_together(office, caller, submission)
  check_sender(caller, submission, trust)
  const named =
    before && (await is_repeat(office, submission, before))
      ? submission.recipients
      : await check_before_taking(office, submission, { trust, found, rulings })
  const verdict = verify_submission(submission, document_trust(trust, wish.received_at))
  if (!verdict.valid) throw new Failure(422, verdict.issues)
  // What was taken before is not looked at again.
  const paper: PaperWord = before ? { issues: [] } : await judge_paper_only(submission)
  if (paper.held !== undefined && !wish.release) throw new Held(paper.held, 'conflict')
  verdict.issues.push(...paper.issues)
  const checked = { submission, verdict, named, number, digest: submission_digest(submission.parts) }
  const taken =
    (wish.release ? undefined : await take_at_once(office, caller, checked, { before, recognised })) ??
    (await take_in_unit(office, caller, checked, wish.release))
  office.poke()
  return taken
}

/**
 * Takes a document in: schema and signatures checked at the door, stored as received, numbered, receipted, laid ready for
 * each recipient. The same document again is the same taking. What is refused is counted with its reason.
 * @param received the whole message, kept where a person has to settle it
 * @throws 403 not the sender's or suspended, 409 other bytes under a known identity, 422 with every fault,
 *   202 (Held) when a person at the hub must decide
 */
export const take_submission = async (
  office: Office,
  caller: Caller,
  submission: Submission,
  received: string | Uint8Array,
): Promise<Taken> => {
  const { kind, recipients, parts } = submission
  try {
    return await judge_and_take(office, caller, submission, { received_at: new Date() })
  } catch (error) {
    const about = { caller, document: parts[0].identity, kind, recipients, received: Buffer.from(received) }
    if (error instanceof Held) await hold(office, about, error)
    else if (error instanceof Failure) await note_refusal(office, about, error)
    throw error
  }
}
