import { Failure, fail } from '../../base/outcome/index.ts'
import { new_id, type Unit } from '../../platform/records/index.ts'
import type { Submission } from '../../standards/documents/index.ts'
import { basis_issues, basis_of_sending, label_issues, say_basis, type Rulings } from '../gate/index.ts'
import { find_rulings } from './hub-matrix.ts'
import { last_day_of } from './letter-validity.ts'
import { is_data, read_data } from './read-data.ts'
import { digest_of, head_of, put_parts } from './shelf.ts'

export type PostWish = {
  submission: Submission
  /** Our Patient and Encounter it tells of. */
  patient?: string | undefined
  encounter?: string | undefined
  /** What it was made of, in the words of the room that made it: `transfer-letter/0192…`. */
  about?: string | undefined
  /** The incoming letter that it answers: answered with it, and completed. */
  answers?: string | undefined
}

/** The others may be laid into the person's timeline at the hub, for whoever has a basis to look. */
const must_be_addressed = new Set<Submission['kind']>(['transfer-letter', 'transfer-answer'])

const check = (submission: Submission, facility: string, holding: Rulings): void => {
  const { sender, recipients, parts, title, kind } = submission
  if (sender !== facility) throw fail.rule('Chỉ gửi được văn bản của chính cơ sở mình', 'sender')
  if (recipients.length === 0 && must_be_addressed.has(kind)) throw fail.rule('Chưa chọn nơi nhận', 'recipients')
  if (recipients.includes(facility)) throw fail.rule('Nơi nhận là chính cơ sở này', 'recipients')
  if (parts.some(({ bytes }) => bytes.length === 0)) throw fail.rule(`Văn bản “${title}” có phần trống`, 'parts')
  // What the hub's door would refuse is refused here, where somebody can still put it right.
  const issues = [...basis_issues(submission), ...label_issues(submission, holding)]
  if (issues.length > 0) throw new Failure(422, issues)
}

/** Corrections of one document leave one after the other: they hang on the chain of the first. */
const chain_of = async (unit: Unit, { replaces, parts }: Submission): Promise<string> => {
  if (replaces === undefined) return parts[0].identity
  const { rows } = await unit.sql.query<{ chain: string }>(
    'SELECT chain FROM exchange.outgoing WHERE facility = $1 AND document = $2 LIMIT 1',
    [unit.caller.facility, replaces],
  )
  return rows[0]?.chain ?? replaces
}

const last_day = ({ kind, created_at, parts }: Submission): string | undefined =>
  last_day_of(kind, { checks: { signatures: [] }, created_at: new Date(created_at) }, read_data(parts.filter(is_data)))

/** The answer is on its way: the letter that is answered is done, and its sender is told which document answers it. */
const answer_letter = async (unit: Unit, letter: string, id: string, document: string): Promise<void> => {
  const { facility, actor } = unit.caller
  const { row_count } = await unit.sql.query(
    `UPDATE exchange.incoming SET answer = $3, state = 'completed', acted_by = $4, acted_name = $5, acted_at = now()
     WHERE facility = $1 AND id = $2 AND state <> 'rejected'`,
    [facility, letter, id, actor.id, actor.name],
  )
  if (row_count === 0) throw fail.rule('Văn bản được trả lời không có ở đây, hoặc đã bị từ chối', 'answers')
  await unit.sql.query(
    "UPDATE exchange.task SET wanted = 'completed', answer = $3, next_at = now() WHERE facility = $1 AND incoming = $2",
    [facility, letter, document],
  )
}

/**
 * Puts a document into the outbox, in the transaction of the event it tells of: both are there or neither (SHARE-10). The
 * same sending again is the same letter.
 * @returns id of the outgoing letter @throws 409 another sending under the same identity
 */
export const post_submission = async (unit: Unit, wish: PostWish): Promise<string> => {
  const { facility, actor } = unit.caller
  check(wish.submission, facility, await find_rulings(unit.sql, facility))
  const basis = basis_of_sending(wish.submission)
  const submission: Submission = basis ? { ...wish.submission, basis } : wish.submission
  const id = new_id()
  const document = submission.parts[0].identity
  const { row_count } = await unit.sql.query(
    `INSERT INTO exchange.outgoing (facility, id, identity, document, digest, chain, kind, title, head, patient, encounter,
       about, answers, posted_by, posted_name, valid_until)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     ON CONFLICT (facility, identity) DO NOTHING`,
    [
      ...[facility, id, submission.identity, document, digest_of(submission.parts), await chain_of(unit, submission)],
      ...[
        submission.kind,
        submission.title,
        JSON.stringify(head_of(submission)),
        wish.patient ?? null,
        wish.encounter ?? null,
      ],
      ...[wish.about ?? null, wish.answers ?? null, actor.id, actor.name, last_day(submission) ?? null],
    ],
  )
  if (row_count === 0) return find_same(unit, submission)
  await put_parts(unit.sql, facility, id, submission.parts)
  await unit.sql.query(
    'INSERT INTO exchange.delivery (facility, outgoing, recipient) SELECT $1, $2, unnest($3::text[])',
    [facility, id, submission.recipients],
  )
  if (wish.answers !== undefined) await answer_letter(unit, wish.answers, id, document)
  unit.note({
    ...{
      action: 'C',
      interaction: 'post-document',
      type: 'DocumentReference',
      ref: `DocumentReference?identifier=${document}`,
    },
    ...{
      patient: wish.patient,
      detail: `${submission.title} → ${submission.recipients.join(', ')}${basis ? `; căn cứ: ${say_basis(basis)}` : ''}`,
    },
  })
  return id
}

const find_same = async (unit: Unit, submission: Submission): Promise<string> => {
  const { rows } = await unit.sql.query<{ id: string; digest: string }>(
    'SELECT id, digest FROM exchange.outgoing WHERE facility = $1 AND identity = $2',
    [unit.caller.facility, submission.identity],
  )
  if (rows[0]?.digest !== digest_of(submission.parts))
    throw fail.conflict('Mã lần gửi này đã dùng cho một văn bản khác')
  return rows[0].id
}
