export {
  compartment_names,
  compartment_parameters,
  read_path,
  search_parameters_of,
  summary_elements,
  type Composite,
  type Path,
  type SearchKind,
  type SearchParameter,
} from './parameters.ts'
export { number_of, reference_of, strings_of, tokens_of, values_at, type Token } from './values.ts'
export { date_range, time_range_of, type TimeRange } from './dates.ts'
export { amount_of, type Amount } from './quantities.ts'
export { resource_types } from '../fhir-validation/index.ts'
