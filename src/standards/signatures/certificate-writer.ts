/** Putting an X.509 v3 certificate together (RFC 5280 section 4.1). What goes in is decided in certificate-authority.ts. */

import { sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import * as der from './der.ts'
import { oid_of } from './oids.ts'

export type Validity = { from: Date; to: Date }

export const name = (attributes: { type: string; value: Uint8Array }[]): Uint8Array =>
  der.sequence(...attributes.map(({ type, value }) => der.set_of(der.sequence(der.oid(type), value))))

export const extension = (id: string, critical: boolean, value: Uint8Array): Uint8Array =>
  der.sequence(der.oid(id), ...(critical ? [der.boolean(true)] : []), der.octet_string(value))

/** From lower- or upper-case hex; RFC 5280 section 4.1.2.2 wants a positive number of at most 20 bytes. */
export const serial_integer = (hex: string): Uint8Array => {
  if (!/^[0-9a-f]+$/i.test(hex) || /^0+$/.test(hex))
    throw fail.value('Số chứng thư phải là số dương viết bằng hex', 'serial')
  const encoded = der.unsigned_integer(Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex'))
  if (encoded.length > 22) throw fail.value('Số chứng thư dài quá 20 byte', 'serial')
  return encoded
}

export const algorithm_of = (issuer_key: KeyObject): Uint8Array =>
  issuer_key.asymmetricKeyType === 'rsa'
    ? der.sequence(der.oid(oid_of.rsa_sha256), der.null_value())
    : der.sequence(der.oid(oid_of.ecdsa_sha256))

export const write_certificate = (parts: {
  serial: string
  issuer: Uint8Array
  subject: Uint8Array
  validity: Validity
  public_key: KeyObject
  extensions: Uint8Array[]
  issuer_key: KeyObject
}): string => {
  if (!(parts.validity.from < parts.validity.to)) throw fail.value('Thời hạn chứng thư phải kết thúc sau khi bắt đầu')
  const algorithm = algorithm_of(parts.issuer_key)
  const to_be_signed = der.sequence(
    der.context(0, der.integer(2)),
    serial_integer(parts.serial),
    algorithm,
    parts.issuer,
    der.sequence(der.time(parts.validity.from), der.time(parts.validity.to)),
    parts.subject,
    parts.public_key.export({ type: 'spki', format: 'der' }),
    der.context(3, der.sequence(...parts.extensions)),
  )
  const whole = der.sequence(to_be_signed, algorithm, der.bit_string(sign('sha256', to_be_signed, parts.issuer_key)))
  const lines = Buffer.from(whole)
    .toString('base64')
    .replace(/.{1,64}/g, '$&\n')
  return `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`
}
