import { show_moment, local_time } from '../../base/time/index.ts'
import { read_certificate_summary, type CertificateSummary, type RevocationState } from '../signatures/index.ts'
import { clock_tolerance_default_ms, say_clock } from './clock.ts'
import { is_of_organisation } from './seal.ts'
import type { PartKind } from './submission.ts'
import {
  refusal,
  type CertificateName,
  type DocumentIssue,
  type DocumentTrust,
  type KnownSeal,
  type SignatureVerdict,
  type VerdictReason,
} from './verdict.ts'

/** What both kinds of signatures say of themselves once they are checked. */
export type CheckedSignature = {
  part: PartKind
  slot?: string | undefined
  certificate: CertificateSummary | undefined
  signed_at: Date | undefined
  valid: boolean
  chain_ok: boolean
  revocation?: RevocationState | undefined
  problem?: string | undefined
}

const name_of = ({ serial, issuer }: { serial: string; issuer: string }): string => `${serial} ${issuer}`

/** The sender's seals: by serial and issuer (as a signature names its certificate) the day each was revoked. */
export type Seals = {
  pems: string[]
  revoked: ReadonlyMap<string, Date | undefined>
  /** What the certificates say of whose they are. */
  identifiers: string[]
  names: string[]
}

/** A seal that is only known by the name of its certificate, e.g. from another signature of it. */
export const seals_named = (names: readonly CertificateName[]): Seals => ({
  pems: [],
  revoked: new Map(names.map((one) => [name_of(one), undefined])),
  ...{ identifiers: [], names: [] },
})

export const read_seals = (seals: readonly KnownSeal[]): Seals => {
  const known = seals.map((one) => (typeof one === 'string' ? { certificate_pem: one } : one))
  const read = known.map((one) => ({ ...one, summary: read_certificate_summary(one.certificate_pem) }))
  return {
    pems: known.map(({ certificate_pem }) => certificate_pem),
    revoked: new Map(read.map(({ summary, revoked_at }) => [name_of(summary), revoked_at ?? undefined])),
    identifiers: read.flatMap(({ summary }) => summary.identifiers),
    names: read.flatMap(({ summary }) => [summary.common_name, summary.organization ?? '']),
  }
}

const signed_by = (certificate: CertificateSummary | undefined, seals: Seals): SignatureVerdict['by'] => {
  if (certificate === undefined) return 'person'
  if (seals.revoked.has(name_of(certificate))) return 'sender'
  return is_of_organisation(certificate.identifiers) ? 'other-organisation' : 'person'
}

const day = (at: Date): string => show_moment(local_time(at).slice(0, 10))

const state_of_certificate = (
  { certificate, signed_at, chain_ok, revocation }: CheckedSignature,
  by: SignatureVerdict['by'],
  { seals, trust }: { seals: Seals; trust: DocumentTrust },
): { reason: VerdictReason; words?: string } | undefined => {
  if (!certificate) return undefined
  const said = seals.revoked.get(name_of(certificate)) ?? trust.revoked?.(certificate)
  const listed = revocation?.status === 'revoked' ? revocation.at : undefined
  const revoked = said && listed ? (said < listed ? said : listed) : (said ?? listed)
  // A seal vouches for the delivery now; a doctor's signature must have been good when she signed.
  const counts_at = by === 'person' ? (signed_at ?? trust.at) : trust.at
  if (revoked && revoked <= counts_at)
    return {
      reason: 'certificate-revoked',
      words: `Chứng thư của ${certificate.common_name} đã bị thu hồi ngày ${day(revoked)}; cần ký lại bằng chứng thư còn hiệu lực`,
    }
  if (chain_ok) return undefined
  const at = signed_at ?? trust.at
  if (at > certificate.valid_to) return { reason: 'certificate-expired' }
  if (at < certificate.valid_from) return { reason: 'certificate-not-yet' }
  return { reason: 'certificate-untrusted' }
}

/** Who would know was not heard: never passed over in silence, and no reason by itself to keep a patient's letter back. */
const unknown = (why: string, part: PartKind): DocumentIssue => ({
  ...refusal('revocation-unknown', 'informational', why, part),
  severity: 'warning',
})

/** One signature told in the house's words, with the issue it gives, if any. */
export const judge_signature = (
  checked: CheckedSignature,
  seals: Seals,
  trust: DocumentTrust,
): { verdict: SignatureVerdict; issue?: DocumentIssue; note?: DocumentIssue } => {
  const { part, slot, certificate, signed_at } = checked
  const by = signed_by(certificate, seals)
  const tolerance_ms = trust.clock_tolerance_ms ?? clock_tolerance_default_ms
  const is_future = signed_at !== undefined && signed_at.getTime() > trust.at.getTime() + tolerance_ms
  const state = state_of_certificate(checked, by, { seals, trust })
  const problem = is_future
    ? `Chữ ký của ${certificate?.common_name ?? 'người ký'} ghi thời điểm ở tương lai: ${say_clock(signed_at, trust.at, tolerance_ms)}. Quản trị (IT) của cơ sở ký chỉnh đồng hồ máy ký (NTP) rồi ký lại`
    : (state?.words ?? checked.problem)
  const valid = checked.valid && problem === undefined
  const verdict: SignatureVerdict = {
    ...{ part, signer: certificate?.common_name ?? '', organization: certificate?.organization, slot, signed_at, by },
    ...{
      identifier: certificate?.identifier,
      identifiers: certificate?.identifiers,
      serial: certificate?.serial,
      issuer: certificate?.issuer,
      valid,
      problem,
    },
  }
  if (valid && checked.revocation?.status === 'unknown') return { verdict, note: unknown(checked.revocation.why, part) }
  if (valid) return { verdict }
  const reason = is_future ? 'signature-future' : (state?.reason ?? 'signature-invalid')
  const code = reason === 'certificate-expired' ? 'expired' : 'security'
  return { verdict, issue: refusal(reason, code, problem ?? 'Chữ ký không hợp lệ', part) }
}
