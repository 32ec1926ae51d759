import { fail } from '../../base/outcome/index.ts'
import { kind_of_type, type DocumentKind, type PartKind } from '../../standards/documents/index.ts'
import { code_system, identifier_system } from '../../standards/fhir/index.ts'
import { identity_of } from '../../standards/mhd/index.ts'
import { document_metadata, list_metadata, read_said, type Said } from './metadata-question.ts'
import { read_part_id } from './stored-submission.ts'

/** What of the stored papers is asked for, by ITI-66 or ITI-67. Everything given must hold. */
export type PaperQuestion = {
  /** The hub's own id of the person, as asked. */
  person?: string
  /** All of hers. */
  persons?: string[]
  identifiers?: { system: string; value: string }[]
  numbers?: number[]
  /** Of a document or of a sending, in either of its spellings. */
  identities?: string[]
  sha256?: string[]
  kinds?: DocumentKind[]
  senders?: string[]
  created: { op: '>=' | '<' | '<=' | '>'; at: Date }[]
  is_current?: boolean
  part_kinds?: PartKind[]
  /** Ids of parts, whole. */
  part_ids?: string[]
  /** What each must say of itself, beyond what the tables know. */
  said?: Said[]
  count: number
  before?: number
}

const count_default = 50
const count_max = 200

const split = (query: URLSearchParams, name: string): string[] | undefined =>
  query.has(name) ? query.getAll(name).flatMap((value) => value.split(',')) : undefined

const token = (text: string): { system: string; value: string } => {
  const at = text.lastIndexOf('|')
  return at < 0 ? { system: '', value: text } : { system: text.slice(0, at), value: text.slice(at + 1) }
}

const wrong = (name: string, value: string) => fail.invalid(`“${name}=${value.slice(0, 80)}” không hiểu được`, name)

const read_date = (name: string, text: string): PaperQuestion['created'] => {
  const [, prefix = 'eq', day = ''] = /^(eq|ge|gt|le|lt)?(\d{4}(?:-\d\d(?:-\d\d(?:T.+)?)?)?)$/.exec(text) ?? []
  const from = new Date(day.length === 4 ? `${day}-01-01` : day.length === 7 ? `${day}-01` : day)
  if (day === '' || Number.isNaN(from.getTime())) throw wrong(name, text)
  const until = new Date(from)
  if (day.length === 4) until.setUTCFullYear(until.getUTCFullYear() + 1)
  else if (day.length === 7) until.setUTCMonth(until.getUTCMonth() + 1)
  else if (day.length === 10) until.setUTCDate(until.getUTCDate() + 1)
  else until.setTime(until.getTime() + 1)
  if (prefix === 'ge') return [{ op: '>=', at: from }]
  if (prefix === 'gt') return [{ op: '>=', at: until }]
  if (prefix === 'le') return [{ op: '<', at: until }]
  if (prefix === 'lt') return [{ op: '<', at: from }]
  return [
    { op: '>=', at: from },
    { op: '<', at: until },
  ]
}

const kind_of_token = (text: string): DocumentKind => {
  const { system, value } = token(text)
  const systems = system === '' ? [code_system.document_kind, code_system.loinc] : [system]
  const kind = kind_of_type({ coding: systems.map((one) => ({ system: one, code: value })) })
  if (!kind) throw fail.value(`Trục không có loại tài liệu “${text}”`, 'type')
  return kind
}

const part_of_format: Record<string, PartKind> = {
  'pdf-pades': 'pdf',
  'fhir-document': 'fhir',
  'cms-detached': 'seal',
  hosobenhan: 'hsba',
  'record-package': 'package',
  jwe: 'encrypted',
}

type Reader = (asked: PaperQuestion, values: string[], name: string) => void

