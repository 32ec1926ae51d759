/** An authority's certificate, as far as who keeps its lists has to know it. */

import { read_certificate } from './certificate.ts'
import type { Crl } from './crl.ts'
import { issuer_key_of } from './revocation.ts'

export type Issuer = {
  /** SHA-256 of its key: what its lists are kept by. */
  key: string
  name: string
  has_signed(list: Crl): boolean
}

/** @throws 400 what is no certificate */
export const read_issuer = (certificate_pem: string): Issuer => {
  const certificate = read_certificate(certificate_pem)
  return {
    key: issuer_key_of(certificate),
    name: certificate.subject.common_name ?? certificate.subject.text,
    has_signed: (list) => list.is_signed_by(certificate),
  }
}
