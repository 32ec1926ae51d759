import type { Issue } from '../../base/outcome/index.ts'
import { local_time } from '../../base/time/index.ts'
import { new_id, type Unit } from '../../platform/records/index.ts'
import type { DocumentVerdict, Submission } from '../../standards/documents/index.ts'
import type { Checks, PackageView } from './contract.ts'
import { last_day_of } from './letter-validity.ts'
import { match_person, type Match } from './match-person.ts'
import type { Arrived } from './office.ts'
import { is_data, read_data } from './read-data.ts'
import { digest_of, put_parts, type Head, type NewPart } from './shelf.ts'

/** What came: read as a submission, or kept as it is where nobody can read it. */
export type Delivered = {
  head: Head
  document: string
  parts: NewPart[]
  /** What came over the line where the letter had been closed for us. */
  closed?: NewPart[]
  submission: Submission | undefined
  verdict: DocumentVerdict
  package?: PackageView | undefined
  /** Sound, but its paper names another person than envelope and data: in words its sender may be told. */
  paper_of_another?: string
}

const problem = (message: string, code: Issue['code'] = 'conflict'): Checks['issues'][number] => ({
  ...{ severity: 'error', code, message },
})

/** What only we can know: whom it is for, what we already have, and whose paper it replaces. */
const own_problems = async (unit: Unit, { head, document }: Delivered, digest: string): Promise<Checks['issues']> => {
  const { facility } = unit.caller
  const { rows } = await unit.sql.query<{ document: string; digest: string; sender: string }>(
    'SELECT document, digest, sender FROM exchange.incoming WHERE facility = $1 AND document = ANY ($2)',
    [facility, [document, head.replaces ?? '']],
  )
  const same = rows.find((one) => one.document === document && one.digest !== digest)
  const replaced = rows.find((one) => one.document === head.replaces)
  return [
    ...(head.recipients.includes(facility) ? [] : [problem('Văn bản này không ghi cơ sở ta là nơi nhận')]),
    ...(same ? [problem('Cùng mã văn bản nhưng nội dung khác bản đã nhận trước đây')] : []),
    ...(replaced && replaced.sender !== head.sender
      ? [problem('Văn bản này đòi thay thế văn bản của cơ sở khác')]
      : []),
  ]
}

const checks_of = ({ issues, signatures }: DocumentVerdict, own: Checks['issues']): Checks => ({
  issues: [...own, ...issues.map(({ severity, code, message }) => ({ severity, code, message }))],
  signatures: signatures.map(({ part, signer, organization, signed_at, by, valid, problem: why }) => ({
    ...{ part, signer, by, valid, organization: organization ?? '', problem: why ?? '' },
    signed_at: signed_at ? local_time(signed_at) : '',
  })),
})

const two_people = ({ issues }: DocumentVerdict): Pick<Checks, 'two_people'> => {
  const said = issues.find(({ reason }) => reason === 'paper-of-another')?.message
  return said === undefined ? {} : { two_people: said }
}

/**
 * The older one gives way, whichever of the two came first; both stay as they were received. Whose the older one is was
 * perhaps said by a person: that holds for the newer one, too, unless that one's paper names somebody else.
 */
const supersede = async (
  unit: Unit,
  id: string,
  { head, document, paper_of_another }: Delivered,
): Promise<string | null> => {
  const { facility } = unit.caller
  const { rows } = await unit.sql.query<{ id: string }>(
    `UPDATE exchange.incoming SET superseded = $2 WHERE facility = $1 AND document = $3 AND sender = $4 AND verdict = 'good'
       AND superseded IS NULL RETURNING id`,
    [facility, id, head.replaces ?? '', head.sender],
  )
  await unit.sql.query(
    `UPDATE exchange.incoming SET superseded = (SELECT n.id FROM exchange.incoming AS n WHERE n.facility = $1
       AND n.replaces = $3 AND n.sender = $4 AND n.verdict = 'good' LIMIT 1) WHERE facility = $1 AND id = $2`,
    [facility, id, document, head.sender],
  )
  if (paper_of_another === undefined)
    await unit.sql.query(
      `UPDATE exchange.incoming AS n SET patient = o.patient, match = o.match FROM exchange.incoming AS o
     WHERE n.facility = $1 AND n.id = $2 AND n.patient IS NULL AND o.facility = $1 AND o.superseded = $2
       AND o.patient IS NOT NULL`,
      [facility, id],
    )
  return rows[0]?.id ?? null
}

