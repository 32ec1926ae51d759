export { compare_people, type CompareOptions } from './compare.ts'
export { blocking_keys } from './keys.ts'
export { is_placeholder, mother_in_placeholder } from './names.ts'
export { facts_of_patient } from './patient.ts'
export { probes_of, words_of_facts, type Probe } from './probes.ts'
export type {
  Comparison,
  Field,
  Grade,
  NumberKind,
  PersonAddress,
  PersonFacts,
  PersonNumber,
  Reason,
} from './person.ts'
