import { createHash, verify, X509Certificate } from 'node:crypto'
import { canonical, scope_in } from './canonical.ts'
import { dsig_namespace, signature_profile } from './signature-profile.ts'
import { child_of, elements_of, read_xml_tree, words_of, type XmlElement } from './xml-tree.ts'

export type SignatureVerdict = {
  /** Why it does not count, in words; '': it does. */
  problem: string
  /** PEM of who signed; '' where nobody did. */
  certificate: string
}

const said = (problem: string, certificate = ''): SignatureVerdict => ({ problem, certificate })

const algorithm = (element: XmlElement | undefined): string => element?.attributes.get('Algorithm') ?? ''

const bare = (text: string): string => text.replace(/\s/g, '')

/** One reference, to the whole file without the signature: nothing outside of it, nothing left unsigned. */
const judge_reference = (reference: XmlElement | undefined): string => {
  const transforms = reference && child_of(reference, 'Transforms')
  const names = transforms ? elements_of(transforms).map(algorithm) : []
  if (!reference || reference.attributes.get('URI') !== '') return 'Chữ ký không phủ toàn bộ hồ sơ'
  const others = names.filter(
    (name) => name !== signature_profile.transform && name !== signature_profile.canonicalization,
  )
  if (!names.includes(signature_profile.transform) || others.length > 0)
    return 'Chữ ký biến đổi hồ sơ theo cách không nhận'
  return algorithm(child_of(reference, 'DigestMethod')) === signature_profile.digest ? '' : 'Chữ ký không dùng SHA-256'
}

const read_certificate = (signature: XmlElement): X509Certificate | undefined => {
  const info = child_of(signature, 'KeyInfo')
  const data = info && child_of(info, 'X509Data')
  try {
    return new X509Certificate(Buffer.from(bare(words_of(data && child_of(data, 'X509Certificate'))), 'base64'))
  } catch {
    return undefined
  }
}

const is_signed_by = (certificate: X509Certificate, method: string, info: string, value: Buffer): boolean => {
  const key = certificate.publicKey
  if (method === signature_profile.signature.rsa && key.asymmetricKeyType === 'rsa')
    return verify('sha256', Buffer.from(info), key, value)
  if (method === signature_profile.signature.ec && key.asymmetricKeyType === 'ec')
    return verify('sha256', Buffer.from(info), { key, dsaEncoding: 'ieee-p1363' }, value)
  return false
}

/** Whether the file is as somebody signed it; whether that somebody may is for who knows the registered certificates. */
export const verify_dossier = (text: string): SignatureVerdict => {
  const root = read_xml_tree(text)
  const house = child_of(root, 'CHUKYDONVI')
  const signature = house && child_of(house, 'Signature')
  const info = signature && child_of(signature, 'SignedInfo')
  if (!house || !signature || !info || signature.attributes.get('xmlns') !== dsig_namespace)
    return said('Hồ sơ chưa có chữ ký số của cơ sở trong CHUKYDONVI')
  const certificate = read_certificate(signature)
  if (!certificate) return said('Chữ ký không mang chứng thư đọc được')
  const pem = certificate.toString()
  if (algorithm(child_of(info, 'CanonicalizationMethod')) !== signature_profile.canonicalization)
    return said('Chữ ký chuẩn hóa XML theo cách không nhận', pem)
  const references = elements_of(info).filter(({ name }) => name === 'Reference')
  const wrong = references.length === 1 ? judge_reference(references[0]) : 'Chữ ký phải có đúng một Reference'
  if (wrong) return said(wrong, pem)
  const digest = createHash('sha256')
    .update(canonical(root, { without: (one) => one === signature }))
    .digest('base64')
  if (digest !== bare(words_of(child_of(references[0] ?? info, 'DigestValue'))))
    return said('Hồ sơ đã bị sửa sau khi ký', pem)
  const around = scope_in(signature, scope_in(house, scope_in(root, new Map())))
  const value = Buffer.from(bare(words_of(child_of(signature, 'SignatureValue'))), 'base64')
  const method = algorithm(child_of(info, 'SignatureMethod'))
  return is_signed_by(certificate, method, canonical(info, { around }), value)
    ? said('', pem)
    : said('Chữ ký không đúng với chứng thư đi kèm', pem)
}
