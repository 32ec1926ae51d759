/** Judging every signature of a PDF, and the file as a whole. */

import { fail } from '../../base/outcome/index.ts'
import { certificate_summary } from './certificate-summary.ts'
import type { CertificateSummary } from './certificate-summary.ts'
import { problem_of, verify_cms } from './cms-verifier.ts'
import type { CmsVerdict, VerifyOptions } from './cms-verifier.ts'
import { content_change } from './pdf-changes.ts'
import { read_pdf_date } from './pdf-date.ts'
import { guard_pdf, open_pdf } from './pdf-document.ts'
import type { PdfDocument } from './pdf-document.ts'
import { signature_fields } from './pdf-fields.ts'
import type { SignatureField } from './pdf-fields.ts'
import { evidence_in } from './pdf-evidence.ts'
import { no_evidence } from './revocation.ts'
import { latin1 } from './pdf-lexer.ts'
import type { RevocationState } from './revocation.ts'
import { covered_by } from './pdf-signature-room.ts'
import { as_kind, text_of, write_value } from './pdf-values.ts'
import type { PdfDict } from './pdf-values.ts'

export type PdfSignature = {
  field_name: string
  /** The name in the certificate. `claimed_name`, `reason`, `location` are what the signer's software wrote. */
  signer: string | undefined
  certificate: CertificateSummary | undefined
  claimed_name: string | undefined
  reason: string | undefined
  location: string | undefined
  signed_at: Date | undefined
  /** 1 for the first signature, 2 for the next: the order in which they were put. */
  covers_revision: number
  covers_whole_file: boolean
  /** What came after this signature. */
  later_changes: 'none' | 'signatures' | 'content'
  digest_ok: boolean
  signature_ok: boolean
  chain_ok: boolean
  has_timestamp: boolean
  revocation: RevocationState
  valid: boolean
  problem?: string | undefined
}

export type PdfVerdict = {
  /** Every signature is valid and nothing but validation data comes after the last one. */
  valid: boolean
  signatures: PdfSignature[]
  /** Bytes after the end of the last signed revision. */
  appended_bytes: number
  problem?: string | undefined
}

type Judged = { end: number; verdict: CmsVerdict | undefined; problem: string | undefined }

const must_name_signer = new Map([
  ['ETSI.CAdES.detached', true],
  ['adbe.pkcs7.detached', false],
])

const judge_cms = (document: PdfDocument, signature: PdfDict, options: VerifyOptions): Judged => {
  const failed = (end: number, error: unknown): Judged => ({ end, verdict: undefined, problem: problem_of(error) })
  let end = 0
  try {
    const covered = guard_pdf(() => covered_by(document.bytes, signature))
    end = covered.end
    const sub_filter = as_kind('name', document.resolve(signature.entries.get('SubFilter')))?.name ?? ''
    const must_name = must_name_signer.get(sub_filter)
    if (must_name === undefined) return { end, verdict: undefined, problem: `Chưa hỗ trợ kiểu chữ ký “${sub_filter}”` }
    const claimed_at = read_pdf_date(text_of(document.resolve(signature.entries.get('M'))))
    const pdf = { claimed_at, must_name_signer: must_name }
    const verdict = guard_pdf(() => verify_cms(covered.cms, covered.content, options, pdf))
    return { end, verdict, problem: verdict.problem }
  } catch (error) {
    return failed(end, error)
  }
}

const has_ended = (bytes: Uint8Array): boolean =>
  /%%EOF[\r\n]{0,2}$/.test(latin1(bytes, Math.max(0, bytes.length - 8), bytes.length))

type Revision = { opened: PdfDocument | undefined; change: string | undefined }

/** The revision that ends there, opened on its own, against the file as it is now. */
const open_revision = (document: PdfDocument, end: number): Revision => {
  const bytes = document.bytes.subarray(0, end)
  if (!has_ended(bytes)) return { opened: undefined, change: 'vùng ký kết thúc giữa chừng' }
  try {
    const opened = open_pdf(bytes)
    return { opened, change: guard_pdf(() => content_change(opened, document)) }
  } catch (error) {
    return { opened: undefined, change: problem_of(error) }
  }
}

