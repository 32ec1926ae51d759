import { createHash, randomUUID } from 'node:crypto'
import {
  compose_document,
  content_types,
  document_bytes,
  document_kinds,
  needed_signatures,
  seal_document,
  type DocumentKind,
  type Part,
  type Submission,
} from '../documents/index.ts'
import { code_system, identifier_system, type Resource } from '../fhir/index.ts'
import { read_certificate_summary } from '../signatures/index.ts'
import type { Signers } from './house.ts'
import { person_words, sample_pdf, sign_sample } from './paper.ts'
import { patient_of, sample_person, type SamplePerson } from './person.ts'

export type SampleWish = {
  kind?: DocumentKind
  recipients: string[]
  at?: Date
  /** Identity of the document: given where the same letter must be known again. */
  identity?: string
  replaces?: string
  person?: SamplePerson
  /** Who signs the paper; what the law asks where nothing is said. */
  signers?: ('doctor' | 'facility')[]
  /** The data, or the paper, tell of somebody else than the envelope. */
  person_in_data?: SamplePerson
  person_on_paper?: SamplePerson
}

const part = (kind: Part['kind'], title: string, bytes: Uint8Array, identity?: string): Part => ({
  ...{ kind, title, bytes, content_type: content_types[kind], identity: identity ?? `urn:uuid:${randomUUID()}` },
})

/** The author as her certificate calls her: whoever verifies compares the two. */
const author_of = ({ doctor }: Signers): Submission['author'] => {
  const { common_name, identifiers } = read_certificate_summary(doctor.certificate)
  const licences = identifiers.flatMap((one) => /^CCHN:(.+)$/.exec(one)?.[1] ?? [])
  return { name: common_name, identifiers: licences.map((value) => ({ system: identifier_system.cchn, value })) }
}
const diagnosis: Resource = {
  ...{ resourceType: 'Condition', id: 'c1', subject: { reference: 'Patient/p1' } },
  code: { coding: [{ system: code_system.icd10, code: 'J18.9', display: 'Viêm phổi' }], text: 'Viêm phổi' },
}

const custodian_of = ({ code, name }: Signers): Resource => ({
  ...{ resourceType: 'Organization', id: code, name },
  identifier: [{ system: identifier_system.facility, value: code }],
})

const day_ms = 86_400_000

/** A letter as the law wants it, but for what the wish makes wrong. */
export const make_sample_letter = async (house: Signers, wish: SampleWish): Promise<Submission> => {
  const { kind = 'transfer-letter', at = new Date(), person = sample_person } = wish
  const title = document_kinds[kind].name
  const author = author_of(house)
  const practitioner: Resource = {
    ...{ resourceType: 'Practitioner', id: 'd1', name: [{ text: author.name }] },
    ...(author.identifiers.length > 0 ? { identifier: author.identifiers } : {}),
  }
  const created_at = at.toISOString()
  const named = wish.signers ?? needed_signatures(kind, created_at)
  const signers = named.map((one) => (one === 'doctor' ? house.doctor : house.seal))
  const fields = signers.map((provider, i) => [named[i] === 'doctor' ? 'bac_si' : 'co_so', provider] as const)
  const paper = await sign_sample(
    await sample_pdf(`${kind}\n${person_words(wish.person_on_paper ?? person)}`, at),
    fields.map(([name, one]) => [name, one]),
    at,
  )
  const pdf = part('pdf', title, paper, wish.identity)
  const period = { start: new Date(at.getTime() - day_ms).toISOString(), end: created_at }
  const fhir = document_bytes(
    compose_document({
      ...{ identity: `urn:uuid:${randomUUID()}`, kind, title, created_at, author: practitioner, period },
      ...{ patient: patient_of(wish.person_in_data ?? person), custodian: custodian_of(house) },
      pdf: {
        ...{ identity: pdf.identity, size: paper.length, title },
        sha256: createHash('sha256').update(paper).digest('hex'),
      },
      sections: [{ title: 'Chẩn đoán', entries: [diagnosis] }],
    }),
  )
  const seal = await seal_document(fhir, house.seal, at)
  return {
    ...{ identity: `urn:uuid:${randomUUID()}`, kind, title, sender: house.code, recipients: wish.recipients },
    person: {
      ...{ name: person.name, birth_date: person.birth_date, gender: person.gender },
      identifiers: [{ system: identifier_system.cccd, value: person.cccd }],
    },
    author,
    ...{ created_at, period, labels: [] },
    ...(wish.replaces === undefined ? {} : { replaces: wish.replaces }),
    parts: [pdf, part('fhir', 'Dữ liệu', fhir), part('seal', 'Chữ ký cơ sở', seal)],
  }
}
