/**
 * From the signer's certificate up to one that the caller trusts. The judgement is made for one moment: the caller's,
 * or else the claimed time of signing. Whether a certificate was revoked is asked of the caller's own word (`revoked_at`),
 * of the lists it keeps and of what the signed file carries (revocation.ts).
 */

import type { Certificate } from './certificate.ts'
import { revocation_of, type Evidence, type RevocationRegister, type RevocationState } from './revocation.ts'

export type Trust = {
  trusted: Certificate[]
  at: Date
  /** When the issuer revoked the certificate, if it did. */
  revoked_at?: ((certificate: { serial: string; issuer: string }) => Date | undefined) | undefined
  register?: RevocationRegister | undefined
  evidence?: Evidence | undefined
}

export type ChainVerdict = {
  /** undefined when the chain holds. */
  problem: string | undefined
  /** Of the signer's certificate. */
  revocation: RevocationState
}

const longest_chain = 8
const day = (at: Date) => at.toLocaleDateString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh' })
const who = (certificate: Certificate) => certificate.subject.common_name ?? certificate.subject.text
const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0

const problem_of_one = (certificate: Certificate, { at, revoked_at }: Trust): string | undefined => {
  if (certificate.has_unknown_critical) return `Chứng thư của ${who(certificate)} có ràng buộc mà phần mềm không hiểu`
  if (at < certificate.valid_from)
    return `Chứng thư của ${who(certificate)} chưa có hiệu lực (từ ${day(certificate.valid_from)})`
  if (at > certificate.valid_to) return `Chứng thư của ${who(certificate)} đã hết hạn ngày ${day(certificate.valid_to)}`
  const revoked = revoked_at?.({ serial: certificate.serial, issuer: certificate.issuer.text })
  if (revoked && revoked <= at) return `Chứng thư của ${who(certificate)} đã bị thu hồi ngày ${day(revoked)}`
  return undefined
}

const signature_holds = (issuer: Certificate, certificate: Certificate): boolean => {
  try {
    return certificate.x509.verify(issuer.public_key)
  } catch {
    return false
  }
}

/** What was found once of two certificates stays so; whether they still count is asked each time anew. */
const links = new WeakMap<Certificate, WeakMap<Certificate, boolean>>()

const issued = (issuer: Certificate, certificate: Certificate): boolean => {
  if (!same(issuer.subject_der, certificate.issuer_der)) return false
  const found = links.get(certificate) ?? new WeakMap<Certificate, boolean>()
  links.set(certificate, found)
  const holds = found.get(issuer) ?? signature_holds(issuer, certificate)
  found.set(issuer, holds)
  return holds
}

const problem_of_issuer = (issuer: Certificate, issuers_below: number): string | undefined =>
  issuer.is_ca && issuer.may_sign_certificates && (issuer.path_length ?? issuers_below) >= issuers_below
    ? undefined
    : `Chứng thư của ${who(issuer)} không được phép phát hành chứng thư này`

const revocation_words = (certificate: Certificate, state: RevocationState, at: Date): string | undefined =>
  state.status === 'revoked' && state.at <= at
    ? `Chứng thư của ${who(certificate)} đã bị thu hồi ngày ${day(state.at)}`
    : undefined

/** `extra` are the certificates that came with the signature. */
export const judge_chain = (signer: Certificate, extra: Certificate[], trust: Trust): ChainVerdict => {
  let revocation: RevocationState = { status: 'unasked' }
  const refused = (problem: string): ChainVerdict => ({ problem, revocation })
  if (!signer.may_sign_documents) return refused(`Chứng thư của ${who(signer)} không dùng để ký tài liệu`)
  let current = signer
  for (let issuers_below = 0; issuers_below < longest_chain; issuers_below += 1) {
    const problem = problem_of_one(current, trust)
    if (problem) return refused(problem)
    const subject = current
    const is_trusted = trust.trusted.some((trusted) => same(trusted.der, subject.der))
    const issuer = [...trust.trusted, ...extra].find((candidate) => candidate !== subject && issued(candidate, subject))
    if (issuer) {
      const state = revocation_of(subject, issuer, trust)
      if (subject === signer) revocation = state
      const revoked = revocation_words(subject, state, trust.at)
      if (revoked) return refused(revoked)
    }
    if (is_trusted) return { problem: undefined, revocation }
    if (!issuer)
      return refused(`Chứng thư của ${who(signer)} không do tổ chức được tin cậy cấp (${subject.issuer.text})`)
    const not_allowed = problem_of_issuer(issuer, issuers_below)
    if (not_allowed) return refused(not_allowed)
    current = issuer
  }
  return refused('Chuỗi chứng thư quá dài')
}
