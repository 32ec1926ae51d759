import { Failure } from '../../base/outcome/index.ts'
import { verify_pdf, type PdfVerdict } from '../signatures/index.ts'
import { document_kinds, needed_signatures } from './kinds.ts'
import { judge_signature, type Seals } from './signature-state.ts'
import type { Submission } from './submission.ts'
import { refusal, type DocumentIssue, type DocumentTrust, type SignatureVerdict } from './verdict.ts'

/** The sender as it is known. */
export type Given = { seals: Seals; trust: DocumentTrust }

export type PartVerdict = { issues: DocumentIssue[]; signatures: SignatureVerdict[] }

const read = (pdf: Uint8Array, { seals, trust }: Given): PdfVerdict | string => {
  try {
    return verify_pdf(pdf, {
      trusted_pem: [...trust.roots_pem, ...seals.pems],
      now: trust.at,
      clock_tolerance_ms: trust.clock_tolerance_ms,
      register: trust.register,
      evidence: trust.evidence,
    })
  } catch (error) {
    if (error instanceof Failure) return error.message
    throw error
  }
}

/** A paper is issued when it is signed (DOC-06): an earlier date on the envelope does not bring back an older rule. */
const issued_at = ({ created_at }: Submission, signatures: SignatureVerdict[]): string =>
  [created_at, ...signatures.flatMap(({ signed_at }) => signed_at?.toISOString() ?? [])].reduce((latest, at) =>
    Date.parse(at) > Date.parse(latest) ? at : latest,
  )

const missing_signatures = (submission: Submission, signatures: SignatureVerdict[]): DocumentIssue[] => {
  const { name } = document_kinds[submission.kind]
  const good = signatures.filter(({ valid }) => valid)
  const stranger = signatures.find(({ by }) => by === 'other-organisation')
  return needed_signatures(submission.kind, issued_at(submission, signatures)).flatMap((need) => {
    if (need === 'doctor')
      return good.some(({ by }) => by === 'person')
        ? []
        : [refusal('doctor-missing', 'security', `${name} thiếu chữ ký số của bác sĩ`, 'pdf')]
    if (good.some(({ by }) => by === 'sender')) return []
    return stranger
      ? [
          refusal(
            'wrong-facility',
            'security',
            `Chữ ký cơ sở trên PDF là của “${stranger.organization ?? stranger.signer}”, không phải của nơi gửi ${submission.sender}`,
            'pdf',
          ),
        ]
      : [refusal('facility-missing', 'security', `${name} thiếu chữ ký số của cơ sở ${submission.sender}`, 'pdf')]
  })
}

/** A paper by itself: every signature on it stands and nothing came after the last. */
export const judge_paper = (pdf: Uint8Array, given: Given): PartVerdict => {
  const verdict = read(pdf, given)
  if (typeof verdict === 'string')
    return {
      issues: [refusal('pdf-unreadable', 'invalid', `Không đọc được bản PDF: ${verdict}`, 'pdf')],
      signatures: [],
    }
  if (verdict.signatures.length === 0)
    return { issues: [refusal('pdf-unsigned', 'security', 'Bản PDF chưa được ký số', 'pdf')], signatures: [] }
  const judged = verdict.signatures.map((one) =>
    judge_signature({ ...one, part: 'pdf', slot: one.field_name }, given.seals, given.trust),
  )
  const signatures = judged.map((one) => one.verdict)
  const issues = judged.flatMap(({ issue }) => issue ?? [])
  const notes = judged.flatMap(({ note }) => note ?? [])
  if (!verdict.valid && issues.length === 0)
    issues.push(refusal('pdf-changed', 'security', verdict.problem ?? 'Bản PDF bị sửa sau khi ký', 'pdf'))
  return { issues: [...issues, ...notes], signatures }
}

/** The paper of a submission: the signatures the law asks of this kind are there too (SIG-10, DOC-05). */
export const check_paper = (submission: Submission, pdf: Uint8Array, given: Given): PartVerdict => {
  const { issues, signatures } = judge_paper(pdf, given)
  const missing = signatures.length === 0 ? [] : missing_signatures(submission, signatures)
  return { issues: [...issues, ...missing], signatures }
}
