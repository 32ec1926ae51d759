import { fail } from '../../base/outcome/index.ts'
import type { FullySigned } from '../../chart/medical-record/index.ts'
import { get_facility_provider } from '../../platform/signing/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import {
  compose_document,
  content_types,
  document_bytes,
  seal_document,
  uuid_urn_of,
  type DocumentInput,
  type Part,
  type Submission,
} from '../../standards/documents/index.ts'
import { list_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import { find_sent, post_submission } from '../exchange/index.ts'
import { labels_of_facts } from '../gate/index.ts'
import { compose_reexam_document, put_own_appointment } from '../reexam-letters/index.ts'
import {
  compose_answer_document,
  compose_transfer_document,
  text_answer,
  type LetterDocument,
} from '../transfer-letters/index.ts'
import { labels_of_answers } from './answer-labels.ts'
import { submission_person } from './person.ts'

type Compose = (unit: Unit, signed: FullySigned) => Promise<LetterDocument>

const compose_of: Record<string, Compose> = {
  'chuyen-co-so': compose_transfer_document,
  'tra-loi-chuyen': compose_answer_document,
  'hen-kham-lai': compose_reexam_document,
}

/** Whom the paper itself names; a re-examination at one's own house goes nowhere. */
const recipients_of = ({ sheet }: FullySigned, facility: string): string[] => {
  const code = text_answer(sheet.answers, 'noi_den_ma').toUpperCase()
  return code === '' || code === facility ? [] : [code]
}

/** What the letter holds as data, and what somebody wrote into it. */
const labels_in = ({ sections }: LetterDocument, { answers }: FullySigned['sheet']): string[] => [
  ...new Set([...labels_of_facts(sections.flatMap(({ entries }) => entries)), ...labels_of_answers(answers)]),
]

const part = (kind: Part['kind'], identity: string, title: string, bytes: Uint8Array): Part => ({
  ...{ kind, identity, content_type: content_types[kind], title, bytes },
})

/** What a sheet's versions are called wherever they go, for ever. */
const identities_of = (facility: string, { sheet, version, sha256 }: FullySigned) => {
  const name = (what: string): string => uuid_urn_of(facility, 'sheet', sheet.stored.id, String(version), sha256, what)
  return { paper: name('pdf'), data: name('fhir'), seal: name('seal'), sending: name('sending') }
}

type Names = ReturnType<typeof identities_of>

/** The three parts: the signed paper, the data bound to it, the facility's seal over the data. */
const make_parts = async (
  unit: Unit,
  signed: FullySigned,
  input: Omit<DocumentInput, 'identity' | 'pdf'>,
  names: Names,
): Promise<Submission['parts']> => {
  const { title } = input
  const pdf = { identity: names.paper, sha256: signed.sha256, size: signed.pdf.length, title }
  const data = document_bytes(compose_document({ ...input, identity: names.data, pdf }))
  const provider = await get_facility_provider(unit.sql, unit.caller.facility)
  const seal = await seal_document(data, provider, new Date())
  return [
    part('pdf', names.paper, title, signed.pdf),
    part('fhir', names.data, `${title} (dữ liệu)`, data),
    part('seal', names.seal, `${title} (chữ ký cơ sở)`, seal),
  ]
}

const author_of = (author: Resource): Submission['author'] => ({
  name: text_of(list_of(author['name'])[0]?.['text']) ?? text_of(author['name']) ?? '',
  identifiers: list_of(author['identifier']).flatMap((one) => {
    const [system, value] = [text_of(one['system']), text_of(one['value'])]
    return system && value ? [{ system, value }] : []
  }),
})

/**
 * Lays a letter that all have signed into the outbox, in the transaction that signed it. A later version of the same sheet
 * takes the place of the one that was sent; so whoever has that gets this (SHARE-12).
 * @returns id of the outgoing letter; undefined for a paper that names nobody elsewhere
 */
export const post_letter = async (unit: Unit, signed: FullySigned): Promise<string | undefined> => {
  const { facility } = unit.caller
  const { sheet } = signed
  const compose = compose_of[sheet.form.slug]
  if (!compose) throw fail.value(`Mẫu ${sheet.form.title} không gửi qua trục`, 'sheet')
  const about = `sheet/${sheet.stored.id}`
  const before = await find_sent(unit, about)
  const recipients = [...new Set([...recipients_of(signed, facility), ...(before?.recipients ?? [])])]
  if (recipients.length === 0) {
    if (sheet.form.slug === 'hen-kham-lai') await put_own_appointment(unit, signed)
    return undefined
  }
  const document = await compose(unit, signed)
  const names = identities_of(facility, signed)
  if (before?.document === names.paper) return before.id
  const labels = labels_in(document, sheet)
  const submission: Submission = {
    ...{ identity: names.sending, kind: document.kind, title: document.title, sender: facility, recipients },
    person: submission_person(document.patient),
    author: author_of(document.author),
    created_at: document.created_at,
    period: document.period,
    ...(before ? { replaces: before.document } : {}),
    labels,
    parts: await make_parts(unit, signed, { ...document, labels }, names),
  }
  const answers = await find_answered(unit, signed)
  return post_submission(unit, {
    ...{ submission, patient: sheet.patient, encounter: sheet.encounter, about },
    ...(answers === undefined ? {} : { answers }),
  })
}

/** The letter by which this stay began: what the answer answers. */
const find_answered = async (unit: Unit, { sheet }: FullySigned): Promise<string | undefined> => {
  if (sheet.form.slug !== 'tra-loi-chuyen') return undefined
  const { rows } = await unit.sql.query<{ id: string }>(
    `SELECT id FROM exchange.incoming WHERE facility = $1 AND kind = 'transfer-letter' AND sender = $2
       AND (encounter = $3 OR patient = $4) AND state <> 'rejected' ORDER BY encounter = $3 DESC, received_at DESC LIMIT 1`,
    [unit.caller.facility, text_answer(sheet.answers, 'noi_den_ma').toUpperCase(), sheet.encounter, sheet.patient],
  )
  return rows[0]?.id
}
