export { labels_of_codes, labels_of_facts, labels_of_words } from './labels.ts'
export { basis_issues, basis_names, basis_of_sending, say_basis } from './sending-basis.ts'
export { label_issues, label_names, rule, type Rulings } from './matrix.ts'
export { rulings_of_copy, type MatrixCopy, type ToldRule } from './matrix-copy.ts'
export { matrix_type } from './contract.ts'
export { rulings_for_basis, type MatrixRules } from './dated-rules.ts'
export { create_matrix_memory, matrix_edition_sql } from './matrix-rules.ts'
export { gate_routes, type GateRooms } from './routes.ts'
export type { Destination, Matrix, Ruling } from './contract.ts'
export {
  disclose,
  end_disclosure,
  find_disclosure,
  open_basis_sql,
  open_disclosures,
  stand_before,
  type Basis,
  type Disclosure,
  type DisclosureWish,
  type Evidence,
} from './disclosures.ts'
export { asked_anew_on, asking_fault, must_ask, years_on, type AskedAs, type Asking } from './asking.ts'
export { read_consent, to_consent, type ConsentWish } from './consent.ts'
export { end_bases_since, looks_since, type MergedLook } from './merged-looks.ts'