const by_person: Reader = (asked, [value = '']) => void (asked.person = value.replace(/^.*Patient\//, ''))
const by_identifier: Reader = (asked, values) => void (asked.identifiers = values.map(token))
const by_type: Reader = (asked, values) => void (asked.kinds = values.map(kind_of_token))
const by_date: Reader = (asked, values, name) => asked.created.push(...values.flatMap((one) => read_date(name, one)))

type PaperType = 'DocumentReference' | 'List'

/** Of both transactions. */
const readers: Record<string, Reader> = {
  patient: by_person,
  subject: by_person,
  'patient.identifier': by_identifier,
  'subject.identifier': by_identifier,
  identifier(asked, values) {
    const [hashes, others] = [values.map(token), values.map(token)].map((list, i) =>
      list.filter(({ system }) => (system === identifier_system.document_digest) === (i === 0)),
    )
    if (hashes?.length) asked.sha256 = hashes.map(({ value }) => value)
    if (others?.length)
      asked.identities = others.map((one) => identity_of({ system: one.system || undefined, value: one.value }) ?? '')
  },
  date: by_date,
  status(asked, values, name) {
    const current = values.map((one) => token(one).value === 'current')
    if (values.some((one) => !/(^|\|)(current|superseded)$/.test(one))) throw wrong(name, values.join())
    if (new Set(current).size === 1) asked.is_current = current[0] === true
  },
  _id(asked, values) {
    asked.numbers = values.map((one) => read_part_id(one)?.number ?? (Number(one) || 0))
    if (values.some(read_part_id)) asked.part_ids = values
  },
  _count: (asked, [value]) => void (asked.count = Math.min(Number(value) || count_default, count_max)),
  _before: (asked, [value]) => void (asked.before = Number(value) || 0),
  _format: () => undefined,
}

const by_sender: Reader = (asked, values) => void (asked.senders = values.map((one) => token(one).value))

const readers_of: Record<PaperType, Record<string, Reader>> = {
  DocumentReference: {
    ...readers,
    type: by_type,
    category: by_type,
    /** Says when the document was issued, as `date` does. */
    creation: by_date,
    format(asked, values, name) {
      asked.part_kinds = values.map((one) => part_of_format[token(one).value] ?? refuse(name, one))
    },
    custodian: (asked, values) => void (asked.senders = values.map((one) => one.split('/').at(-1) ?? '')),
    'custodian.identifier': by_sender,
  },
  List: {
    ...readers,
    code(_asked, values, name) {
      if (values.some((one) => token(one).value !== 'submissionset')) throw wrong(name, values.join())
    },
    designationType: by_type,
    sourceId: by_sender,
  },
}
const metadata_of = { DocumentReference: document_metadata, List: list_metadata }

const refuse = (name: string, value: string): never => {
  throw wrong(name, value)
}

/** Parameters of ITI-66 (List) and ITI-67 (DocumentReference) the hub answers; the others are refused by name. @throws 400 */
export const read_question = (query: URLSearchParams, of: PaperType): PaperQuestion => {
  const asked: PaperQuestion = { created: [], count: count_default }
  const [known, metadata] = [readers_of[of], metadata_of[of]]
  for (const name of new Set(query.keys())) {
    const [reader, said] = [known, metadata].map((one) => Object.hasOwn(one, name))
    if (reader) known[name]?.(asked, split(query, name) ?? [], name)
    else if (said && metadata[name])
      asked.said = [...(asked.said ?? []), ...read_said(metadata[name], name, query.getAll(name))]
    else throw fail.unsupported_parameter(name)
  }
  return asked
}

const named = <Type extends string>(type: Type, ...names: string[]) => names.map((name) => ({ name, type }))
const of_both = [
  ...named('token', '_id', 'identifier', 'status', 'patient.identifier'),
  ...named('reference', 'patient', 'subject'),
  ...named('date', 'date', '_lastUpdated'),
]

/** As /metadata says them. */
export const paper_parameters = {
  DocumentReference: [
    ...of_both,
    ...named('token', 'type', 'category', 'format', 'event', 'facility', 'setting', 'security-label'),
    ...named('reference', 'custodian', 'related'),
    ...named('date', 'creation', 'period'),
    ...named('string', 'author.given', 'author.family'),
  ],
  List: [
    ...of_both,
    ...named('token', 'code', 'designationType', 'sourceId'),
    ...named('string', 'source.given', 'source.family'),
  ],
}
