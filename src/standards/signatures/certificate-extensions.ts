/** What a certificate allows its key to do (RFC 5280 section 4.2). */

import { tag } from './der.ts'
import { children, expect_tag, oid_text, read_one, small_integer } from './der-reader.ts'
import type { DerNode } from './der-reader.ts'
import { oid_of } from './oids.ts'

export type CertificateExtensions = {
  is_ca: boolean
  /** How many CA certificates may stand between this one and the signer's. */
  path_length: number | undefined
  may_sign_documents: boolean
  may_sign_certificates: boolean
  may_sign_lists: boolean
  /** Made to answer about other certificates of its issuer (OCSP). */
  may_answer_for_issuer: boolean
  /** It says where its issuer can be asked whether it was revoked. */
  tells_of_revocation: boolean
  subject_key_identifier: Uint8Array | undefined
  /** A critical extension we do not understand: RFC 5280 says such a certificate must be refused. */
  has_unknown_critical: boolean
}

type Extension = { id: string; critical: boolean; value: Uint8Array }

const understood = new Set<string>([
  oid_of.basic_constraints,
  oid_of.key_usage,
  oid_of.extended_key_usage,
  oid_of.subject_key_identifier,
  oid_of.authority_key_identifier,
  oid_of.certificate_policies,
])

const document_purposes = new Set<string>([
  oid_of.document_signing,
  oid_of.email_protection,
  oid_of.any_extended_key_usage,
  oid_of.adobe_document_signing,
  oid_of.microsoft_document_signing,
])

const read_extension = (node: DerNode): Extension => {
  const parts = children(expect_tag(node, tag.sequence))
  return {
    id: oid_text(parts[0]),
    critical: parts[1]?.tag === tag.boolean && parts[1].content[0] === 0xff,
    value: expect_tag(parts.at(-1), tag.octet_string).content,
  }
}

export const read_extensions = (node: DerNode | undefined): CertificateExtensions => {
  const list = node ? children(read_one(node.content, tag.sequence)).map(read_extension) : []
  const find = (id: string) => list.find((extension) => extension.id === id)?.value

  const constraints = find(oid_of.basic_constraints)
  const [ca, path_length] = constraints ? children(read_one(constraints, tag.sequence)) : []
  const usage = find(oid_of.key_usage)
  // Without KeyUsage every use is allowed; the first content byte counts unused bits, the second holds bits 0 to 7.
  const usage_bits = usage ? (read_one(usage, tag.bit_string).content[1] ?? 0) : 0xff
  const purposes = find(oid_of.extended_key_usage)
  const key_identifier = find(oid_of.subject_key_identifier)
  return {
    is_ca: ca?.tag === tag.boolean && ca.content[0] === 0xff,
    path_length: path_length ? small_integer(path_length) : undefined,
    may_sign_documents:
      (usage_bits & 0b1100_0000) !== 0 &&
      (!purposes ||
        children(read_one(purposes, tag.sequence)).some((purpose) => document_purposes.has(oid_text(purpose)))),
    may_sign_certificates: (usage_bits & 0b0000_0100) !== 0,
    may_sign_lists: (usage_bits & 0b0000_0010) !== 0,
    may_answer_for_issuer:
      purposes !== undefined &&
      children(read_one(purposes, tag.sequence)).some((purpose) => oid_text(purpose) === oid_of.ocsp_signing),
    tells_of_revocation: list.some(
      ({ id }) => id === oid_of.crl_distribution_points || id === oid_of.authority_information_access,
    ),
    subject_key_identifier: key_identifier ? read_one(key_identifier, tag.octet_string).content : undefined,
    has_unknown_critical: list.some((extension) => extension.critical && !understood.has(extension.id)),
  }
}