/** Each is opened once: the last signature's is asked for by its own report and by what follows it. */
const revisions_of = (document: PdfDocument): ((end: number) => Revision) => {
  const known = new Map<number, Revision>()
  return (end) => {
    const found = known.get(end) ?? open_revision(document, end)
    known.set(end, found)
    return found
  }
}

const report = (
  { document, revision_at }: { document: PdfDocument; revision_at: (end: number) => Revision },
  field: SignatureField & { signature: PdfDict },
  { end, verdict, problem }: Judged,
  covers_revision: number,
): PdfSignature => {
  const covers_whole_file = end === document.bytes.length
  const changed = covers_whole_file || end === 0 ? undefined : revision_at(end).change
  const certificate = verdict && certificate_summary(verdict.signer)
  const said = (key: string) => text_of(document.resolve(field.signature.entries.get(key)))
  const found = problem ?? (changed && `Tài liệu bị sửa sau chữ ký này (${changed})`)
  return {
    field_name: field.name,
    signer: certificate?.common_name,
    certificate,
    claimed_name: said('Name'),
    reason: said('Reason'),
    location: said('Location'),
    signed_at: verdict?.signed_at,
    covers_revision,
    covers_whole_file,
    later_changes: covers_whole_file ? 'none' : changed || end === 0 ? 'content' : 'signatures',
    digest_ok: verdict?.digest_ok ?? false,
    signature_ok: verdict?.signature_ok ?? false,
    chain_ok: verdict?.chain_ok ?? false,
    has_timestamp: verdict?.has_timestamp ?? false,
    revocation: verdict?.revocation ?? { status: 'unasked' },
    valid: !found && verdict !== undefined && verdict.digest_ok && verdict.signature_ok && verdict.chain_ok,
    problem: found,
  }
}

/** PAdES-B-LT (ETSI EN 319 142-1 section 6.3): what the last signature is judged by may come after it, and nothing else. */
const is_evidence_only = (document: PdfDocument, { opened, change }: Revision): boolean => {
  if (!opened || change !== undefined || !has_ended(document.bytes) || !document.root.entries.has('DSS')) return false
  const [before, after] = [opened, document].map(({ root }) => write_value(root.entries.get('DSS') ?? null))
  return before !== after
}

const overall_problem = (signatures: PdfSignature[], appended_bytes: number): string | undefined => {
  if (signatures.length === 0) return 'Tài liệu không có chữ ký số'
  if (new Set(signatures.map((signature) => signature.field_name)).size < signatures.length)
    return 'Hai ô ký trùng tên, không phân biệt được ai ký ô nào'
  const bad = signatures.find((signature) => !signature.valid)
  if (bad) return `Chữ ký “${bad.field_name}”: ${bad.problem ?? 'không hợp lệ'}`
  return appended_bytes > 0 ? `Có ${appended_bytes} byte được thêm vào sau chữ ký cuối cùng` : undefined
}

/** Throws a Failure where the file is no readable PDF; whatever is wrong with a signature is in the verdict. */
export const verify_pdf = (pdf: Uint8Array, options: VerifyOptions): PdfVerdict =>
  guard_pdf(() => {
    const document = open_pdf(pdf)
    const own = evidence_in(document)
    const { crls, ocsps } = options.evidence ?? no_evidence
    const asked = { ...options, evidence: { crls: [...own.crls, ...crls], ocsps: [...own.ocsps, ...ocsps] } }
    const judged = signature_fields(document)
      .flatMap((field) => (field.signature ? [{ ...field, signature: field.signature }] : []))
      .map((field) => ({ field, judged: judge_cms(document, field.signature, asked) }))
      .toSorted((a, b) => a.judged.end - b.judged.end)
    if (new Set(judged.map((one) => one.field.signature)).size < judged.length)
      throw fail.invalid('Một chữ ký được gắn vào nhiều ô ký')
    const file = { document, revision_at: revisions_of(document) }
    const signatures = judged.map((one, index) => report(file, one.field, one.judged, index + 1))
    const end = Math.max(0, ...judged.map((one) => one.judged.end))
    const appended_bytes = pdf.length - end
    const is_explained = appended_bytes > 0 && end > 0 && is_evidence_only(document, file.revision_at(end))
    const unexplained_bytes = is_explained ? 0 : appended_bytes
    const problem = overall_problem(signatures, unexplained_bytes)
    return { valid: problem === undefined, signatures, appended_bytes, problem }
  })
