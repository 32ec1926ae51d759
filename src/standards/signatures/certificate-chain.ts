/**
 * From the signer's certificate up to one that the caller trusts. The judgement is made for one moment: the caller's,
 * or else the claimed time of signing. Online revocation (OCSP, CRL) is not asked; a register of revoked
 * certificates is consulted through `revoked_at`.
 */

import type { Certificate } from './certificate.ts'

export type Trust = {
  trusted: Certificate[]
  at: Date
  /** When the issuer revoked the certificate, if it did. */
  revoked_at?: ((certificate: { serial: string; issuer: string }) => Date | undefined) | undefined
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

/** undefined when the chain holds, else a sentence. `extra` are the certificates that came with the signature. */
export const chain_problem = (signer: Certificate, extra: Certificate[], trust: Trust): string | undefined => {
  if (!signer.may_sign_documents) return `Chứng thư của ${who(signer)} không dùng để ký tài liệu`
  let current = signer
  for (let issuers_below = 0; issuers_below < longest_chain; issuers_below += 1) {
    const problem = problem_of_one(current, trust)
    if (problem) return problem
    const subject = current
    if (trust.trusted.some((trusted) => same(trusted.der, subject.der))) return undefined
    const issuer = [...trust.trusted, ...extra].find((candidate) => issued(candidate, subject))
    if (!issuer) return `Chứng thư của ${who(signer)} không do tổ chức được tin cậy cấp (${subject.issuer.text})`
    const refused = problem_of_issuer(issuer, issuers_below)
    if (refused) return refused
    current = issuer
  }
  return 'Chuỗi chứng thư quá dài'
}
