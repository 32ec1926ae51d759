import { Failure } from '../../base/outcome/index.ts'
import { verify_detached, type DetachedVerdict } from '../signatures/index.ts'
import type { Given, PartVerdict } from './check-paper.ts'
import { judge_signature } from './signature-state.ts'
import type { Submission } from './submission.ts'
import { refusal } from './verdict.ts'

const read = (content: Uint8Array, cms: Uint8Array, { seals, trust }: Given): DetachedVerdict | string => {
  try {
    return verify_detached(content, cms, {
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

/** A detached CMS by itself: over these bytes, by a certificate that stands. */
export const judge_seal = (content: Uint8Array, cms: Uint8Array, given: Given): PartVerdict => {
  const verdict = read(content, cms, given)
  if (typeof verdict === 'string')
    return { issues: [refusal('seal-invalid', 'security', `${verdict} của cơ sở`, 'seal')], signatures: [] }
  const { verdict: signature, issue, note } = judge_signature({ ...verdict, part: 'seal' }, given.seals, given.trust)
  const issues = issue
    ? [issue.reason === 'signature-invalid' ? { ...issue, reason: 'seal-invalid' as const } : issue]
    : []
  return { issues: [...issues, ...(note ? [note] : [])], signatures: [signature] }
}

const missing = refusal('seal-missing', 'required', 'Thiếu chữ ký số của cơ sở trên tài liệu (tệp .p7s)', 'seal')

/** The sender's CMS over the FHIR document, or over what only the receiver can read. */
export const check_seal = (submission: Submission, content: Uint8Array, given: Given): PartVerdict => {
  const seal = submission.parts.find(({ kind }) => kind === 'seal')
  if (!seal) return { issues: [missing], signatures: [] }
  const { issues, signatures } = judge_seal(content, seal.bytes, given)
  const stranger = signatures.find(({ by }) => by !== 'sender')
  if (stranger)
    issues.push(
      refusal(
        'wrong-facility',
        'security',
        `Tài liệu được ký bằng chứng thư của “${stranger.organization ?? stranger.signer}”, không phải chữ ký đã đăng ký của nơi gửi ${submission.sender}`,
        'seal',
      ),
    )
  return { issues, signatures }
}
