/**
 * A detached CMS SignedData with one signer: CAdES baseline B (ETSI EN 319 122-1), the form PAdES puts into a PDF.
 * The signed attributes are content-type, message-digest and signing-certificate-v2 (RFC 5035), so that the
 * signature names the very certificate it was made with.
 */

import { verify } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import { read_certificate } from './certificate.ts'
import type { Certificate } from './certificate.ts'
import * as der from './der.ts'
import { sha256 } from './digest.ts'
import { oid_of } from './oids.ts'
import type { SigningProvider } from './provider.ts'

/** Gets the signature value, gives a DER TimeStampToken (RFC 3161) for it. */
export type Timestamper = (signature: Uint8Array) => Promise<Uint8Array>

export type CmsWish = {
  provider: SigningProvider
  signed_at: Date
  /** PDF keeps the time in the signature dictionary (M), and EN 319 142-1 section 6.3 wants it there only. */
  with_signing_time: boolean
  timestamp?: Timestamper | undefined
}

const sha256_algorithm = der.sequence(der.oid(oid_of.sha256))

const attribute = (type: string, value: Uint8Array) => der.sequence(der.oid(type), der.set_of(value))

/** ESSCertIDv2 with its default SHA-256, RFC 5035 section 4. */
const signing_certificate = (certificate: Certificate) =>
  der.sequence(der.sequence(der.sequence(der.octet_string(sha256(certificate.der)))))

const signed_attributes = (digest: Uint8Array, certificate: Certificate, signing_time: Date | undefined) =>
  der.set_of(
    attribute(oid_of.content_type, der.oid(oid_of.data)),
    attribute(oid_of.message_digest, der.octet_string(digest)),
    attribute(oid_of.signing_certificate_v2, signing_certificate(certificate)),
    ...(signing_time ? [attribute(oid_of.signing_time, der.time(signing_time))] : []),
  )

const signature_algorithm = (certificate: Certificate) =>
  certificate.public_key.asymmetricKeyType === 'rsa'
    ? der.sequence(der.oid(oid_of.rsa_encryption), der.null_value())
    : der.sequence(der.oid(oid_of.ecdsa_sha256))

/** SET OF, put under an IMPLICIT context tag: the tag changes, the content stays. */
const retag = (tag_byte: number, set: Uint8Array): Uint8Array =>
  Buffer.concat([Uint8Array.of(tag_byte), set.subarray(1)])

const check_certificate = (certificate: Certificate, signed_at: Date): void => {
  if (signed_at < certificate.valid_from || signed_at > certificate.valid_to)
    throw fail.rule('Chứng thư số của người ký đã hết hạn hoặc chưa có hiệu lực; hãy xin cấp chứng thư mới rồi ký lại')
  if (!certificate.may_sign_documents) throw fail.rule('Chứng thư số này không dùng để ký tài liệu')
}

/** The wrong token in the slot would otherwise be noticed only by whoever verifies, perhaps years later. */
const signed_by = async (provider: SigningProvider, certificate: Certificate, attributes: Uint8Array) => {
  const signature = await provider.sign(attributes)
  if (!verify('sha256', attributes, certificate.public_key, signature))
    throw fail.rule('Thiết bị ký trả về chữ ký không khớp chứng thư; hãy kiểm tra thiết bị ký')
  return signature
}

/** digest: SHA-256 of the content, which itself stays outside. */
export const write_cms = async (digest: Uint8Array, wish: CmsWish): Promise<Uint8Array> => {
  const certificate = read_certificate(wish.provider.certificate)
  check_certificate(certificate, wish.signed_at)
  const attributes = signed_attributes(digest, certificate, wish.with_signing_time ? wish.signed_at : undefined)
  const signature = await signed_by(wish.provider, certificate, attributes)
  const token = await wish.timestamp?.(signature)
  const signer_info = der.sequence(
    der.integer(1),
    der.sequence(certificate.issuer_der, certificate.serial_der),
    sha256_algorithm,
    retag(0xa0, attributes),
    signature_algorithm(certificate),
    der.octet_string(signature),
    ...(token ? [retag(0xa1, der.set_of(attribute(oid_of.time_stamp_token, token)))] : []),
  )
  // A root is left out: who verifies must have it from elsewhere, and nothing in the signature would protect it.
  const intermediates = wish.provider.chain
    .map(read_certificate)
    .filter((candidate) => Buffer.compare(candidate.subject_der, candidate.issuer_der) !== 0)
  const signed_data = der.sequence(
    der.integer(1),
    der.set_of(sha256_algorithm),
    der.sequence(der.oid(oid_of.data)),
    retag(0xa0, der.set_of(certificate.der, ...intermediates.map((intermediate) => intermediate.der))),
    der.set_of(signer_info),
  )
  return der.sequence(der.oid(oid_of.signed_data), der.context(0, signed_data))
}
