export { compare_people, type CompareOptions } from './compare.ts'
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
