/** What the screens and the audit log show of a certificate. */

import { read_certificate } from './certificate.ts'
import type { Certificate } from './certificate.ts'

export type CertificateSummary = {
  common_name: string
  title: string | undefined
  organization: string | undefined
  identifier: string | undefined
  identifiers: string[]
  subject: string
  issuer: string
  /** Upper-case hex. */
  serial: string
  valid_from: Date
  valid_to: Date
}

export const certificate_summary = (certificate: Certificate): CertificateSummary => ({
  common_name: certificate.subject.common_name ?? certificate.subject.text,
  title: certificate.subject.title,
  organization: certificate.subject.organization,
  identifier: certificate.subject.identifier,
  identifiers: certificate.subject.identifiers,
  subject: certificate.subject.text,
  issuer: certificate.issuer.text,
  serial: certificate.serial,
  valid_from: certificate.valid_from,
  valid_to: certificate.valid_to,
})

export const read_certificate_summary = (certificate_pem: string): CertificateSummary =>
  certificate_summary(read_certificate(certificate_pem))
