import { canonical, code_system, identifier_system, text_of, type Resource } from '../fhir/index.ts'
import { fact_table, sentence } from '../ips/index.ts'
import { type_of_kind } from './kinds.ts'
import { enclose, type Entry } from './enclose.ts'
import type { DocumentKind } from './submission.ts'
import { uuid_urn_of } from './uuid.ts'

/** Version of the shape below: what a reader must know to read it whole. A later one is refused by name (verify.ts). */
export const schema_version = '2026.11'

export type DocumentSection = {
  title: string
  code?: { system: string; code: string; display?: string } | undefined
  /** What the section says in words; without it, a table of its entries is made. */
  words?: string | undefined
  entries: Resource[]
}

/** A part of the submission as the document names it. */
export type BoundPart = { identity: string; sha256: string; size: number; title: string }

export type DocumentInput = {
  /** `urn:uuid:…` of the document as data (Bundle.identifier). Everything else that needs an id gets it from this one. */
  identity: string
  kind: DocumentKind
  title: string
  /** When it was issued, with seconds and offset. */
  created_at: string
  /** As stored; a resource without an id is named by the document. */
  patient: Resource
  /** Practitioner; Organization where no person wrote it. */
  author: Resource
  /** Organization of the sender, with its facility code. */
  custodian: Resource
  encounter?: Resource | undefined
  period?: { start?: string | undefined; end?: string | undefined } | undefined
  /** The letter's own number, as it is printed. */
  number?: { system: string; value: string } | undefined
  /** `urn:uuid:…` of the document as data whose place this one takes. */
  replaces?: string | undefined
  /** Sensitivity, codes of v3 ActCode. */
  labels?: string[] | undefined
  /** The signed paper this document binds to its data. */
  pdf?: BoundPart | undefined
  /** What else is sent beside it (HoSoBenhAn, a package) and is to be under the same seal. */
  beside?: (BoundPart & { content_type: string })[] | undefined
  sections: DocumentSection[]
  /** What the sections speak of and is no section's entry: medicines, departments, specimens. */
  others?: Resource[] | undefined
}

const urn_identifier = (value: string) => ({ system: 'urn:ietf:rfc:3986', value })

/** `without` undefined values, so that bytes do not depend on who left what out. */
const said = (element: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(element).filter(([, value]) => value !== undefined))

/** A part by its digest: one sealed statement binds person, data and paper (decision 0024). */
const bound = (input: DocumentInput, part: BoundPart, contentType: string): Resource => ({
  resourceType: 'DocumentReference',
  masterIdentifier: { system: identifier_system.document_digest, value: part.sha256 },
  identifier: [urn_identifier(part.identity)],
  status: 'current',
  type: type_of_kind(input.kind),
  content: [
    {
      attachment: {
        contentType,
        language: 'vi',
        size: part.size,
        hash: Buffer.from(part.sha256, 'hex').toString('base64'),
        title: part.title,
        creation: input.created_at,
      },
    },
  ],
})

const section_of = ({ title, code, words, entries }: DocumentSection, url_of: (one: Resource) => string) =>
  said({
    title,
    code: code && { coding: [code] },
    text: words === undefined && entries.length > 0 ? fact_table(entries, '') : sentence(words ?? title),
    entry: entries.length > 0 ? entries.map((one) => ({ reference: url_of(one) })) : undefined,
  })

const bound_sections = (input: DocumentInput): DocumentSection[] => {
  const words = 'Nhận biết bằng mã băm SHA-256.'
  const papers = input.pdf ? [bound(input, input.pdf, 'application/pdf')] : []
  const beside = (input.beside ?? []).map((part) => bound(input, part, part.content_type))
  return [
    ...(papers.length > 0 ? [{ title: 'Bản giấy đã ký', words, entries: papers }] : []),
    ...(beside.length > 0 ? [{ title: 'Tài liệu gửi kèm', words, entries: beside }] : []),
  ]
}

const composition = (
  input: DocumentInput,
  sections: DocumentSection[],
  url_of: (one: Resource) => string,
): Resource => {
  const named = (one: Resource) => said({ reference: url_of(one), display: text_of(one['name']) })
  const is_person = input.author.resourceType === 'Practitioner'
  return {
    resourceType: 'Composition',
    ...said({
      language: 'vi',
      text: sentence(input.title),
      identifier: input.number,
      status: 'final',
      type: type_of_kind(input.kind),
      subject: named(input.patient),
      encounter: input.encounter && named(input.encounter),
      date: input.created_at,
      author: [named(input.author)],
      title: input.title,
      confidentiality: (input.labels ?? []).length > 0 ? 'R' : 'N',
      attester: [
        ...(is_person ? [{ mode: 'legal', time: input.created_at, party: named(input.author) }] : []),
        { mode: 'official', time: input.created_at, party: named(input.custodian) },
      ],
      custodian: named(input.custodian),
      relatesTo: input.replaces && [{ code: 'replaces', targetIdentifier: urn_identifier(input.replaces) }],
      event: input.period && [{ period: said(input.period) }],
      section: sections.map((section) => section_of(section, url_of)),
    }),
  }
}

const meta_of = (input: DocumentInput) => ({
  profile: [`${canonical.exchange_document}|${schema_version}`],
  security: [
    { system: code_system.confidentiality, code: (input.labels ?? []).length > 0 ? 'R' : 'N' },
    ...(input.labels ?? []).map((code) => ({ system: code_system.act_code, code })),
  ],
})

/** A document of R4 (§3.3.1) that stands alone: the same input gives the same bytes. */
export const compose_document = (input: DocumentInput): Resource => {
  const sections = [...input.sections, ...bound_sections(input)]
  const { url_of, entries } = enclose(input.identity, [
    ...[input.patient, input.author, input.custodian, ...(input.encounter ? [input.encounter] : [])],
    ...sections.flatMap((section) => section.entries),
    ...(input.others ?? []),
  ])
  const head: Entry = {
    fullUrl: uuid_urn_of(input.identity, 'Composition'),
    resource: composition(input, sections, url_of),
  }
  return {
    resourceType: 'Bundle',
    meta: meta_of(input),
    identifier: urn_identifier(input.identity),
    type: 'document',
    timestamp: input.created_at,
    entry: [head, ...entries],
  }
}

/** The bytes that are sealed, stored and sent; whoever reads them must never print them again. */
export const document_bytes = (bundle: Record<string, unknown>): Uint8Array =>
  Buffer.from(JSON.stringify(bundle), 'utf8')
