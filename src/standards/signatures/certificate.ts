/** Reading X.509 certificates: node:crypto judges signatures, our DER reader takes out what node does not show. */

import { X509Certificate } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import { remembered } from '../../base/text/index.ts'
import { tag } from './der.ts'
import { children, expect_tag, oid_text, read_one, small_integer, time_value } from './der-reader.ts'
import type { DerNode } from './der-reader.ts'
import { read_extensions } from './certificate-extensions.ts'
import type { CertificateExtensions } from './certificate-extensions.ts'
import { oid_of } from './oids.ts'
import { latin1 } from './pdf-lexer.ts'

export type DistinguishedName = {
  common_name?: string | undefined
  title?: string | undefined
  organization?: string | undefined
  identifier?: string | undefined
  /** Every number that says whose it is, in their order: `CCCD:…`, `CCHN:…`, `MST:…`. */
  identifiers: string[]
  /** The whole name for people, most specific part first. */
  text: string
}

export type Certificate = CertificateExtensions & {
  x509: X509Certificate
  public_key: KeyObject
  der: Uint8Array
  /** Upper-case hex without separators. */
  serial: string
  serial_der: Uint8Array
  subject: DistinguishedName
  subject_der: Uint8Array
  issuer: DistinguishedName
  issuer_der: Uint8Array
  valid_from: Date
  valid_to: Date
}

const short_name = new Map<string, string>([
  [oid_of.common_name, 'CN'],
  [oid_of.serial_number, 'SERIALNUMBER'],
  [oid_of.country, 'C'],
  [oid_of.locality, 'L'],
  [oid_of.organization, 'O'],
  [oid_of.organizational_unit, 'OU'],
  [oid_of.title, 'T'],
  [oid_of.user_id, 'UID'],
])

const names_holder = new Set<string>([oid_of.user_id, oid_of.serial_number, oid_of.organization_identifier])

const bmp_string = 0x1e

const string_value = (node: DerNode): string =>
  node.tag === bmp_string
    ? Buffer.from(node.content.length % 2 ? [] : node.content)
        .swap16()
        .toString('utf16le')
    : Buffer.from(node.content).toString('utf8')

const read_name = (node: DerNode): DistinguishedName => {
  const attributes = children(expect_tag(node, tag.sequence)).flatMap((set) =>
    children(expect_tag(set, tag.set)).map((attribute) => {
      const [type, value] = children(expect_tag(attribute, tag.sequence))
      return { type: oid_text(type), value: value ? string_value(value) : '' }
    }),
  )
  const first = (type: string) => attributes.find((attribute) => attribute.type === type)?.value
  return {
    common_name: first(oid_of.common_name),
    title: first(oid_of.title),
    organization: first(oid_of.organization),
    identifier: first(oid_of.user_id) ?? first(oid_of.serial_number),
    identifiers: attributes.filter(({ type }) => names_holder.has(type)).map(({ value }) => value),
    text: attributes
      .toReversed()
      .map(({ type, value }) => `${short_name.get(type) ?? type}=${value}`)
      .join(', '),
  }
}

const parse = (bytes: Uint8Array): Certificate => {
  const x509 = new X509Certificate(bytes)
  const [to_be_signed] = children(read_one(bytes, tag.sequence))
  const fields = children(expect_tag(to_be_signed, tag.sequence))
  const version = fields[0]?.tag === 0xa0 ? small_integer(children(fields.shift()!)[0]) : 0
  const [serial, , issuer, validity, subject] = fields
  const [from, to] = children(expect_tag(validity, tag.sequence))
  const extensions = fields.find((field) => field.tag === 0xa3)
  if (version !== 2) throw new Error('not version 3')
  const names = { subject: expect_tag(subject, tag.sequence), issuer: expect_tag(issuer, tag.sequence) }
  return {
    x509,
    // Asked for here, where a damaged key still counts as a damaged certificate.
    public_key: x509.publicKey,
    der: bytes,
    serial: Buffer.from(expect_tag(serial, tag.integer).content)
      .toString('hex')
      .toUpperCase()
      .replace(/^00(?=.)/, ''),
    serial_der: expect_tag(serial, tag.integer).whole,
    subject: read_name(names.subject),
    subject_der: names.subject.whole,
    issuer: read_name(names.issuer),
    issuer_der: names.issuer.whole,
    valid_from: time_value(from),
    valid_to: time_value(to),
    ...read_extensions(extensions),
  }
}

const read_characters = remembered(2_000, (characters) => {
  try {
    return parse(Buffer.from(characters, 'latin1'))
  } catch {
    throw fail.invalid('Không đọc được chứng thư số (cần X.509 phiên bản 3)')
  }
})

/** The same few certificates come with every signature, and reading one costs more than checking what it signed. */
export const read_certificate_der = (bytes: Uint8Array): Certificate => read_characters(latin1(bytes, 0, bytes.length))

export const read_certificate = remembered(2_000, (pem: string): Certificate => {
  const body = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem)?.[1]
  if (!body) throw fail.invalid('Không thấy chứng thư số dạng PEM', 'certificate_pem')
  return read_certificate_der(Buffer.from(body, 'base64'))
})
