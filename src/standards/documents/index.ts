export type {
  Coded,
  DocumentKind,
  Identity,
  Part,
  PartKind,
  SendingBasis,
  Submission,
  SubmissionContext,
  SubmissionPerson,
} from './submission.ts'
export {
  content_types,
  document_kinds,
  format_codes,
  kind_of_type,
  needed_signatures,
  type_of_kind,
  type KindFacts,
  type SignatureNeed,
} from './kinds.ts'
export {
  compose_document,
  document_bytes,
  schema_version,
  type BoundPart,
  type DocumentInput,
  type DocumentSection,
} from './compose.ts'
export { read_document, type ReadDocument } from './read-document.ts'
export { is_organisation, seal_document, seal_subject } from './seal.ts'
export { clock_tolerance_default_ms, read_clock_tolerance, say_clock } from './clock.ts'
export { import_public_key, judge_sealed_key, seal_key, type KeyVerdict, type SealedKey } from './encryption-key.ts'
export { hsba_issues } from './check-hsba.ts'
export { person_issues } from './same-person.ts'
export { judge_paper_person, paper_issues, read_paper_person, say_another, type PaperPerson } from './paper-person.ts'
export type { PaperFacts } from './paper-facts.ts'
export { contains_malware_test } from './malware.ts'
export { active_content } from './active-content.ts'
export { uuid_urn_of } from './uuid.ts'
export { judge_paper, type Given, type PartVerdict } from './check-paper.ts'
export { judge_seal } from './check-seal.ts'
export { read_seals, seals_named, type Seals } from './signature-state.ts'
export { verify_submission } from './verify.ts'
export { refusal } from './verdict.ts'
export type {
  CertificateName,
  DocumentIssue,
  DocumentTrust,
  DocumentVerdict,
  KnownSeal,
  SignatureVerdict,
  VerdictReason,
} from './verdict.ts'
export { asks_care_of_dead } from './of-the-dead.ts'
