import { Failure, fail } from '../../../base/outcome/index.ts'
import { local_time } from '../../../base/time/index.ts'
import { demand } from '../../../platform/access/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import { resource_of, type Unit } from '../../../platform/records/index.ts'
import { charts_of } from '../../../chart/merging/index.ts'
import {
  paper_issues,
  read_paper_person,
  verify_submission,
  type DocumentTrust,
  type DocumentVerdict,
  type Submission,
} from '../../../standards/documents/index.ts'
import type { Resource } from '../../../standards/fhir/index.ts'
import { is_closed, read_submission_of, rebuild_submission } from '../../../standards/mhd/index.ts'
import {
  fetch_trust,
  is_for_others,
  name_facilities,
  open_closed,
  read_letter,
  received_among,
  scan_parts,
  type Hub,
} from '../../exchange/index.ts'
import type { BasisLine, OpenedDocument } from '../contract.ts'
import { list_bases } from './bases.ts'
import { ask_parts, ask_recipients, numbers_of } from './hub-papers.ts'
import { find_hub, type BookOffice } from './office.ts'
import { say_line } from './open-basis.ts'

export type Opened = {
  submission: Submission
  verdict: DocumentVerdict
  /** Codes of those it is closed for where it is closed and not for us: only the envelope and the seal around it are known. */
  closed_for?: string[]
}

/** What whoever opens several papers of one answer of the hub has asked already; each is asked for where it is absent. */
export type OpeningAid = {
  /** The parts of the paper, as the hub showed them of this person a moment ago. */
  parts?: Resource[]
  trust_of?: (sender: string) => Promise<DocumentTrust>
}

const id_shape = /^[1-9]\d{0,15}-\d$/

/** What lies in a closed one, judged as the open one it is; around it stands its sender's seal. */
const open_envelope = async (
  { database }: BookOffice,
  { facility }: Caller,
  outer: Submission,
  trust: DocumentTrust,
): Promise<Opened | undefined> => {
  const around = verify_submission(outer, trust)
  const inner = await database.in_facility(facility, async (sql) =>
    (await is_for_others(sql, facility, outer)) ? undefined : open_closed(sql, facility, outer),
  )
  if (!inner) return undefined
  const within = verify_submission(inner, trust)
  const verdict = {
    valid: around.valid && within.valid,
    issues: [...within.issues, ...around.issues],
    signatures: [...within.signatures, ...around.signatures],
  }
  return { submission: inner, verdict }
}

/** All parts of one paper of this person, through the hub, judged as if nobody had before. @throws 404 */
const fetch_paper = async (
  office: BookOffice,
  caller: Caller,
  hub: Hub,
  { patient, id }: { patient: Resource; id: string },
  aid: OpeningAid,
): Promise<Opened> => {
  const documents = aid.parts ?? (await ask_parts(hub, numbers_of(patient), id))
  if (documents.length === 0) throw fail.not_found('Trục không cho xem tài liệu này của người bệnh đang mở')
  const remote = read_submission_of(documents)
  const trusted = aid.trust_of?.(remote.facts.sender)
  const answers = await Promise.all(
    remote.parts.map(({ url }) =>
      hub.ask({ method: 'GET', path: url, headers: { accept: 'application/octet-stream' } }),
    ),
  )
  const submission = rebuild_submission(
    remote,
    answers.map(({ bytes }) => bytes),
  )
  const trust = await (trusted ?? fetch_trust(hub, submission.sender))
  if (!is_closed(submission)) return { submission, verdict: verify_submission(submission, trust) }
  const opened = await open_envelope(office, caller, submission, trust)
  if (opened) return opened
  const closed_for = await ask_recipients(hub, numbers_of(patient), id)
  return { submission, verdict: verify_submission(submission, trust), closed_for }
}

/** The same with what its PDF says of the person: for whoever relies on the paper, not for each of many looked through. */
export const read_whose_paper = async (opened: Opened): Promise<Opened> => {
  const { submission, verdict } = opened
  const paper = verdict.valid ? await read_paper_person(submission) : undefined
  return paper
    ? { ...opened, verdict: { ...verdict, issues: [...paper_issues(paper, submission), ...verdict.issues] } }
    : opened
}

/** The paper names a number that is this person's: a number of another means another chart was open. */
const demand_same_person = ({ submission }: Opened, patient: Resource): void => {
  const own = new Set(numbers_of(patient).map(({ system, value }) => `${system}|${value}`))
  if (!submission.person.identifiers.some(({ system, value }) => own.has(`${system}|${value}`)))
    throw fail.not_found('Tài liệu này không phải của người bệnh đang mở')
}