/** The same document, byte for byte, closed for us in another way or sent openly before, is the same. */
const find_known = async (unit: Unit, { head, document }: Delivered, digest: string): Promise<string | undefined> =>
  (
    await unit.sql.query<{ id: string }>(
      `SELECT id FROM exchange.incoming WHERE facility = $1 AND document = $2
         AND (digest = ANY ($3) OR head ->> 'content' = ANY ($3)) LIMIT 1`,
      [unit.caller.facility, document, [digest, head.content ?? digest]],
    )
  ).rows[0]?.id

const nobody: Match = { patient: null, match: null }

/** What the sender reads beside “đã nhận” until somebody here has answered. */
const say_waiting = (another: string): string =>
  `Chưa ghép với người bệnh nào. ${another}. Nơi gửi mở lại tệp PDF; nếu gắn nhầm thì gửi bản thay thế với tệp đúng`

/** An unusable moment of issue is no reason to lose the letter: it stands in the head as it was sent. */
const issued_at = ({ created_at }: Head): Date => {
  const at = new Date(created_at)
  return Number.isNaN(at.getTime()) ? new Date() : at
}

/**
 * Keeps what came, bytes as received, once in effect however often it is delivered; judged, and laid to our patient where
 * there is no doubt.
 * @returns undefined when it is here already
 */
export const keep_incoming = async (
  unit: Unit,
  delivered: Delivered,
): Promise<{ id: string; arrived: Arrived | undefined }> => {
  const { facility } = unit.caller
  const { head, document, parts, closed = [], verdict, submission } = delivered
  // As the hub and the sender know it: over the parts that travelled.
  const digest = digest_of(closed.length > 0 ? closed : parts)
  await unit.take_turn(`exchange ${document}`)
  const known = await find_known(unit, delivered, digest)
  if (known !== undefined) return { id: known, arrived: undefined }
  const checks: Checks = {
    ...checks_of(verdict, await own_problems(unit, delivered, digest)),
    ...(delivered.package ? { package: delivered.package } : {}),
    ...two_people(verdict),
  }
  const judged = checks.issues.some(({ severity }) => severity === 'error') ? 'red' : 'good'
  const { paper_of_another: another } = delivered
  // What cannot be verified, or names two people, is laid to nobody: it may not even be about her.
  const { patient, match } = judged === 'good' && another === undefined ? await match_person(unit, head.person) : nobody
  const reason = another === undefined ? '' : say_waiting(another)
  const id = new_id()
  await unit.sql.query(
    `INSERT INTO exchange.incoming (facility, id, document, digest, kind, title, sender, head, created_at, verdict, checks,
       patient, match, replaces, reason, valid_until)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      ...[facility, id, document, digest, head.kind, head.title, head.sender, JSON.stringify(head), issued_at(head)],
      ...[judged, JSON.stringify(checks), patient, match && JSON.stringify(match), head.replaces ?? null, reason],
      last_day_of(head.kind, { checks, created_at: issued_at(head) }, read_data(parts.filter(is_data))) ?? null,
    ],
  )
  await put_parts(unit.sql, facility, id, [...parts, ...closed])
  const replaces = judged === 'good' ? await supersede(unit, id, delivered) : null
  unit.note({
    ...{ action: 'C', interaction: 'receive-document', type: 'DocumentReference', patient },
    ref: `DocumentReference?identifier=${document}`,
    detail: `${head.sender}: ${head.title}${judged === 'red' ? ' (không đạt kiểm tra)' : ''}`,
  })
  return { id, arrived: submission && { id, verdict: judged, patient, replaces, submission } }
}

export const unread_head = (facility: string, sender: string, list: string): Head => ({
  ...{ identity: `urn:x-list:${list}`, kind: 'record', title: 'Không đọc được văn bản này', sender, labels: [] },
  ...{ recipients: [facility], person: { identifiers: [], name: '' }, author: { name: '', identifiers: [] } },
  created_at: new Date().toISOString(),
})
