import { sign_detached, type CertificateSubject, type SigningProvider } from '../signatures/index.ts'

/** The facility's CMS over the bytes of the FHIR document (or of the encrypted part), in a file of its own (.p7s). */
export const seal_document = (bytes: Uint8Array, provider: SigningProvider, at: Date): Promise<Uint8Array> =>
  sign_detached(bytes, { provider, signed_at: at })

/** How a certificate says that an organisation signs with it: its facility code, or the tax number public CAs write. */
const organisation_identifier = /^(?:CSKCB|MST):/i

/** The name in the certificate of a facility's seal. */
export const seal_subject = (code: string, name: string): CertificateSubject => ({
  common_name: name,
  organization: name,
  identifier: `CSKCB:${code}`,
})

const person_identifier = /^(?:CCCD|CMND|HC|CCHN|GPHN):/i

/** Certificates of staff carry the number of their house beside their own: whoever has a person's number is a person. */
export const is_of_organisation = (identifiers: readonly string[]): boolean =>
  identifiers.some(is_organisation) && !identifiers.some((one) => person_identifier.test(one))

/** Whether a certificate, by its identifier, is an organisation's and so can be no doctor's. */
export const is_organisation = (identifier: string | undefined): boolean =>
  organisation_identifier.test(identifier ?? '')
