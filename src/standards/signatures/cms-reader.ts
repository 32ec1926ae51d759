/** Taking a detached CMS SignedData apart (RFC 5652 section 5). Nothing is judged here except the shape. */

import { fail } from '../../base/outcome/index.ts'
import { read_certificate_der } from './certificate.ts'
import type { Certificate } from './certificate.ts'
import { tag } from './der.ts'
import { children, expect_tag, oid_text, read_one, small_integer } from './der-reader.ts'
import type { DerNode } from './der-reader.ts'
import { oid_of } from './oids.ts'

export type Attributes = Map<string, DerNode>
export type ReadCms = {
  signer: Certificate
  certificates: Certificate[]
  digest_algorithm: string
  signature_algorithm: string
  /** The signed attributes as they were signed: with the SET OF tag. */
  signed_bytes: Uint8Array
  signed_attributes: Attributes
  unsigned_attributes: Attributes
  signature: Uint8Array
}

const refuse = (why: string) => fail.invalid(`Cấu trúc chữ ký CMS không hợp lệ (${why})`)

/** AlgorithmIdentifier whose parameters are absent or NULL; the algorithms we accept know no others. */
const algorithm = (node: DerNode | undefined): string => {
  const [id, parameters, ...rest] = children(expect_tag(node, tag.sequence))
  if (rest.length || (parameters && (parameters.tag !== tag.null || parameters.content.length)))
    throw refuse('tham số thuật toán')
  return oid_text(id)
}

/** Each kind once, each with one value: a second message-digest would leave open which of the two was meant. */
const attributes_of = (node: DerNode | undefined): Attributes => {
  const found: Attributes = new Map()
  for (const attribute of node ? children(node) : []) {
    const [type, values, ...rest] = children(expect_tag(attribute, tag.sequence))
    const [value, ...more] = children(expect_tag(values, tag.set))
    const id = oid_text(type)
    if (!value || more.length || rest.length || found.has(id)) throw refuse('thuộc tính lặp lại')
    found.set(id, value)
  }
  return found
}

const signed_data_of = (bytes: Uint8Array): DerNode[] => {
  const [type, wrapped, ...rest] = children(read_one(bytes, tag.sequence))
  if (oid_text(type) !== oid_of.signed_data || rest.length) throw refuse('không phải SignedData')
  return children(read_one(expect_tag(wrapped, 0xa0).content, tag.sequence))
}

const check_outer = (
  version: DerNode | undefined,
  algorithms: string[],
  content: DerNode | undefined,
  used: string,
) => {
  if (small_integer(version) !== 1) throw refuse('phiên bản')
  if (!algorithms.includes(used)) throw refuse('thuật toán băm không được khai báo')
  const [content_type, embedded] = children(expect_tag(content, tag.sequence))
  if (oid_text(content_type) !== oid_of.data || embedded) throw refuse('nội dung phải nằm ngoài chữ ký')
}

export const read_cms = (bytes: Uint8Array): ReadCms => {
  const [version, algorithms, content, ...rest] = signed_data_of(bytes)
  const signer_infos = expect_tag(rest.pop(), tag.set)
  const [certificate_set, crls, ...excess] = rest
  if (excess.length || (crls && crls.tag !== 0xa1)) throw refuse('thành phần lạ')
  const certificates = children(expect_tag(certificate_set, 0xa0)).map((node) => read_certificate_der(node.whole))
  const [signer_info, ...others] = children(signer_infos)
  // ISO 32000-2 section 12.8.3.3.1: exactly one signer in a PDF signature.
  if (others.length) throw refuse('nhiều người ký trong một chữ ký')

  const [info_version, sid, digest_algorithm, attributes, signature_algorithm, signature, unsigned, ...more] = children(
    expect_tag(signer_info, tag.sequence),
  )
  if (small_integer(info_version) !== 1 || more.length || (unsigned && unsigned.tag !== 0xa1))
    throw refuse('SignerInfo')
  const [issuer, serial] = children(expect_tag(sid, tag.sequence))
  const signer = certificates.find(
    (candidate) =>
      Buffer.compare(candidate.issuer_der, issuer?.whole ?? new Uint8Array()) === 0 &&
      Buffer.compare(candidate.serial_der, serial?.whole ?? new Uint8Array()) === 0,
  )
  if (!signer) throw refuse('thiếu chứng thư của người ký')
  const signed = expect_tag(attributes, 0xa0)
  const used = algorithm(digest_algorithm)
  check_outer(version, children(expect_tag(algorithms, tag.set)).map(algorithm), content, used)
  return {
    signer,
    certificates,
    digest_algorithm: used,
    signature_algorithm: algorithm(signature_algorithm),
    signed_bytes: Buffer.concat([Uint8Array.of(tag.set), signed.whole.subarray(1)]),
    signed_attributes: attributes_of(signed),
    unsigned_attributes: attributes_of(unsigned),
    signature: expect_tag(signature, tag.octet_string).content,
  }
}
