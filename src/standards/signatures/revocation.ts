/**
 * Whether an issuer took a certificate back, by what it signed itself: lists (CRL, RFC 5280 section 5) and answers (OCSP,
 * RFC 6960), those that lie in the signed file and those the caller keeps. Nothing is asked of a network here.
 */

import { createHash } from 'node:crypto'
import type { Certificate } from './certificate.ts'
import { read_crl, type Crl } from './crl.ts'
import { read_ocsp, type OcspAnswer } from './ocsp.ts'

export type RevocationState =
  | { status: 'good' }
  | { status: 'revoked'; at: Date }
  /** Somebody would know, and is not heard: an outdated list, or none of an authority that says where it has one. */
  | { status: 'unknown'; why: string }
  /** Its authority publishes nothing that is known of: the caller's own register is all there is. */
  | { status: 'unasked' }

/** What the caller keeps of an authority's list. */
export type KeptRevocation = {
  list?: { this_update: Date; next_update: Date | undefined }
  revoked_at?: Date | undefined
}

/** By the issuer's key and the serial number, upper-case hex. */
export type RevocationRegister = (issuer_key: string, serial: string) => KeptRevocation

/** As they lie in a DSS (ISO 32000-2 section 12.8.4.3), in DER. */
export type Evidence = { crls: Uint8Array[]; ocsps: Uint8Array[] }
export const no_evidence: Evidence = { crls: [], ocsps: [] }

const clock_drift_ms = 5 * 60_000

const key_digests = new WeakMap<Certificate, string>()

/** Which key issued: the name of a list in the register. */
export const issuer_key_of = (issuer: Certificate): string => {
  const known = key_digests.get(issuer)
  if (known !== undefined) return known
  const made = createHash('sha256')
    .update(issuer.public_key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
  key_digests.set(issuer, made)
  return made
}

type Window = { this_update: Date; next_update: Date | undefined }

/** A list counts for a moment up to the day it said the next one would come; without that day, up to its own. */
const counts_for = ({ this_update, next_update }: Window, at: Date): boolean =>
  (next_update ?? this_update).getTime() >= at.getTime() - clock_drift_ms

const state_at = (window: Window, revoked_at: Date | undefined, at: Date): RevocationState | undefined => {
  if (revoked_at) return { status: 'revoked', at: revoked_at }
  return counts_for(window, at) ? { status: 'good' } : undefined
}

const readable = <T>(read: (bytes: Uint8Array) => T, all: Uint8Array[]): T[] =>
  all.flatMap((bytes) => {
    try {
      return [read(bytes)]
    } catch {
      // What cannot be read proves nothing, for or against.
      return []
    }
  })

const by_list = (crl: Crl, certificate: Certificate, at: Date): RevocationState | undefined =>
  state_at(crl, crl.revoked.get(certificate.serial), at)

const by_answer = (answer: OcspAnswer, at: Date): RevocationState | undefined =>
  answer.status === 'unknown' ? undefined : state_at(answer, answer.revoked_at, at)

const in_evidence = (
  certificate: Certificate,
  issuer: Certificate,
  evidence: Evidence,
  at: Date,
): (RevocationState | undefined)[] => [
  ...readable(read_crl, evidence.crls)
    .filter((crl) => crl.is_signed_by(issuer))
    .map((crl) => by_list(crl, certificate, at)),
  ...readable(read_ocsp, evidence.ocsps)
    .flatMap((response) => response.find(certificate, issuer) ?? [])
    .map((answer) => by_answer(answer, at)),
]

const who = ({ subject }: Certificate): string => subject.common_name ?? subject.text

export type Asked = {
  /** The moment that counts: a list from before it says nothing of it. */
  at: Date
  evidence?: Evidence | undefined
  /** Without it what the file carries is all that is asked. */
  register?: RevocationRegister | undefined
}

/** Who revoked wins over who did not; what is outdated says nothing. */
export const revocation_of = (
  certificate: Certificate,
  issuer: Certificate,
  { at, evidence = no_evidence, register }: Asked,
): RevocationState => {
  const kept = register?.(issuer_key_of(issuer), certificate.serial)
  const said = [
    kept?.list && state_at(kept.list, kept.revoked_at, at),
    ...in_evidence(certificate, issuer, evidence, at),
  ].filter((one) => one !== undefined)
  const revoked = said.find(({ status }) => status === 'revoked')
  const found = revoked ?? said[0]
  if (found) return found
  if (kept?.list)
    return {
      status: 'unknown',
      why: `Danh sách thu hồi (CRL) của ${who(issuer)} đã quá hạn cập nhật; chưa biết chứng thư của ${who(certificate)} còn hiệu lực hay đã thu hồi`,
    }
  if (register && certificate.tells_of_revocation)
    return {
      status: 'unknown',
      why: `Chưa có danh sách thu hồi (CRL) của ${who(issuer)}; chưa biết chứng thư của ${who(certificate)} còn hiệu lực hay đã thu hồi`,
    }
  return { status: 'unasked' }
}
