/**
 * Who holds the private key. Kept so small that a USB token (PKCS#11), an HSM and remote signing (SmartCA, MySign)
 * fit behind it: they get the bytes to be signed and may hash them where they like.
 */

import { sign } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import { read_certificate } from './certificate.ts'
import { read_private_key } from './key-pair.ts'

export type SigningProvider = {
  /** PEM of the signer's certificate. */
  certificate: string
  /** PEM of the intermediates up to, without, the root. */
  chain: string[]
  /**
   * The signature with SHA-256 over the given bytes (the DER of CMS signed attributes), as CMS stores it:
   * RSA PKCS#1 v1.5, or ECDSA-Sig-Value (DER SEQUENCE of r and s) where a token gives the bare r and s.
   */
  sign(to_be_signed: Uint8Array): Promise<Uint8Array>
}

/** The key in this process's memory. For the demo, for tests, and for organisation seals on a guarded server. */
export const software_provider = (
  private_key_pem: string,
  certificate_pem: string,
  chain: string[] = [],
): SigningProvider => {
  const key = read_private_key(private_key_pem)
  if (!read_certificate(certificate_pem).x509.checkPrivateKey(key))
    throw fail.value('Khóa bí mật không khớp chứng thư của người ký')
  return {
    certificate: certificate_pem,
    chain,
    sign: async (to_be_signed) => sign('sha256', to_be_signed, key),
  }
}
