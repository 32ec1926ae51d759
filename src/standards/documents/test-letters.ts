/** What tests of exchange share: facilities with a doctor and a seal, and letters they really signed. */

import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { PDFDocument, PDFString } from 'pdf-lib'
import { fold } from '../../base/text/index.ts'
import type { Resource } from '../fhir/index.ts'
import { code_system, identifier_system } from '../fhir/index.ts'
import { issue_certificate, make_key_pair, make_root, sign_pdf, software_provider } from '../signatures/index.ts'
import type { CertificateAuthority, CertificateSubject, SigningProvider, Validity } from '../signatures/index.ts'
import {
  compose_document,
  content_types,
  document_bytes,
  seal_document,
  seal_subject,
  type DocumentInput,
  type DocumentTrust,
  type Part,
  type Submission,
  type SubmissionPerson,
} from './index.ts'

export const validity: Validity = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2027-12-31T00:00:00Z') }
export const created_at = '2026-11-20T09:30:00+07:00'
export const signed_at = new Date(created_at)
export const received_at = new Date('2026-11-20T03:00:00Z')

export type House = {
  code: string
  name: string
  ca: CertificateAuthority
  doctor: SigningProvider
  seal: SigningProvider
}

let serial = 1
export const certified = (ca: CertificateAuthority, subject: CertificateSubject, when = validity): SigningProvider => {
  const keys = make_key_pair()
  const wish = { subject, public_key_pem: keys.public_key_pem, validity: when, serial: (serial += 1).toString(16) }
  return software_provider(keys.private_key_pem, issue_certificate(ca, wish))
}

export const doctor_subject = (house: { name: string }): CertificateSubject => ({
  common_name: 'Nguyễn Văn Á',
  title: 'Bác sĩ',
  organization: house.name,
  identifier: 'CCHN:001234/BG-CCHN',
})

export const make_house = (code: string, name: string): House => {
  const ca = make_root({ common_name: `Gốc chữ ký ${name}`, organization: name, validity })
  const doctor = certified(ca, doctor_subject({ name }))
  return { code, name, ca, doctor, seal: certified(ca, seal_subject(code, name)) }
}

export const district = make_house('24012', 'Trung tâm Y tế Lạng Giang')
export const province = make_house('24001', 'Bệnh viện đa khoa tỉnh Bắc Giang')

export const trust_of = (house: House): DocumentTrust => ({
  roots_pem: [house.ca.certificate_pem],
  seals: [house.seal.certificate],
  at: received_at,
})

const cccd = { system: identifier_system.cccd, value: '024190000123' }
export const patient: Resource = {
  resourceType: 'Patient',
  id: 'p1',
  meta: { versionId: '7', lastUpdated: '2026-11-19T00:00:00Z' },
  identifier: [cccd, { system: identifier_system.patient_code, value: '24012.000777' }],
  name: [{ text: 'Trần Thị Bưởi', family: 'Trần', given: ['Thị', 'Bưởi'] }],
  gender: 'female',
  birthDate: '1990-03-02',
}
const practitioner: Resource = {
  resourceType: 'Practitioner',
  id: 'd1',
  identifier: [{ system: identifier_system.cchn, value: '001234/BG-CCHN' }],
  name: [{ text: 'Nguyễn Văn Á' }],
}
const diagnosis: Resource = {
  resourceType: 'Condition',
  id: 'c1',
  subject: { reference: 'Patient/p1' },
  encounter: { reference: 'Encounter/e1', display: 'Đợt điều trị nội trú' },
  recorder: { reference: 'Practitioner/d1' },
  code: { coding: [{ system: code_system.icd10, code: 'J18.9', display: 'Viêm phổi' }], text: 'Viêm phổi thùy' },
}

/** @param padding_bytes of a file that lies in it, so that it weighs as a printed paper with its fonts */
export const plain_pdf = async (
  words = 'Phieu chuyen co so kham benh, chua benh',
  padding_bytes = 0,
): Promise<Uint8Array> => {
  const document = await PDFDocument.create()
  document.setCreationDate(signed_at)
  document.addPage([400, 300]).drawText(words, { x: 20, y: 250, size: 12 })
  if (padding_bytes > 0) document.context.register(document.context.stream(randomBytes(padding_bytes)))
  return document.save({ useObjectStreams: false })
}

/** Words in its bytes as they are, on no page of it. */
export const pdf_with_words = async (words: string): Promise<Uint8Array> => {
  const document = await PDFDocument.load(await plain_pdf())
  document.setSubject(words)
  document.context.register(document.context.obj({ Type: 'Note', Words: PDFString.of(words) }))
  return document.save({ useObjectStreams: false })
}

