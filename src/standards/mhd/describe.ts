import { document_kinds, format_codes, type_of_kind, type Part, type Submission } from '../documents/index.ts'
import { code_system, identifier_system, type Resource } from '../fhir/index.ts'
import { oid_of_uuid } from './identity.ts'
import { basis_extension } from './basis.ts'
import { write_context } from './context.ts'
import { list_types, mhd_extension, mhd_profile, urn_system } from './names.ts'

/** A submission without its bytes, and a part without its. */
export type SubmissionFacts = Omit<Submission, 'parts'>
export type PartFacts = Omit<Part, 'bytes'> & {
  size: number
  /** 64 hex digits. */
  sha256: string
}

export type Relation = { code: 'replaces' | 'transforms' | 'signs' | 'appends'; target: Record<string, unknown> }

const said = (element: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(element).filter(([, value]) => value !== undefined))

export const logical_organization = (code: string) => ({
  type: 'Organization',
  identifier: { system: identifier_system.facility, value: code },
})

/** The person by her first number, which holds everywhere; `reference` where she is known to whoever answers. */
const subject_of = ({ person }: SubmissionFacts, reference?: string) =>
  said({ reference, type: 'Patient', identifier: person.identifiers[0], display: person.name || undefined })

/** How a facility writes a name (docs/fhir-conventions.md): the whole, family name first, the rest given. */
const human_name = (text: string) => {
  const [family, ...given] = text.trim().split(/\s+/u)
  return [said({ text, family, given: given.length > 0 ? given : undefined })]
}

const contained_patient = ({ person }: SubmissionFacts): Resource => ({
  resourceType: 'Patient',
  id: 'patient',
  ...said({
    identifier: person.identifiers.length > 0 ? person.identifiers : undefined,
    name: person.name === '' ? undefined : human_name(person.name),
    gender: person.gender,
    birthDate: person.birth_date,
  }),
})

const contained_author = ({ author }: SubmissionFacts): Resource => ({
  resourceType: 'Practitioner',
  id: 'author',
  ...said({
    identifier: author.identifiers.length > 0 ? author.identifiers : undefined,
    name: author.name === '' ? undefined : human_name(author.name),
  }),
})

/** v3-Confidentiality says how closely it is kept, v3-ActCode what of. */
const security_labels = ({ labels }: SubmissionFacts) => [
  { coding: [{ system: code_system.confidentiality, code: labels.length > 0 ? 'R' : 'N' }] },
  ...labels.map((code) => ({ coding: [{ system: code_system.act_code, code }] })),
]

const category_of = ({ kind }: SubmissionFacts) => [
  { coding: [{ system: code_system.document_kind, code: kind, display: document_kinds[kind].name }] },
]

/** DocumentReference of one part (MHD Minimal). @param patient `Patient/…` where the reader has her */
export const describe_part = (
  facts: SubmissionFacts,
  part: PartFacts,
  {
    url,
    relations,
    patient,
    status = 'current',
  }: {
    url: string
    relations: Relation[]
    patient?: string | undefined
    status?: 'current' | 'superseded' | undefined
  },
): Resource => ({
  resourceType: 'DocumentReference',
  ...said({
    meta: { profile: [mhd_profile.minimal_document] },
    contained: [contained_patient(facts), contained_author(facts)],
    masterIdentifier: { use: 'usual', system: urn_system, value: part.identity },
    identifier: [{ system: identifier_system.document_digest, value: part.sha256 }],
    status,
    type: type_of_kind(facts.kind),
    category: category_of(facts),
    subject: subject_of(facts, patient),
    date: facts.created_at,
    author: [said({ reference: '#author', display: facts.author.name || undefined })],
    custodian: logical_organization(facts.sender),
    relatesTo: relations.length > 0 ? relations : undefined,
    description: facts.title,
    securityLabel: security_labels(facts),
    content: [
      {
        attachment: {
          contentType: part.content_type,
          language: 'vi',
          url,
          size: part.size,
          // R4 speaks of SHA-1; the house and the law's digests are SHA-256, told apart by their length.
          hash: Buffer.from(part.sha256, 'hex').toString('base64'),
          title: part.title,
          creation: facts.created_at,
        },
        format: format_codes[part.kind],
      },
    ],
    context: said({
      ...write_context(facts.context),
      ...{ period: facts.period && said(facts.period), sourcePatientInfo: { reference: '#patient' } },
    }),
  }),
})

/** SubmissionSet: who sends what to whom (MHD Minimal). */
export const describe_submission = (
  facts: SubmissionFacts,
  {
    items,
    patient,
    status = 'current',
  }: {
    items: string[]
    patient?: string | undefined
    status?: 'current' | 'retired' | undefined
  },
): Resource => ({
  resourceType: 'List',
  meta: { profile: [mhd_profile.minimal_list] },
  extension: [
    { url: mhd_extension.source_id, valueIdentifier: { system: identifier_system.facility, value: facts.sender } },
    { url: mhd_extension.designation_type, valueCodeableConcept: type_of_kind(facts.kind) },
    ...facts.recipients.map((code) => ({
      url: mhd_extension.intended_recipient,
      valueReference: logical_organization(code),
    })),
    ...basis_extension(facts.basis),
  ],
  identifier: [
    { use: 'official', system: urn_system, value: facts.identity },
    { use: 'usual', system: urn_system, value: oid_of_uuid(facts.identity) },
  ],
  status,
  mode: 'working',
  title: facts.title,
  code: { coding: [{ system: list_types, code: 'submissionset' }] },
  subject: subject_of(facts, patient),
  date: facts.created_at,
  source: said({
    extension: [{ url: mhd_extension.author_organization, valueReference: logical_organization(facts.sender) }],
    type: 'Practitioner',
    identifier: facts.author.identifiers[0],
    display: facts.author.name || undefined,
  }),
  entry: items.map((reference) => ({ item: { reference } })),
})
