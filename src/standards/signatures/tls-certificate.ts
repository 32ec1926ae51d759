/** Certificates for TLS (RFC 5280, RFC 6125): the server shows its names, a house's machine shows whose it is. */

import { isIPv4, isIPv6 } from 'node:net'
import { authority_of, key_identifier } from './certificate-authority.ts'
import type { CertificateAuthority } from './certificate-authority.ts'
import { extension, name, write_certificate } from './certificate-writer.ts'
import type { Validity } from './certificate-writer.ts'
import * as der from './der.ts'
import { read_public_key } from './key-pair.ts'
import { oid_of } from './oids.ts'

export type TlsWish = {
  use: 'server' | 'client'
  common_name: string
  /** Host names, IPv4 and IPv6 addresses the server answers to. */
  hosts?: readonly string[]
  public_key_pem: string
  validity: Validity
  serial: string
}

const sign_only = der.bit_string(Uint8Array.of(0b1000_0000), 7) // digitalSignature

/** Sixteen bytes; `::` stands for as many zero groups as are missing (RFC 4291 §2.2). */
const ipv6_bytes = (host: string): Uint8Array => {
  // URL writes it in the one shortest form, an IPv4 tail as two groups.
  const [head = '', tail] = new URL(`http://[${host}]`).hostname.slice(1, -1).split('::')
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'))
  const [first, last] = [groups(head), groups(tail ?? '')]
  const all = [...first, ...Array.from({ length: 8 - first.length - last.length }, () => '0'), ...last]
  return Uint8Array.from(
    all.flatMap((group) => {
      const value = Number.parseInt(group, 16)
      return [value >> 8, value & 255]
    }),
  )
}

/** GeneralName, RFC 5280 section 4.2.1.6: dNSName [2], iPAddress [7]. */
const general_name = (host: string): Uint8Array => {
  if (isIPv4(host)) return der.context_primitive(7, Uint8Array.from(host.split('.').map(Number)))
  if (isIPv6(host)) return der.context_primitive(7, ipv6_bytes(host))
  return der.context_primitive(2, Buffer.from(host, 'latin1'))
}

export const issue_tls_certificate = (ca: CertificateAuthority, wish: TlsWish): string => {
  const authority = authority_of(ca)
  const public_key = read_public_key(wish.public_key_pem)
  const { hosts = [] } = wish
  return write_certificate({
    serial: wish.serial,
    issuer: authority.subject_der,
    subject: name([{ type: oid_of.common_name, value: der.utf8(wish.common_name) }]),
    validity: wish.validity,
    public_key,
    extensions: [
      extension(oid_of.basic_constraints, true, der.sequence()),
      extension(oid_of.key_usage, true, sign_only),
      extension(
        oid_of.extended_key_usage,
        false,
        der.sequence(der.oid(wish.use === 'server' ? oid_of.tls_server : oid_of.tls_client)),
      ),
      ...(hosts.length > 0
        ? [extension(oid_of.subject_alternative_name, false, der.sequence(...hosts.map(general_name)))]
        : []),
      extension(oid_of.subject_key_identifier, false, der.octet_string(key_identifier(public_key))),
      extension(oid_of.authority_key_identifier, false, der.sequence(der.context_primitive(0, authority.identifier))),
    ],
    issuer_key: authority.key,
  })
}
