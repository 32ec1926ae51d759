import { local_date } from '../../base/time/index.ts'
import { code_system, list_of, object_of, text_of } from '../fhir/index.ts'
import type { DocumentKind, PartKind } from './submission.ts'

export type SignatureNeed = 'doctor' | 'facility'

type Coding = { system: string; code: string; display: string }

export type KindFacts = {
  /** What stands over the paper. */
  name: string
  /** LOINC's word for it, where it has one (interop.md §2). */
  loinc?: { code: string; display: string }
  /** Signatures the paper itself must carry, by the day it was issued: the newest rule first. */
  signatures: { since: string; needs: SignatureNeed[] }[]
}

const always = (...needs: SignatureNeed[]): KindFacts['signatures'] => [{ since: '', needs }]

/** TT 06/2026/TT-BYT Điều 5.2: two signatures on letters issued from 01/06/2026, the doctor's alone before (SIG-10). */
const two_since_june_2026: KindFacts['signatures'] = [
  { since: '2026-06-01', needs: ['doctor', 'facility'] },
  ...always('doctor'),
]

/** No law asks for the seal on a prescription: it is the hub's own rule for what leaves a house (decision 0026), since it stands. */
const sealed_since_november_2026: KindFacts['signatures'] = [
  { since: '2026-11-22', needs: ['doctor', 'facility'] },
  ...always('doctor'),
]

export const document_kinds: Record<DocumentKind, KindFacts> = {
  'transfer-letter': {
    name: 'Phiếu chuyển cơ sở khám bệnh, chữa bệnh',
    loinc: { code: '57133-1', display: 'Referral note' },
    signatures: two_since_june_2026,
  },
  'transfer-answer': { name: 'Phiếu trả lời nơi chuyển người bệnh', signatures: always('doctor') },
  'reexam-letter': { name: 'Phiếu hẹn khám lại', signatures: two_since_june_2026 },
  // QĐ 425/QĐ-BYT 2025 Điều 11: the prescriber's own, or the responsible person's for her; between houses the seal too.
  prescription: {
    name: 'Đơn thuốc điện tử',
    loinc: { code: '57833-6', display: 'Prescription for medication' },
    signatures: sealed_since_november_2026,
  },
  // QĐ 31/QĐ-BYT 2026: signed with the facility's certificate.
  'health-book': {
    name: 'Sổ sức khỏe điện tử',
    loinc: { code: '60591-5', display: 'Patient summary Document' },
    signatures: always('facility'),
  },
  'lab-result': {
    name: 'Phiếu kết quả xét nghiệm',
    loinc: { code: '11502-2', display: 'Laboratory report' },
    signatures: always('doctor'),
  },
  'imaging-report': {
    name: 'Phiếu kết quả chẩn đoán hình ảnh',
    loinc: { code: '18748-4', display: 'Diagnostic imaging study' },
    signatures: always('doctor'),
  },
  record: {
    name: 'Hồ sơ bệnh án',
    loinc: { code: '34133-9', display: 'Summary of episode note' },
    signatures: always('facility'),
  },
}

const is_kind = (text: string | undefined): text is DocumentKind =>
  text !== undefined && Object.hasOwn(document_kinds, text)

/** LOINC's word for it where there is one, and always the house's own. */
export const type_of_kind = (kind: DocumentKind): { coding: Coding[]; text: string } => {
  const { name, loinc } = document_kinds[kind]
  return {
    coding: [
      ...(loinc ? [{ system: code_system.loinc, ...loinc }] : []),
      { system: code_system.document_kind, code: kind, display: name },
    ],
    text: name,
  }
}

const kind_by_loinc = new Map(
  Object.entries(document_kinds).flatMap(([kind, { loinc }]) => (loinc ? [[loinc.code, kind] as const] : [])),
)

/** Which kind a CodeableConcept says: by our code, else by LOINC's; undefined where neither is known. */
export const kind_of_type = (concept: unknown): DocumentKind | undefined => {
  const codings = list_of(object_of(concept)?.['coding'])
  const said = (system: string) =>
    codings.filter((coding) => coding['system'] === system).map((coding) => text_of(coding['code']) ?? '')
  const own = said(code_system.document_kind).find(is_kind)
  const loinc = said(code_system.loinc).map((code) => kind_by_loinc.get(code))
  return own ?? loinc.find(is_kind)
}

/** The day in Vietnam; of what is no moment, what is written there. */
export const day_of = (moment: string): string =>
  Number.isNaN(Date.parse(moment)) ? moment.slice(0, 10) : local_date(moment)

/** Which signatures the law asks of the paper. @param issued_at with its offset; the day is the one in Vietnam */
export const needed_signatures = (kind: DocumentKind, issued_at: string): SignatureNeed[] => {
  const day = day_of(issued_at)
  return document_kinds[kind].signatures.find(({ since }) => since <= day)?.needs ?? []
}

/** What a part is, as DocumentReference.content.format says it (XDS formatCode). */
export const format_codes: Record<PartKind, Coding> = {
  pdf: { system: code_system.document_format, code: 'pdf-pades', display: 'PDF có chữ ký số (PAdES)' },
  fhir: { system: code_system.document_format, code: 'fhir-document', display: 'Tài liệu FHIR R4' },
  seal: { system: code_system.document_format, code: 'cms-detached', display: 'Chữ ký số của cơ sở (CMS tách rời)' },
  hsba: { system: code_system.document_format, code: 'hosobenhan', display: 'HoSoBenhAn (CV 365/TTYQG-GPQLCL)' },
  package: { system: code_system.document_format, code: 'record-package', display: 'Gói hồ sơ bệnh án' },
  encrypted: { system: code_system.document_format, code: 'jwe', display: 'Nội dung mã hóa cho nơi nhận (JWE)' },
}

/** What the bytes of a part are, where its sender says nothing else. */
export const content_types: Record<PartKind, string> = {
  pdf: 'application/pdf',
  fhir: 'application/fhir+json',
  seal: 'application/pkcs7-signature',
  hsba: 'application/xml',
  package: 'application/zip',
  encrypted: 'application/jose+json',
}
