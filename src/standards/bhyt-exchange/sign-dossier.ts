import { createHash, X509Certificate } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import type { SigningProvider } from '../signatures/index.ts'
import { canonical, scope_in } from './canonical.ts'
import { bare_ecdsa } from './ecdsa-bytes.ts'
import { dsig_namespace, signature_profile } from './signature-profile.ts'
import { child_of, read_xml_tree, type XmlElement } from './xml-tree.ts'

const place = '<CHUKYDONVI></CHUKYDONVI>'

type Key = { method: string; to_bytes: (signed: Uint8Array) => Buffer }

const curve_bytes: Record<string, number> = { prime256v1: 32, secp384r1: 48, secp521r1: 66 }

const key_of = (certificate: X509Certificate): Key => {
  const { asymmetricKeyType: kind, asymmetricKeyDetails: details } = certificate.publicKey
  if (kind === 'rsa') return { method: signature_profile.signature.rsa, to_bytes: (signed) => Buffer.from(signed) }
  const size = curve_bytes[details?.namedCurve ?? '']
  if (kind === 'ec' && size !== undefined)
    return { method: signature_profile.signature.ec, to_bytes: (signed) => bare_ecdsa(signed, size) }
  throw fail.rule('Chứng thư của cơ sở không phải RSA hay ECDSA: không ký được hồ sơ gửi cổng BHYT')
}

const signed_info = (method: string, digest: string): string =>
  `<SignedInfo><CanonicalizationMethod Algorithm="${signature_profile.canonicalization}"></CanonicalizationMethod>` +
  `<SignatureMethod Algorithm="${method}"></SignatureMethod><Reference URI=""><Transforms>` +
  `<Transform Algorithm="${signature_profile.transform}"></Transform></Transforms>` +
  `<DigestMethod Algorithm="${signature_profile.digest}"></DigestMethod><DigestValue>${digest}</DigestValue>` +
  `</Reference></SignedInfo>`

const get_path = (root: XmlElement, ...names: string[]): XmlElement => {
  let found = root
  for (const name of names) {
    const next = child_of(found, name)
    if (!next) throw new Error(`no ${name} in ${found.name}`)
    found = next
  }
  return found
}

/** SignedInfo as it is hashed: cut out of its document it says the namespaces it stands in. */
const info_bytes = (text: string): string => {
  const root = read_xml_tree(text)
  const house = get_path(root, 'CHUKYDONVI')
  const signature = get_path(house, 'Signature')
  const around = scope_in(signature, scope_in(house, scope_in(root, new Map())))
  return canonical(get_path(signature, 'SignedInfo'), { around })
}

/** @param text of write_dossier @returns the file with the facility's signature in CHUKYDONVI (signature-profile.json) */
export const sign_dossier = async (text: string, provider: SigningProvider): Promise<Uint8Array> => {
  if (!text.includes(place)) throw new Error('no room for a signature')
  const certificate = new X509Certificate(provider.certificate)
  const { method, to_bytes } = key_of(certificate)
  const digest = createHash('sha256')
    .update(canonical(read_xml_tree(text)))
    .digest('base64')
  const with_value = (value: string): string =>
    text.replace(
      place,
      `<CHUKYDONVI><Signature xmlns="${dsig_namespace}">${signed_info(method, digest)}` +
        `<SignatureValue>${value}</SignatureValue><KeyInfo><X509Data>` +
        `<X509Certificate>${certificate.raw.toString('base64')}</X509Certificate>` +
        `</X509Data></KeyInfo></Signature></CHUKYDONVI>`,
    )
  const signed = await provider.sign(Buffer.from(info_bytes(with_value('')), 'utf8'))
  return Buffer.from(with_value(to_bytes(signed).toString('base64')), 'utf8')
}
