import { Failure, fail, type Issue } from '../../base/outcome/index.ts'
import { format_date } from '../../base/time/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import {
  verify_submission,
  type DocumentTrust,
  type DocumentVerdict,
  type Submission,
} from '../../standards/documents/index.ts'
import { sha256, submission_digest } from './digest.ts'
import { check_before_taking } from './check-submission.ts'
import type { Office, SenderTrust } from './office.ts'
import type { Receipt } from './receipts.ts'
import { hold, note_refusal } from './refusals.ts'

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

type Known = { digest: Buffer; person: string; number: number }

const find_known = async (sql: Sql, sender: string, document: string): Promise<Known | undefined> =>
  (
    await sql.prepared<Known>(
      'hub_identity',
      'SELECT digest, person, number FROM hub.identity WHERE sender = $1 AND document = $2',
      [sender, document],
    )
  ).rows[0]

/** A second sending of a document to somebody who was not named before: one more delivery of what lies here. */
const add_recipients = async (sql: Sql, { person, number }: Known, codes: string[]): Promise<void> => {
  if (codes.length === 0) return
  await sql.query(
    `WITH papers AS (
       UPDATE hub.submission SET recipients = recipients || $3::text[] WHERE person = $1 AND number = $2
       RETURNING sender, kind, document, about, replaces, receipt
     )
     INSERT INTO hub.delivery (recipient, number, sender, person, kind, document, about, receipts)
     SELECT r, $2, sender, $1, kind, document,
       jsonb_strip_nulls(jsonb_build_object('title', about -> 'title', 'person', about -> 'person', 'correction_of', replaces)),
       jsonb_build_array(receipt)
     FROM papers, unnest($3::text[]) AS r ON CONFLICT DO NOTHING`,
    [person, number, codes],
  )
}

const taken_before = async (sql: Sql, known: Known, digest: Buffer, named: string[]): Promise<Taken> => {
  if (!known.digest.equals(digest))
    throw fail.conflict(
      'Mã tài liệu này đã dùng cho một nội dung khác. Bản sửa phải có mã mới và ghi “thay thế” bản cũ',
    )
  const { rows } = await sql.query<{ recipients: string[]; receipt: Receipt }>(
    'SELECT recipients, receipt FROM hub.submission WHERE person = $1 AND number = $2 FOR UPDATE',
    [known.person, known.number],
  )
  const [found] = rows
  if (!found) throw new Error(`hub.submission ${known.number} is not there`)
  const more = named.filter((code) => !found.recipients.includes(code))
  await add_recipients(sql, known, more)
  const { receipt } = found
  return { number: known.number, is_new: false, receipt, recipients: [...found.recipients, ...more], warnings: [] }
}

/** A correction goes to all who have the old version, asked or not (TT 38/2024 Điều 4.2; SHARE-12). */
const recipients_of = async (sql: Sql, submission: Submission, named: string[]): Promise<string[]> => {
  if (submission.replaces === undefined) return named
  const old = await find_known(sql, submission.sender, submission.replaces)
  if (!old)
    throw fail.value('Bản được thay thế chưa từng qua trục dưới tên cơ sở này; kiểm tra lại mã bản cũ', 'relatesTo')
  const { rows } = await sql.query<{ recipient: string }>(
    "SELECT recipient FROM hub.delivery WHERE sender = $1 AND number = $2 AND state NOT IN ('rejected', 'cancelled')",
    [submission.sender, old.number],
  )
  await sql.query('UPDATE hub.submission SET replaced_by = $3 WHERE person = $1 AND number = $2', [
    ...[old.person, old.number, submission.parts[0].identity],
  ])
  return [...new Set([...named, ...rows.map(({ recipient }) => recipient)])]
}

const write_sql = `WITH known AS (
    INSERT INTO hub.identity (sender, document, digest, person, number) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT DO NOTHING RETURNING number
  ), papers AS (
    INSERT INTO hub.submission (person, number, sender, recipients, document, identity, kind, created_at, digest, about,
      labels, replaces, parts, verdict, receipt)
    SELECT $4, number, $1, $6, $2, $7, $8, $9, $3, $10, $11, $12, $13, $14, $18 FROM known
  ), bytes AS (
    INSERT INTO hub.content (person, number, part, sender, key_id, bytes)
    SELECT $4, known.number, p.part - 1, $1, p.key_id, p.bytes
    FROM known, unnest($15::text[], $16::bytea[]) WITH ORDINALITY AS p (key_id, bytes, part)
  ), letters AS (
    INSERT INTO hub.delivery (recipient, number, sender, person, kind, document, about, receipts)
    SELECT r, known.number, $1, $4, $8, $2, $17, jsonb_build_array($18::jsonb) FROM known, unnest($6::text[]) AS r
  )
  SELECT number FROM known`

type Writing = {
  submission: Submission
  person: string
  number: number
  recipients: string[]
  digest: Buffer
  verdict: DocumentVerdict
  receipt: Receipt
}

