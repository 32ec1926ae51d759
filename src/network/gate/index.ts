export { labels_of_codes } from './labels.ts'
export { label_names, matrix_rows, rule, type Destination, type Ruling } from './matrix.ts'
export {
  disclose,
  end_disclosure,
  find_disclosure,
  open_disclosures,
  stand_before,
  type Basis,
  type Disclosure,
  type DisclosureWish,
  type Evidence,
} from './disclosures.ts'
export { read_consent, to_consent, type ConsentWish } from './consent.ts'
