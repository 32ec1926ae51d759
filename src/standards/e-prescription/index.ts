export { code_in, make_code, national_code, national_kind, read_code, tidy_code, type CodeParts } from './code.ts'
export { kind_names, printed_name } from './prescription.ts'
export type {
  Course,
  NamedPharmacy,
  PrescribedFor,
  PrescribedLine,
  Prescription,
  PrescriptionKind,
} from './prescription.ts'
export {
  national_day,
  replaces_words,
  type NationalLine,
  type NationalPrescription,
  type NationalSale,
  type NationalSaleLine,
} from './national.ts'
export { to_national } from './to-national.ts'
export { judge_national, read_national } from './read-national.ts'
export { code_of_request, line_of_request, to_requests, type RequestContext } from './medication-requests.ts'
