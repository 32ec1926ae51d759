/** Lists of revoked certificates (RFC 5280 section 5): read here, written for the demo authority and for tests. */

import { sign } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import type { Certificate } from './certificate.ts'
import { authority_of, type CertificateAuthority } from './certificate-authority.ts'
import { algorithm_of, serial_integer } from './certificate-writer.ts'
import * as der from './der.ts'
import { tag } from './der.ts'
import { children, expect_tag, oid_text, read_one, time_value, type DerNode } from './der-reader.ts'
import { guarded } from './guard.ts'
import { oid_of } from './oids.ts'
import { is_signed_by_key } from './signed-by.ts'

export type Crl = {
  this_update: Date
  next_update: Date | undefined
  /** By serial number, upper-case hex. */
  revoked: ReadonlyMap<string, Date>
  /** Whether this authority's key signed it, and may sign lists. */
  is_signed_by(issuer: Certificate): boolean
}

export const serial_hex = (node: DerNode | undefined): string =>
  Buffer.from(expect_tag(node, tag.integer).content)
    .toString('hex')
    .toUpperCase()
    .replace(/^00(?=.)/, '')

const is_time = (node: DerNode | undefined): boolean => node?.tag === tag.utc_time || node?.tag === tag.generalized_time

/** Reason removeFromCRL occurs in deltas only, which are refused. */
const read_revoked = (node: DerNode | undefined): Map<string, Date> =>
  new Map(
    (node ? children(node) : []).map((entry) => {
      const [serial, at] = children(expect_tag(entry, tag.sequence))
      return [serial_hex(serial), time_value(at)] as const
    }),
  )

/** A list that holds only some of what was revoked, or another's certificates, would pass the others off as good. */
const refuse_partial = (extensions: DerNode | undefined): void => {
  for (const one of extensions ? children(read_one(extensions.content, tag.sequence)) : []) {
    const parts = children(expect_tag(one, tag.sequence))
    const id = oid_text(parts[0])
    if (id === oid_of.delta_crl) throw fail.not_supported('Danh sách thu hồi chỉ ghi phần thay đổi (delta CRL)')
    if (id === oid_of.issuing_distribution_point) {
      const point = children(read_one(expect_tag(parts.at(-1), tag.octet_string).content, tag.sequence))
      // Only distributionPoint [0] and onlyContainsUserCerts [1]: the certificates asked about are users'.
      if (point.some((field) => ![0xa0, 0x81].includes(field.tag)))
        throw fail.not_supported('Danh sách thu hồi chỉ ghi một phần chứng thư')
    } else if (parts[1]?.tag === tag.boolean && parts[1].content[0] === 0xff && id !== oid_of.authority_key_identifier)
      throw fail.not_supported('Danh sách thu hồi có ràng buộc mà phần mềm không hiểu')
  }
}

const pem_body = /-----BEGIN X509 CRL-----([A-Za-z0-9+/=\s]+)-----END X509 CRL-----/

/** PEM or DER. @throws 400 what is no list, 501 one that holds only a part */
export const read_crl = (bytes: Uint8Array): Crl => {
  const pem = pem_body.exec(
    Buffer.from(bytes.subarray(0, 64)).includes('-----BEGIN') ? Buffer.from(bytes).toString('latin1') : '',
  )
  const whole = pem?.[1] === undefined ? bytes : Buffer.from(pem[1], 'base64')
  return guarded(
    () => fail.invalid('Không đọc được danh sách thu hồi (CRL)'),
    () => {
      const [list, algorithm, signature] = children(read_one(whole, tag.sequence))
      const fields = children(expect_tag(list, tag.sequence))
      if (fields[0]?.tag === tag.integer) fields.shift()
      const [, issuer, this_update, ...rest] = fields
      const next_update = is_time(rest[0]) ? rest.shift() : undefined
      const revoked = rest[0]?.tag === tag.sequence ? rest.shift() : undefined
      refuse_partial(rest.find((field) => field.tag === 0xa0))
      const issuer_der = expect_tag(issuer, tag.sequence).whole
      const signed = { to_be_signed: expect_tag(list, tag.sequence).whole, algorithm, signature }
      return {
        this_update: time_value(this_update),
        next_update: next_update && time_value(next_update),
        revoked: read_revoked(revoked),
        is_signed_by: (by) =>
          Buffer.compare(by.subject_der, issuer_der) === 0 &&
          by.may_sign_lists &&
          is_signed_by_key(signed, by.public_key),
      }
    },
  )
}

export type CrlWish = {
  this_update: Date
  next_update: Date
  revoked: readonly { serial: string; at: Date }[]
}

/** What the demo authority publishes. */
export const write_crl = (ca: CertificateAuthority, wish: CrlWish): Uint8Array => {
  const authority = authority_of(ca)
  const algorithm = algorithm_of(authority.key)
  const entries = wish.revoked.map(({ serial, at }) => der.sequence(serial_integer(serial), der.time(at)))
  const list = der.sequence(
    ...[der.integer(1), algorithm, authority.subject_der, der.time(wish.this_update), der.time(wish.next_update)],
    ...(entries.length > 0 ? [der.sequence(...entries)] : []),
  )
  return der.sequence(list, algorithm, der.bit_string(sign('sha256', list, authority.key)))
}
