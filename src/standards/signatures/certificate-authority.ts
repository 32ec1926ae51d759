/**
 * The hospital's own certificate authority: a root, and certificates for staff, both X.509 v3 (RFC 5280).
 * A public CA's certificate takes their place through another SigningProvider, with no change here.
 */

import { randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import { read_certificate } from './certificate.ts'
import { extension, name, write_certificate } from './certificate-writer.ts'
import type { Validity } from './certificate-writer.ts'
import * as der from './der.ts'
import { sha256 } from './digest.ts'
import { make_key_pair, read_private_key, read_public_key } from './key-pair.ts'
import type { KeyKind } from './key-pair.ts'
import { oid_of } from './oids.ts'

export type CertificateAuthority = { certificate_pem: string; private_key_pem: string }
export type CertificateSubject = {
  common_name: string
  title?: string | undefined
  organization: string
  /** Written as UID, the way Vietnamese CAs do: CCCD:0010…, CCHN:001234/HNO-CCHN. */
  identifier: string
  /** Further ones beside it: the tax number of her house. */
  more_identifiers?: readonly string[] | undefined
}

const attribute = (type: string, text: string) => ({ type, value: der.utf8(text) })
const vietnam = { type: oid_of.country, value: der.printable('VN') }

/** The left 160 bits of SHA-256 over the public key, RFC 7093 section 2. */
export const key_identifier = (public_key: KeyObject): Uint8Array =>
  sha256(public_key.export({ type: 'spki', format: 'der' })).subarray(0, 20)

/** KeyUsage bits, RFC 5280 section 4.2.1.3: bit 0 is the highest of the first byte. */
const sign_documents = der.bit_string(Uint8Array.of(0b1100_0000), 6) // digitalSignature, nonRepudiation
const sign_certificates = der.bit_string(Uint8Array.of(0b0000_0110), 1) // keyCertSign, cRLSign

/** A fresh root. Its private key belongs in a safe or an HSM: this room makes it and hands it over, nothing more. */
export const make_root = (wish: {
  common_name: string
  organization: string
  validity: Validity
  key_kind?: KeyKind | undefined
}): CertificateAuthority => {
  const { private_key_pem, public_key_pem } = make_key_pair(wish.key_kind)
  const public_key = read_public_key(public_key_pem)
  const own_name = name([
    vietnam,
    attribute(oid_of.organization, wish.organization),
    attribute(oid_of.common_name, wish.common_name),
  ])
  const certificate_pem = write_certificate({
    serial: `01${randomBytes(15).toString('hex')}`,
    issuer: own_name,
    subject: own_name,
    validity: wish.validity,
    public_key,
    extensions: [
      extension(oid_of.basic_constraints, true, der.sequence(der.boolean(true), der.integer(0))),
      extension(oid_of.key_usage, true, sign_certificates),
      extension(oid_of.subject_key_identifier, false, der.octet_string(key_identifier(public_key))),
    ],
    issuer_key: read_private_key(private_key_pem),
  })
  return { certificate_pem, private_key_pem }
}

/** Its name and key, to issue with. */
export const authority_of = (ca: CertificateAuthority) => {
  const certificate = read_certificate(ca.certificate_pem)
  const key = read_private_key(ca.private_key_pem)
  if (!certificate.is_ca || !certificate.may_sign_certificates || !certificate.subject_key_identifier)
    throw fail.value('Chứng thư phát hành không phải chứng thư của tổ chức chứng thực')
  if (!certificate.x509.checkPrivateKey(key))
    throw fail.value('Khóa bí mật không khớp chứng thư của tổ chức chứng thực')
  return { subject_der: certificate.subject_der, identifier: certificate.subject_key_identifier, key }
}

/** No AIA and no CRL pointer: inside a hospital there is nobody to ask; revocation is the platform's register. */
export const issue_certificate = (
  ca: CertificateAuthority,
  wish: { subject: CertificateSubject; public_key_pem: string; validity: Validity; serial: string },
): string => {
  const authority = authority_of(ca)
  const public_key = read_public_key(wish.public_key_pem)
  const { subject } = wish
  return write_certificate({
    serial: wish.serial,
    issuer: authority.subject_der,
    subject: name([
      vietnam,
      ...(subject.organization ? [attribute(oid_of.organization, subject.organization)] : []),
      ...(subject.title ? [attribute(oid_of.title, subject.title)] : []),
      attribute(oid_of.common_name, subject.common_name),
      ...[subject.identifier, ...(subject.more_identifiers ?? [])].map((one) => attribute(oid_of.user_id, one)),
    ]),
    validity: wish.validity,
    public_key,
    extensions: [
      extension(oid_of.basic_constraints, true, der.sequence()),
      extension(oid_of.key_usage, true, sign_documents),
      // emailProtection beside documentSigning: openssl cms and NSS (pdfsig) judge signers by it.
      extension(
        oid_of.extended_key_usage,
        false,
        der.sequence(der.oid(oid_of.document_signing), der.oid(oid_of.email_protection)),
      ),
      extension(oid_of.subject_key_identifier, false, der.octet_string(key_identifier(public_key))),
      extension(oid_of.authority_key_identifier, false, der.sequence(der.context_primitive(0, authority.identifier))),
    ],
    issuer_key: authority.key,
  })
}