const write = async (sql: Sql, { cipher }: Office, one: Writing): Promise<boolean> => {
  const { submission, person, number } = one
  const [document] = submission.parts
  const closed = submission.parts.map((part, i) => cipher.close(part.bytes, `${number}/${i}`))
  const parts = submission.parts.map(({ bytes, ...part }) => ({
    ...part,
    size: bytes.length,
    sha256: sha256(bytes).toString('hex'),
  }))
  const { title, person: about, author, period } = submission
  const letter = { title, person: about, ...(submission.replaces ? { correction_of: submission.replaces } : {}) }
  const { rows } = await sql.prepared<{ number: number }>('hub_take', write_sql, [
    ...[submission.sender, document.identity, one.digest, person, number, one.recipients, submission.identity],
    ...[submission.kind, submission.created_at, JSON.stringify({ title, person: about, author, period })],
    ...[submission.labels, submission.replaces ?? null, JSON.stringify(parts), JSON.stringify(one.verdict)],
    ...[closed.map(({ key_id }) => key_id), closed.map(({ bytes }) => bytes)],
    ...[JSON.stringify(letter), JSON.stringify(one.receipt)],
  ])
  return rows.length > 0
}

const next_number = async (sql: Sql): Promise<number> => {
  const { rows } = await sql.prepared<{ number: number }>(
    'hub_number',
    "SELECT nextval('hub.submission_serial') AS number",
    [],
  )
  return rows[0]?.number ?? 0
}

/** Of the dead nobody is sent on, asked back or prescribed for. */
const after_death = new Set(['transfer-letter', 'reexam-letter', 'prescription'])

const death_problem = ({ kind, created_at }: Submission, deceased: string | null): string | undefined =>
  deceased !== null && after_death.has(kind) && created_at.slice(0, 10) > deceased.slice(0, 10)
    ? `Danh bạ ghi người bệnh đã mất ngày ${format_date(deceased.slice(0, 10))}; kiểm tra lại người bệnh trên tài liệu này`
    : undefined

const document_trust = ({ roots_pem, seals }: SenderTrust, at: Date): DocumentTrust => {
  const revoked = new Map(
    seals.flatMap(({ serial, revoked_at }) => (revoked_at ? [[serial, new Date(revoked_at)]] : [])),
  )
  const found = seals.map(({ certificate_pem }) => certificate_pem)
  return { roots_pem, seals: found, revoked: ({ serial }) => revoked.get(serial), at, pdf_only: true }
}

export class Held extends Failure {
  constructor(reason: string) {
    super(202, [{ severity: 'warning', code: 'business-rule', message: reason }])
  }
}

const take_checked = (
  office: Office,
  caller: Caller,
  checked: { submission: Submission; verdict: DocumentVerdict; named: string[]; digest: Buffer },
  release?: (sql: Sql) => Promise<void>,
): Promise<Taken> =>
  office.database.in_facility(caller.facility, async (sql) => {
    await release?.(sql)
    const { submission, verdict, digest } = checked
    const [document] = submission.parts
    // A number that is not needed after all is left out of the row of numbers: nothing is counted by them.
    const [before, number] = await Promise.all([
      find_known(sql, submission.sender, document.identity),
      next_number(sql),
    ])
    if (before) {
      const taken = await taken_before(sql, before, digest, checked.named)
      await office.on_repeat?.(sql, caller, document.identity)
      return taken
    }
    const known = await office.know_person(sql, caller, submission.person)
    const dead = death_problem(submission, known.deceased)
    if (dead !== undefined && !release) throw new Held(dead)
    const recipients = await recipients_of(sql, submission, checked.named)
    const facts = { document: document.identity, digest: digest.toString('hex'), sender: submission.sender }
    const receipt = await office.receipts.sign({ ...facts, recipients, number, at: new Date() })
    const is_new = await write(sql, office, {
      submission,
      verdict,
      digest,
      person: known.person,
      number,
      recipients,
      receipt,
    })
    if (!is_new) {
      const other = await find_known(sql, submission.sender, document.identity)
      if (!other) throw fail.conflict('Tài liệu này đang được gửi ở một lượt khác; hãy gửi lại')
      return taken_before(sql, other, digest, checked.named)
    }
    const act = { action: 'C', interaction: 'ITI-65', type: 'DocumentReference', ref: `List/${number}` } as const
    await insert_events(sql, [{ caller, act: { ...act, patient: known.person, detail: submission.kind } }])
    const warnings = [...known.issues, ...verdict.issues].filter(({ severity }) => severity !== 'error')
    return { number, is_new: true, receipt, recipients, warnings }
  })

/**
 * All that is asked of a document before it is taken, then the taking.
 * @param release somebody at the hub has looked at what held it: his word, written in the same transaction
 */
export const judge_and_take = async (
  office: Office,
  caller: Caller,
  submission: Submission,
  wish: { received_at: Date; release?: (sql: Sql) => Promise<void> },
): Promise<Taken> => {
  const codes = [...new Set(submission.recipients)]
  const [trust, found] = await office.database.read_facility(caller.facility, (sql) =>
    Promise.all([office.find_trust(sql, caller.facility), office.find_recipients(sql, codes)]),
  )
  const named = await check_before_taking(office, caller, submission, { trust, found })
  const verdict = verify_submission(submission, document_trust(trust, wish.received_at))
  if (!verdict.valid) throw new Failure(422, verdict.issues)
  const checked = { submission, verdict, named, digest: submission_digest(submission.parts) }
  const taken = await take_checked(office, caller, checked, wish.release)
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
  received: Uint8Array,
): Promise<Taken> => {
  const { kind, recipients, parts } = submission
  const about = { caller, document: parts[0].identity, kind, recipients, received }
  try {
    return await judge_and_take(office, caller, submission, { received_at: new Date() })
  } catch (error) {
    if (error instanceof Held) await hold(office, about, error.message)
    else if (error instanceof Failure) await note_refusal(office, about, error)
    throw error
  }
}
