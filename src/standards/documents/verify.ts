import { active_content } from './active-content.ts'
import { hsba_issues } from './check-hsba.ts'
import { check_document } from './check-document.ts'
import { check_paper, type Given, type PartVerdict } from './check-paper.ts'
import { check_seal } from './check-seal.ts'
import { organisation_issues, signer_issues } from './check-signer.ts'
import type { ReadDocument } from './read-document.ts'
import { contains_malware_test } from './malware.ts'
import { read_seals } from './signature-state.ts'
import type { PartKind, Submission } from './submission.ts'
import { refusal, type DocumentIssue, type DocumentTrust, type DocumentVerdict } from './verdict.ts'

const malware_issues = (submission: Submission): DocumentIssue[] =>
  submission.parts
    .filter(({ bytes }) => contains_malware_test(bytes))
    .map(({ kind, title }) =>
      refusal('malware', 'security', `Phần “${title}” chứa mã độc (tệp thử EICAR); không nhận`, kind),
    )

/** A paper does nothing by itself; the whole record's papers are looked at by whoever opens the package. */
const active_issues = ({ parts }: Submission): DocumentIssue[] =>
  parts
    .filter(({ kind }) => kind === 'pdf')
    .flatMap(({ kind, title, bytes }) => {
      const found = active_content(bytes)
      const words = `Phần “${title}” có ${found}: giấy tờ hồ sơ không được mang nội dung tự chạy; xuất lại PDF/A rồi ký và gửi lại`
      return found === undefined ? [] : [refusal('malware', 'security', words, kind)]
    })

/** Of each kind one: a second paper would be sent along that nobody looked at. A HoSoBenhAn may come in both its forms. */
const most_of: Record<PartKind, number> = { pdf: 1, fhir: 1, seal: 1, hsba: 2, package: 1, encrypted: 1 }

const unexpected_issues = ({ parts }: Submission): DocumentIssue[] => {
  const is_closed = parts.some(({ kind }) => kind === 'encrypted')
  return parts
    .filter(({ kind }, at) => {
      const earlier = parts.slice(0, at).filter((part) => part.kind === kind).length
      return earlier >= most_of[kind] || (is_closed && kind !== 'encrypted' && kind !== 'seal')
    })
    .map(({ kind, title }) =>
      refusal('part-unexpected', 'structure', `Phần “${title}” thừa: không kiểm tra được cùng các phần khác`, kind),
    )
}

const one_issue = (issue: DocumentIssue): PartVerdict => ({ issues: [issue], signatures: [] })

const bytes_of = (submission: Submission, kind: PartKind): Uint8Array | undefined =>
  submission.parts.find((part) => part.kind === kind)?.bytes

const check_signers = (
  submission: Submission,
  document: ReadDocument | undefined,
  { signatures }: PartVerdict,
  { seals }: Given,
): PartVerdict => ({
  issues: [
    ...signer_issues(submission, document, signatures),
    ...organisation_issues(submission, document, { signatures, seals }),
  ],
  signatures: [],
})

const check_readable = (submission: Submission, given: Given): PartVerdict[] => {
  const pdf = bytes_of(submission, 'pdf')
  const fhir = bytes_of(submission, 'fhir')
  const paper = pdf
    ? check_paper(submission, pdf, given)
    : one_issue(refusal('pdf-missing', 'required', 'Thiếu bản PDF đã ký của tài liệu', 'pdf'))
  if (fhir) {
    const { issues, document } = check_document(submission, fhir)
    const signers = check_signers(submission, document, paper, given)
    return [paper, { issues, signatures: [] }, signers, check_seal(submission, fhir, given)]
  }
  const words = 'Chỉ có bản PDF, không có tài liệu FHIR kèm chữ ký cơ sở'
  return [
    paper,
    check_signers(submission, undefined, paper, given),
    one_issue(
      given.trust.pdf_only
        ? {
            ...refusal('pdf-only', 'informational', `${words}; nơi nhận đọc được nhưng không lấy được số liệu`, 'fhir'),
            severity: 'warning',
          }
        : refusal('fhir-missing', 'required', `${words}; cơ sở này phải gửi đủ ba phần`, 'fhir'),
    ),
  ]
}

/** What the sender encrypted for the receiver: only the seal around it can be judged here. */
const check_sealed_only = (submission: Submission, content: Uint8Array, given: Given): PartVerdict[] => [
  check_seal(submission, content, given),
  one_issue({
    ...refusal(
      'unreadable-for-hub',
      'informational',
      'Nội dung được mã hóa cho nơi nhận; chỉ kiểm tra được chữ ký của cơ sở gửi',
      'encrypted',
    ),
    severity: 'information',
  }),
]

/**
 * Everything that can be said of a submission without a store: signatures, seal, shape, and whether paper, data and
 * envelope speak of one person. Certificates are judged at the moment their holder signed, never later than `trust.at`.
 */
export const verify_submission = (submission: Submission, trust: DocumentTrust): DocumentVerdict => {
  const given: Given = { seals: read_seals(trust.seals), trust }
  const encrypted = bytes_of(submission, 'encrypted')
  const checked = encrypted ? check_sealed_only(submission, encrypted, given) : check_readable(submission, given)
  const records = submission.parts.filter(({ kind }) => kind === 'hsba')
  const issues = [
    ...malware_issues(submission),
    ...active_issues(submission),
    ...unexpected_issues(submission),
    ...records.flatMap(({ bytes }) => hsba_issues(bytes, submission.person)),
    ...checked.flatMap((one) => one.issues),
  ]
  return {
    valid: issues.every(({ severity }) => severity !== 'error'),
    issues,
    signatures: checked.flatMap((one) => one.signatures),
  }
}