export const sign_paper = async (
  pdf: Uint8Array,
  signers: [string, SigningProvider][],
  at = signed_at,
): Promise<Uint8Array> => {
  let paper = pdf
  for (const [field_name, provider] of signers)
    paper = await sign_pdf(paper, {
      provider,
      signer_name: field_name,
      signed_at: at,
      field_name,
      reserved_bytes: 2_500,
    })
  return paper
}

export const make_part = (kind: Part['kind'], title: string, bytes: Uint8Array): Part => ({
  ...{ kind, identity: `urn:uuid:${randomUUID()}`, content_type: content_types[kind], title, bytes },
})

export type LetterWish = {
  house?: House
  signers?: [string, SigningProvider][]
  /** Whose CMS stands over the data. */
  sealed_by?: SigningProvider
  sealed_at?: Date
  submission?: Partial<Submission>
  document?: Partial<DocumentInput>
  padding_bytes?: number
  paper_signed_at?: Date
  /** Whom the paper names, where it is not the person of the envelope. */
  on_paper?: SubmissionPerson
  /** A paper signed elsewhere. */
  pdf?: Uint8Array
}

export const letter_input = (house: House, paper: Uint8Array, pdf_identity: string): DocumentInput => ({
  identity: `urn:uuid:${randomUUID()}`,
  kind: 'transfer-letter',
  title: 'Phiếu chuyển cơ sở khám bệnh, chữa bệnh',
  created_at,
  patient,
  author: practitioner,
  custodian: {
    resourceType: 'Organization',
    id: house.code,
    identifier: [{ system: identifier_system.facility, value: house.code }],
    name: house.name,
  },
  period: { start: '2026-11-18T08:00:00+07:00', end: created_at },
  pdf: {
    identity: pdf_identity,
    sha256: createHash('sha256').update(paper).digest('hex'),
    size: paper.length,
    title: 'Phiếu chuyển',
  },
  sections: [{ title: 'Chẩn đoán', entries: [diagnosis] }],
})

/** As one prints it with a font that knows no marks. */
const person_line = ({ name, identifiers }: SubmissionPerson): string => {
  const number = identifiers.find(({ system }) => system === cccd.system)?.value
  return `Ho va ten nguoi benh: ${fold(name).toUpperCase()}${number === undefined ? '' : `\nSo dinh danh ca nhan: ${number}`}`
}

/** A transfer letter, right in everything that the wish does not change. */
export const make_letter = async (wish: LetterWish = {}): Promise<Submission> => {
  const house = wish.house ?? district
  const person: SubmissionPerson = {
    ...{ identifiers: [cccd], name: 'TRẦN THỊ BƯỞI', birth_date: '1990-03-02', gender: 'female' },
    ...wish.submission?.person,
  }
  const words = `Phieu chuyen co so kham benh, chua benh\n${person_line(wish.on_paper ?? person)}`
  const signers: [string, SigningProvider][] = [
    ['bac_si', house.doctor],
    ['co_so', house.seal],
  ]
  const paper =
    wish.pdf ??
    (await sign_paper(await plain_pdf(words, wish.padding_bytes), wish.signers ?? signers, wish.paper_signed_at))
  const pdf = make_part('pdf', 'Phiếu chuyển', paper)
  const fhir = document_bytes(compose_document({ ...letter_input(house, paper, pdf.identity), ...wish.document }))
  const seal = await seal_document(fhir, wish.sealed_by ?? house.seal, wish.sealed_at ?? signed_at)
  return {
    identity: `urn:uuid:${randomUUID()}`,
    kind: 'transfer-letter',
    title: 'Phiếu chuyển cơ sở khám bệnh, chữa bệnh',
    sender: house.code,
    recipients: [province.code],
    person,
    author: { name: 'Nguyễn Văn Á', identifiers: [{ system: identifier_system.cchn, value: '001234/BG-CCHN' }] },
    created_at,
    period: { start: '2026-11-18T08:00:00+07:00', end: created_at },
    labels: [],
    parts: [pdf, make_part('fhir', 'Dữ liệu phiếu chuyển', fhir), make_part('seal', 'Chữ ký cơ sở', seal)],
    ...wish.submission,
  }
}

/** The letter with other bytes in one part. */
export const with_part = (letter: Submission, kind: Part['kind'], bytes: Uint8Array): Submission => {
  const [main, ...more] = letter.parts.map((part) => (part.kind === kind ? { ...part, bytes } : part))
  return main ? { ...letter, parts: [main, ...more] } : letter
}
