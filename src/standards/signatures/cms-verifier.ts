/** Judging one CMS signature over given content: digest, signature, named certificate, chain. */

import { createHash, verify } from 'node:crypto'
import { Failure } from '../../base/outcome/index.ts'
import { read_certificate } from './certificate.ts'
import type { Certificate } from './certificate.ts'
import { judge_chain } from './certificate-chain.ts'
import type { ChainVerdict, Trust } from './certificate-chain.ts'
import { read_cms } from './cms-reader.ts'
import type { ReadCms } from './cms-reader.ts'
import { tag } from './der.ts'
import { children, expect_tag, oid_text, time_value } from './der-reader.ts'
import { oid_of } from './oids.ts'

export type VerifyOptions = {
  /** PEM of the roots (or intermediates, or single certificates) the caller trusts. */
  trusted_pem: string[]
  /** Judge certificates at this moment, e.g. that of the audit log. Without it: at the claimed time of signing. */
  at?: Date | undefined
  /** What counts as the present where `at` is not given: no signature is of a later time. Without it: this machine's clock. */
  now?: Date | undefined
  /** How far the signer's clock may be ahead of `now`; five minutes where it is not said. */
  clock_tolerance_ms?: number | undefined
  revoked_at?: Trust['revoked_at']
  /** Lists of revoked certificates the caller keeps; what the file carries is asked in any case. */
  register?: Trust['register']
  evidence?: Trust['evidence']
}

export type CmsVerdict = {
  signer: Certificate
  signed_at: Date | undefined
  digest_ok: boolean
  signature_ok: boolean
  chain_ok: boolean
  /** There is an RFC 3161 token. It is not verified yet and proves nothing here. */
  has_timestamp: boolean
  /** Whether the signer's certificate is known to be revoked, or not to be. */
  revocation: ChainVerdict['revocation']
  problem?: string | undefined
}

const hash_name = new Map<string, string>([
  [oid_of.sha256, 'sha256'],
  [oid_of.sha384, 'sha384'],
  [oid_of.sha512, 'sha512'],
])

/** Which hash a signature algorithm carries in its name; rsaEncryption carries none. */
const signature_hash = new Map<string, string | undefined>([
  [oid_of.rsa_encryption, undefined],
  [oid_of.rsa_sha256, 'sha256'],
  [oid_of.rsa_sha384, 'sha384'],
  [oid_of.rsa_sha512, 'sha512'],
  [oid_of.ecdsa_sha256, 'sha256'],
  [oid_of.ecdsa_sha384, 'sha384'],
  [oid_of.ecdsa_sha512, 'sha512'],
])

const clock_tolerance_default_ms = 5 * 60_000

const matches_digest = (cms: ReadCms, content: Uint8Array[], hash: string): boolean => {
  const computed = createHash(hash)
  for (const part of content) computed.update(part)
  const claimed = expect_tag(cms.signed_attributes.get(oid_of.message_digest), tag.octet_string).content
  return Buffer.compare(computed.digest(), claimed) === 0
}

const verifies = (cms: ReadCms, hash: string): boolean => {
  const key = cms.signer.public_key
  const is_rsa = cms.signature_algorithm.startsWith('1.2.840.113549')
  if (key.asymmetricKeyType !== (is_rsa ? 'rsa' : 'ec')) return false
  try {
    return verify(hash, cms.signed_bytes, key, cms.signature)
  } catch {
    return false
  }
}

/** undefined when the attribute is missing: plain PKCS#7 signatures have none, CAdES must. */
const names_signer = (cms: ReadCms): boolean | undefined => {
  const value = cms.signed_attributes.get(oid_of.signing_certificate_v2)
  if (!value) return undefined
  const [first] = children(expect_tag(children(value)[0], tag.sequence))
  const [head, second] = children(expect_tag(first, tag.sequence))
  const hash = head?.tag === tag.sequence ? hash_name.get(oid_text(children(head)[0])) : 'sha256'
  const claimed = expect_tag(head?.tag === tag.sequence ? second : head, tag.octet_string).content
  return hash !== undefined && Buffer.compare(createHash(hash).update(cms.signer.der).digest(), claimed) === 0
}

const algorithms_problem = (cms: ReadCms, hash: string | undefined): string | undefined => {
  const named = signature_hash.get(cms.signature_algorithm)
  if (!hash || !signature_hash.has(cms.signature_algorithm) || (named && named !== hash))
    return 'Chữ ký dùng thuật toán không được chấp nhận (cần RSA hoặc ECDSA với SHA-256 trở lên)'
  const bits = cms.signer.public_key.asymmetricKeyDetails?.modulusLength
  return bits !== undefined && bits < 2048 ? 'Khóa RSA của người ký ngắn hơn 2048 bit' : undefined
}

const judge_trust = (cms: ReadCms, signed_at: Date | undefined, options: VerifyOptions): ChainVerdict => {
  const now = options.now ?? new Date()
  if (
    !options.at &&
    signed_at &&
    signed_at.getTime() > now.getTime() + (options.clock_tolerance_ms ?? clock_tolerance_default_ms)
  )
    return { problem: 'Thời điểm ký nằm ở tương lai', revocation: { status: 'unasked' } }
  const at = options.at ?? signed_at ?? now
  return judge_chain(cms.signer, cms.certificates, {
    trusted: options.trusted_pem.map(read_certificate),
    at,
    revoked_at: options.revoked_at,
    ...{ register: options.register, evidence: options.evidence },
  })
}

/** Throws a Failure where the CMS cannot be read. `claimed_at` is PAdES's time, from outside the CMS. */
export const verify_cms = (
  bytes: Uint8Array,
  content: Uint8Array[],
  options: VerifyOptions,
  pdf?: { claimed_at: Date | undefined; must_name_signer: boolean },
): CmsVerdict => {
  const cms = read_cms(bytes)
  const hash = hash_name.get(cms.digest_algorithm)
  const time = cms.signed_attributes.get(oid_of.signing_time)
  const signed_at = pdf?.claimed_at ?? (time && time_value(time))
  const unsafe = algorithms_problem(cms, hash)
  const content_type = oid_text(cms.signed_attributes.get(oid_of.content_type))
  const named = names_signer(cms)
  const named_ok = named ?? !(pdf?.must_name_signer ?? false)
  const digest_ok = hash !== undefined && content_type === oid_of.data && matches_digest(cms, content, hash)
  const signature_ok = !unsafe && hash !== undefined && named_ok && verifies(cms, hash)
  const { problem: untrusted, revocation } = judge_trust(cms, signed_at, options)
  return {
    signer: cms.signer,
    signed_at,
    digest_ok,
    signature_ok,
    chain_ok: !untrusted,
    revocation,
    has_timestamp: cms.unsigned_attributes.has(oid_of.time_stamp_token),
    problem:
      unsafe ??
      (!digest_ok ? 'Nội dung đã bị thay đổi sau khi ký' : undefined) ??
      (!named_ok ? 'Chữ ký không gắn với đúng chứng thư của người ký' : undefined) ??
      (!signature_ok ? 'Chữ ký không khớp với chứng thư của người ký' : undefined) ??
      untrusted,
  }
}

export const problem_of = (error: unknown): string => {
  if (error instanceof Failure) return error.message
  throw error
}
