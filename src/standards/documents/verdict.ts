import type { Issue } from '../../base/outcome/index.ts'
import type { Evidence, RevocationRegister } from '../signatures/index.ts'
import type { PartKind } from './submission.ts'

/** Why a submission does not stand, for programs and counts; the sentence beside it is for the sender. */
export type VerdictReason =
  | 'malware'
  | 'pdf-missing'
  | 'pdf-unreadable'
  | 'pdf-unsigned'
  | 'pdf-changed'
  | 'pdf-only'
  | 'signature-invalid'
  | 'signature-future'
  | 'certificate-expired'
  | 'certificate-not-yet'
  | 'certificate-revoked'
  | 'certificate-untrusted'
  | 'doctor-missing'
  | 'facility-missing'
  | 'wrong-facility'
  | 'fhir-missing'
  | 'fhir-unreadable'
  | 'fhir-invalid'
  | 'hsba-unreadable'
  | 'schema-unknown'
  | 'kind-mismatch'
  | 'digest-mismatch'
  | 'person-mismatch'
  | 'paper-of-another'
  | 'paper-untold'
  | 'date-mismatch'
  | 'custodian-mismatch'
  | 'seal-missing'
  | 'seal-invalid'
  | 'unreadable-for-hub'
  | 'part-unexpected'
  | 'part-unbound'
  | 'signer-mismatch'
  | 'signer-organisation'
  | 'author-mismatch'
  | 'revocation-unknown'
  | 'package-invalid'

export type DocumentIssue = Issue & { reason: VerdictReason }

export type SignatureVerdict = {
  part: PartKind
  signer: string
  organization?: string | undefined
  /** The field of the PDF it stands in. */
  slot?: string | undefined
  signed_at?: Date | undefined
  /** Whose certificate it is: a person's, the sender's seal, or another organisation's. */
  by: 'person' | 'sender' | 'other-organisation'
  /** What the certificate says its holder is: CCHN:…, CSKCB:…, MST:… */
  identifier?: string | undefined
  /** All its numbers, where there are several. */
  identifiers?: string[] | undefined
  /** The certificate, upper-case hex, and who issued it. */
  serial?: string | undefined
  issuer?: string | undefined
  valid: boolean
  problem?: string | undefined
}

export type DocumentVerdict = { valid: boolean; issues: DocumentIssue[]; signatures: SignatureVerdict[] }

export type CertificateName = { serial: string; issuer: string }

/** PEM, or PEM with the day from which it is no longer to be taken. */
export type KnownSeal = string | { certificate_pem: string; revoked_at?: Date | null | undefined }

/** What the hub (or the receiver) knows of the sender. */
export type DocumentTrust = {
  roots_pem: string[]
  /** The certificates by which the sender seals, as it registered them. */
  seals: readonly KnownSeal[]
  /** When a certificate was revoked, if it was. */
  revoked?: ((certificate: CertificateName) => Date | undefined) | undefined
  /** Lists of revoked certificates that are kept here (CRL); what a paper carries of them is asked in any case. */
  register?: RevocationRegister | undefined
  /** Lists and answers that came beside the papers; each counts only as far as its issuer signed it. */
  evidence?: Evidence | undefined
  /** Moment of the judgement: when the submission came in. */
  at: Date
  /** How far the signer's clock may be ahead of ours; five minutes where it is not said. */
  clock_tolerance_ms?: number | undefined
  /** Senders that have nothing but a PDF are let in, with a warning. */
  pdf_only?: boolean | undefined
}

/** @param place FHIRPath inside the FHIR document, or the name of the part */
export const refusal = (reason: VerdictReason, code: Issue['code'], message: string, place: string): DocumentIssue => ({
  severity: 'error',
  code,
  message,
  expression: place,
  reason,
})
