import { check_cccd } from '../../base/identity-numbers/index.ts'
import { fail } from '../../base/outcome/index.ts'
import { group, list, one_of, optional, read_shape, text } from '../../base/shapes/index.ts'
import {
  content_types,
  document_kinds,
  uuid_urn_of,
  type DocumentKind,
  type Part,
  type SendingBasis,
  type Submission,
} from '../../standards/documents/index.ts'
import { identifier_system } from '../../standards/fhir/index.ts'

/** What a system sends that knows neither FHIR nor IHE: `POST /lien-thong/documents`. */
export type PlainLetter = {
  kind: DocumentKind
  /** The sender's own number of the paper, never used for another one: it makes the sending repeatable. */
  number: string
  title?: string
  recipients: string[]
  /** When it was issued, with seconds and offset. */
  created_at: string
  /** The sender's own number of the paper whose place this one takes. */
  replaces?: string
  patient: {
    name: string
    cccd?: string
    bhyt?: string
    passport?: string
    /** Mã người bệnh of the sender. */
    code?: string
    birth_date?: string
    gender?: 'male' | 'female' | 'other' | 'unknown'
  }
  author: { name: string; licence?: string }
  period?: { start?: string; end?: string }
  labels?: string[]
  /** Why it may be shown to whom it is addressed; absent: what its kind stands on. */
  basis?: SendingBasis
  /** Signed PDF, base64. */
  pdf: string
  /** HoSoBenhAn as XML or JSON text. */
  hosobenhan?: string
}

const megabytes = (count: number): number => count * 1_048_576

const shape = group<PlainLetter>('tài liệu', {
  kind: one_of('loại tài liệu', Object.keys(document_kinds) as DocumentKind[]),
  number: text('số của tài liệu tại nơi gửi', 100),
  title: optional(text('tên tài liệu', 300)),
  recipients: list('nơi nhận', text('mã cơ sở nhận', 5), 50),
  created_at: text('thời điểm lập', 40),
  replaces: optional(text('số của bản được thay thế', 100)),
  patient: group('người bệnh', {
    name: text('họ tên', 200),
    cccd: optional(text('số CCCD', 12)),
    bhyt: optional(text('số thẻ BHYT', 15)),
    passport: optional(text('số hộ chiếu', 20)),
    code: optional(text('mã người bệnh', 50)),
    birth_date: optional(text('ngày sinh', 10)),
    gender: optional(one_of('giới tính', ['male', 'female', 'other', 'unknown'])),
  }),
  author: group('người lập', { name: text('tên người lập', 200), licence: optional(text('số giấy phép', 50)) }),
  period: optional(group('thời gian', { start: optional(text('từ', 40)), end: optional(text('đến', 40)) })),
  labels: optional(list('nhãn nhạy cảm', text('nhãn', 20), 10)),
  basis: optional(
    group<SendingBasis>('căn cứ gửi', {
      code: one_of('căn cứ', ['transfer', 'patient-request', 'law', 'emergency']),
      law: optional(text('điều luật', 300)),
      request_sha256: optional(text('SHA-256 của bản yêu cầu', 64)),
      confirmed_by: optional(text('cách xác nhận', 200)),
      asked_as: optional(one_of('ai yêu cầu', ['person', 'representative', 'both'])),
      reason: optional(text('lý do', 500)),
    }),
  ),
  pdf: text('bản PDF (base64)', megabytes(80)),
  hosobenhan: optional(text('HoSoBenhAn', megabytes(20))),
})

const bytes_of_base64 = (value: string): Buffer => {
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(value)) throw fail.value('Bản PDF phải ở dạng base64', 'pdf')
  return Buffer.from(value, 'base64')
}

const identifiers_of = ({
  cccd,
  bhyt,
  passport,
  code,
}: PlainLetter['patient']): Submission['person']['identifiers'] => {
  if (cccd !== undefined && !check_cccd(cccd).ok) throw fail.value('Số CCCD không đúng (12 chữ số)', 'patient.cccd')
  const named = { cccd, passport, bhyt, patient_code: code }
  return Object.entries(named).flatMap(([name, value]) =>
    value ? [{ system: identifier_system[name as keyof typeof named], value }] : [],
  )
}

/** The same number of the same sender is the same document, whoever reads it. */
const identity_of_number = (sender: string, number: string): string => uuid_urn_of('lien-thong', sender, number)

const parts_of = (letter: PlainLetter, identity: string, title: string): Submission['parts'] => {
  const part = (kind: Part['kind'], name: string, bytes: Uint8Array): Part => ({
    ...{ kind, content_type: content_types[kind], title: name, bytes },
    identity: kind === 'pdf' ? identity : uuid_urn_of(identity, kind),
  })
  const pdf = part('pdf', title, bytes_of_base64(letter.pdf))
  const { hosobenhan } = letter
  if (hosobenhan === undefined) return [pdf]
  const is_xml = hosobenhan.trimStart().startsWith('<')
  const hsba = part('hsba', 'HoSoBenhAn', Buffer.from(hosobenhan))
  return [pdf, { ...hsba, content_type: is_xml ? 'application/xml' : 'application/json' }]
}

/** @throws 422 with every fault and its place */
export const read_plain_letter = (body: unknown, sender: string): Submission => {
  const letter = read_shape(shape, body)
  const identity = identity_of_number(sender, letter.number)
  const title = letter.title ?? document_kinds[letter.kind].name
  const { licence } = letter.author
  return {
    identity: uuid_urn_of(identity, 'sending'),
    kind: letter.kind,
    title,
    sender,
    recipients: letter.recipients,
    person: {
      identifiers: identifiers_of(letter.patient),
      name: letter.patient.name,
      birth_date: letter.patient.birth_date,
      gender: letter.patient.gender,
    },
    author: {
      name: letter.author.name,
      identifiers: licence ? [{ system: identifier_system.cchn, value: licence }] : [],
    },
    created_at: letter.created_at,
    ...(letter.period ? { period: letter.period } : {}),
    ...(letter.replaces ? { replaces: identity_of_number(sender, letter.replaces) } : {}),
    ...(letter.basis ? { basis: letter.basis } : {}),
    labels: letter.labels ?? [],
    parts: parts_of(letter, identity, title),
  }
}
