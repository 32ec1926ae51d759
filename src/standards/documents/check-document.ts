import { Failure } from '../../base/outcome/index.ts'
import { format_date } from '../../base/time/index.ts'
import { text_of } from '../fhir/index.ts'
import { validate_resource } from '../fhir-validation/index.ts'
import { sha256_hex } from '../signatures/index.ts'
import { schema_version } from './compose.ts'
import { day_of, document_kinds } from './kinds.ts'
import { read_document, type ReadDocument } from './read-document.ts'
import { person_issues } from './same-person.ts'
import type { Submission } from './submission.ts'
import { refusal, type DocumentIssue } from './verdict.ts'

const schema_form = /^\d{4}\.\d{2}$/

const schema_issues = ({ schema }: ReadDocument): DocumentIssue[] =>
  schema !== undefined && !(schema_form.test(schema) && schema <= schema_version)
    ? [
        refusal(
          'schema-unknown',
          'not-supported',
          `Tài liệu viết theo lược đồ ${schema}; ở đây chỉ hiểu đến lược đồ ${schema_version}. Hãy gửi theo lược đồ này hoặc chờ nâng cấp`,
          'Bundle.meta.profile',
        ),
      ]
    : []

const kind_issues = (submission: Submission, { kind }: ReadDocument): DocumentIssue[] =>
  kind === submission.kind
    ? []
    : [
        refusal(
          'kind-mismatch',
          'conflict',
          `Phong bì ghi “${document_kinds[submission.kind].name}”, tài liệu bên trong là ${kind ? `“${document_kinds[kind].name}”` : 'loại chưa biết'}`,
          'Bundle.entry[0].resource.type',
        ),
      ]

const custodian_issues = (submission: Submission, { custodian }: ReadDocument): DocumentIssue[] =>
  custodian === submission.sender
    ? []
    : [
        refusal(
          'custodian-mismatch',
          'conflict',
          `Nơi giữ tài liệu (custodian) là ${custodian ?? 'cơ sở không ghi mã'}, không phải nơi gửi ${submission.sender}`,
          'Bundle.entry[0].resource.custodian',
        ),
      ]

/** One day on the envelope and in the document: the law that counts follows from it. */
const date_issues = (submission: Submission, { composition }: ReadDocument): DocumentIssue[] => {
  const [said, written] = [day_of(submission.created_at), day_of(text_of(composition['date']) ?? '')]
  return said === written
    ? []
    : [
        refusal(
          'date-mismatch',
          'conflict',
          `Phong bì ghi lập ngày ${format_date(said)}, tài liệu bên trong ghi ngày ${format_date(written)}`,
          'Bundle.entry[0].resource.date',
        ),
      ]
}

/** What the sealed document does not name by its digest is not under the seal. */
const unbound_issues = (submission: Submission, { papers }: ReadDocument): DocumentIssue[] =>
  submission.parts
    .filter(({ kind, bytes }) => (kind === 'hsba' || kind === 'package') && !papers.includes(sha256_hex(bytes)))
    .map(({ kind, title }) => ({
      ...refusal(
        'part-unbound',
        'informational',
        `Phần “${title}” không được tài liệu FHIR ghi mã băm, nên chữ ký của cơ sở không bảo đảm phần này`,
        kind,
      ),
      severity: 'warning',
    }))

const paper_issues = (submission: Submission, { papers }: ReadDocument): DocumentIssue[] => {
  const pdf = submission.parts.find(({ kind }) => kind === 'pdf')
  return pdf && !papers.includes(sha256_hex(pdf.bytes))
    ? [
        refusal(
          'digest-mismatch',
          'conflict',
          'Bản PDF không phải bản mà tài liệu FHIR ghi mã băm SHA-256; hãy gửi đúng bản PDF đã ký',
          'pdf',
        ),
      ]
    : []
}

const patient_issues = (submission: Submission, { patient }: ReadDocument): DocumentIssue[] =>
  patient
    ? person_issues(submission.person, patient)
    : [
        refusal(
          'person-mismatch',
          'required',
          'Tài liệu FHIR không có người bệnh (Composition.subject phải dẫn tới một Patient bên trong)',
          'Bundle.entry[0].resource.subject',
        ),
      ]

const shape_issues = ({ bundle }: ReadDocument): DocumentIssue[] =>
  validate_resource(bundle)
    .filter(({ severity }) => severity === 'error')
    .map((issue) => ({ ...issue, reason: 'fhir-invalid' as const }))

const open = (bytes: Uint8Array): ReadDocument | DocumentIssue[] => {
  try {
    return read_document(bytes)
  } catch (error) {
    if (error instanceof Failure) return error.issues.map((issue) => ({ ...issue, reason: 'fhir-unreadable' as const }))
    throw error
  }
}

/** Whether the FHIR document is one, and speaks of this kind, this paper, this person and this sender. */
export const check_document = (
  submission: Submission,
  bytes: Uint8Array,
): { issues: DocumentIssue[]; document?: ReadDocument } => {
  const document = open(bytes)
  if (Array.isArray(document)) return { issues: document }
  // What is written in a shape not known here must not be judged by the one known.
  const unknown = schema_issues(document)
  if (unknown.length > 0) return { issues: unknown }
  const misshapen = shape_issues(document)
  if (misshapen.length > 0) return { issues: misshapen }
  const issues = [
    ...kind_issues(submission, document),
    ...custodian_issues(submission, document),
    ...date_issues(submission, document),
    ...unbound_issues(submission, document),
    ...paper_issues(submission, document),
    ...patient_issues(submission, document),
  ]
  return { issues, document }
}