/** What a closed one holds nobody before could look at; what the scanner finds is opened by nobody. @throws 422, 503 */
const demand_clean = async (office: BookOffice, caller: Caller, patient: string, { submission }: Opened) => {
  const found = await scan_parts(office, submission)
  if (found.length === 0) return
  await office.store.unit(caller, async (unit) => {
    const ref = `DocumentReference?identifier=${submission.parts[0].identity}`
    const detail = `${submission.sender}: bị bộ quét mã độc chặn, không mở`
    unit.note({ action: 'R', interaction: 'timeline-open', type: 'DocumentReference', ref, patient, detail })
  })
  throw fail.many(422, found)
}

/** By which right it is looked at: ours, sent to us, or a basis that holds. @throws 403 */
const basis_of = async (unit: Unit, patient: string, { submission }: Opened): Promise<string> => {
  const { facility } = unit.caller
  if (submission.sender === facility) return 'tài liệu của cơ sở'
  const document = submission.parts[0].identity
  if ((await received_among(unit, [document])).has(document)) return 'được gửi đến cơ sở'
  const bases = await list_bases(unit, await charts_of(unit, patient))
  const open: BasisLine | undefined = bases.find((one) => one.is_open)
  if (!open) throw fail.forbidden('Chưa có căn cứ nào còn hiệu lực để xem tài liệu của nơi khác')
  return `${open.basis}: ${open.reason}`
}

/** Opens one paper of the timeline: asked of the hub, verified, and the look written down with its reason. @throws 422 where the scanner of the house found something */
export const open_paper = async (
  office: BookOffice,
  caller: Caller,
  patient: string,
  id: string,
  aid: OpeningAid = {},
): Promise<Opened> => {
  demand(caller, 'exchange.read')
  demand(caller, 'record.read')
  if (!id_shape.test(id)) throw fail.not_found('Không có tài liệu này')
  const hub = await find_hub(office, caller)
  if (!hub) throw fail.rule('Cơ sở chưa kết nối trục liên thông', 'hub')
  const person = await office.store.unit(caller, async (unit) => resource_of(await unit.get('Patient', patient)))
  const opened = await fetch_paper(office, caller, hub, { patient: person, id }, aid).catch((error: unknown) => {
    if (error instanceof Failure) throw error
    return say_line(error)
  })
  demand_same_person(opened, person)
  await demand_clean(office, caller, patient, opened)
  await office.store.unit(caller, async (unit) => {
    const sealed = opened.closed_for ? ' (mã hóa cho nơi khác, không đọc được)' : ''
    const detail = `${opened.submission.sender}: ${opened.submission.title}${sealed}; ${await basis_of(unit, patient, opened)}`
    const ref = `DocumentReference?identifier=${opened.submission.parts[0].identity}`
    unit.note({ action: 'R', interaction: 'timeline-open', type: 'DocumentReference', ref, patient, detail })
  })
  return opened
}

/** Heads of the tables our own narratives are (ips/narrative): a reader of lines needs none. */
const table_head = /^Nội dung · Chi tiết · Thời gian\n/

/** Why it cannot be read here, said to who opened it; '' where it can. */
export const say_closed = (
  { store }: BookOffice,
  caller: Caller,
  { submission, closed_for }: Opened,
): Promise<string> =>
  store.unit(caller, async (unit) => {
    if (!closed_for) return ''
    const name_of = await name_facilities(unit, [submission.sender, ...closed_for])
    const receivers = closed_for.map(name_of).join(', ') || 'nơi nhận khác'
    return `${name_of(submission.sender)} đã mã hóa văn bản này riêng cho ${receivers}; cơ sở ta không có khóa nên không đọc được nội dung. Cần nội dung thì liên hệ nơi gửi để gửi cho cơ sở ta.`
  })

/** What it says, in words, and what it is worth. */
export const show_paper = (
  id: string,
  { submission, verdict }: Opened,
  { closed, studies }: Pick<OpenedDocument, 'closed' | 'studies'>,
): OpenedDocument => ({
  ...{ id, title: submission.title, verdict: verdict.valid ? 'good' : 'red', checked_at: local_time(new Date()) },
  issues: verdict.issues.map(({ severity, message }) => ({ severity, message })),
  signatures: verdict.signatures.map(({ signer, organization, by, part, signed_at, valid, problem }) => ({
    ...{ signer, organization: organization ?? '', by, part, valid, problem: problem ?? '' },
    signed_at: signed_at ? local_time(signed_at) : '',
  })),
  sections: read_letter(submission.parts.find(({ kind }) => kind === 'fhir')?.bytes).sections.map(
    ({ title, text }) => ({
      title,
      text: text.replace(table_head, '').replace(/ · (?:· )+/g, ' · '),
    }),
  ),
  has_pdf: submission.parts.some(({ kind }) => kind === 'pdf'),
  ...{ closed, studies },
})
