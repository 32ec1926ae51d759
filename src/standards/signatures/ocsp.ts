/** Answers of an authority about single certificates (OCSP, RFC 6960), as signers put them into what they signed. */

import { createHash } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import { read_certificate_der, type Certificate } from './certificate.ts'
import { serial_hex } from './crl.ts'
import { tag } from './der.ts'
import { children, expect_tag, oid_text, read_one, time_value, type DerNode } from './der-reader.ts'
import { guarded } from './guard.ts'
import { oid_of } from './oids.ts'
import { is_signed_by_key, type Signed } from './signed-by.ts'

export type OcspAnswer = {
  status: 'good' | 'revoked' | 'unknown'
  revoked_at: Date | undefined
  this_update: Date
  next_update: Date | undefined
}

export type OcspResponse = {
  /** Its answer about this certificate, if there is one and the issuer, or who answers for it, signed it. */
  find(certificate: Certificate, issuer: Certificate): OcspAnswer | undefined
}

const hash_name = new Map<string, string>([
  // Of names and keys only, never of what is signed.
  [oid_of.sha1, 'sha1'],
  [oid_of.sha256, 'sha256'],
])

/** CertID, section 4.1.1: which issuer by its name and its key, which of its certificates. */
const is_about = (id: DerNode | undefined, certificate: Certificate, issuer: Certificate): boolean => {
  const [algorithm, name_hash, key_hash, serial] = children(expect_tag(id, tag.sequence))
  const hash = hash_name.get(oid_text(children(expect_tag(algorithm, tag.sequence))[0]))
  if (hash === undefined || serial_hex(serial) !== certificate.serial) return false
  const spki = issuer.public_key.export({ type: 'spki', format: 'der' })
  const key_bits = expect_tag(children(read_one(spki, tag.sequence))[1], tag.bit_string).content.subarray(1)
  const same = (bytes: Uint8Array, node: DerNode | undefined): boolean =>
    createHash(hash).update(bytes).digest().equals(expect_tag(node, tag.octet_string).content)
  return same(issuer.subject_der, name_hash) && same(key_bits, key_hash)
}

/** CertStatus: good [0], revoked [1], unknown [2]. */
const read_answer = ([, status, this_update, next]: DerNode[]): OcspAnswer => ({
  status: status?.tag === 0x80 ? 'good' : status?.tag === 0xa1 ? 'revoked' : 'unknown',
  revoked_at: status?.tag === 0xa1 ? time_value(children(status)[0]) : undefined,
  this_update: time_value(this_update),
  next_update: next?.tag === 0xa0 ? time_value(children(next)[0]) : undefined,
})

/** The issuer itself, or a certificate it issued for just this (section 4.2.2.2). */
const is_answer_of = (signed: Signed, certificates: Certificate[], issuer: Certificate, at: Date): boolean =>
  is_signed_by_key(signed, issuer.public_key) ||
  certificates.some(
    (one) =>
      one.may_answer_for_issuer &&
      one.valid_from <= at &&
      at <= one.valid_to &&
      Buffer.compare(one.issuer_der, issuer.subject_der) === 0 &&
      one.x509.verify(issuer.public_key) &&
      is_signed_by_key(signed, one.public_key),
  )

const basic_of = (bytes: Uint8Array): DerNode[] => {
  const outer = children(read_one(bytes, tag.sequence))
  // A DSS holds OCSPResponse (its status first); CMS attributes hold the BasicOCSPResponse itself.
  if (outer[0]?.tag === tag.sequence) return outer
  if (outer[0]?.content[0] !== 0) throw fail.invalid('OCSP: không có câu trả lời')
  const [type, response] = children(read_one(expect_tag(outer[1], 0xa0).content, tag.sequence))
  if (oid_text(type) !== oid_of.ocsp_basic) throw fail.invalid('OCSP: kiểu trả lời lạ')
  return children(read_one(expect_tag(response, tag.octet_string).content, tag.sequence))
}

/** @throws 400 what is no answer */
export const read_ocsp = (bytes: Uint8Array): OcspResponse =>
  guarded(
    () => fail.invalid('Không đọc được câu trả lời OCSP'),
    () => {
      const [data, algorithm, signature, wrapped] = basic_of(bytes)
      const fields = children(expect_tag(data, tag.sequence))
      if (fields[0]?.tag === 0xa0) fields.shift()
      const [, produced_at, responses] = fields
      const at = time_value(produced_at)
      const answers = children(expect_tag(responses, tag.sequence)).map((one) =>
        children(expect_tag(one, tag.sequence)),
      )
      const certificates = wrapped
        ? children(read_one(expect_tag(wrapped, 0xa0).content, tag.sequence)).map(({ whole }) =>
            read_certificate_der(whole),
          )
        : []
      const signed = { to_be_signed: expect_tag(data, tag.sequence).whole, algorithm, signature }
      return {
        find(certificate, issuer) {
          const own = answers.find(([id]) => is_about(id, certificate, issuer))
          return own && is_answer_of(signed, certificates, issuer, at) ? read_answer(own) : undefined
        },
      }
    },
  )
