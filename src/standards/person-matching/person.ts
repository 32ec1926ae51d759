import type { Weight } from './weights.ts'

/** What is compared of a person. Only what is known is there. */
export type PersonFacts = {
  /** Every name by which the person is known, the official one first. */
  names: string[]
  /** "1968-03-12", "1968-03", "1968". */
  birth_date?: string
  gender?: 'male' | 'female'
  numbers: PersonNumber[]
  phones: string[]
  address?: PersonAddress
  /** Whoever is called when something happens. */
  kin: string[]
  /** Reference to the mother's record, for children registered without a paper. */
  mother?: string
}

export type NumberKind = 'cccd' | 'cmnd' | 'passport' | 'bhyt' | 'other'
export type PersonNumber = { kind: NumberKind; value: string }

/** Folded texts; `ward` by its code. District is written only on addresses of before 7/2025. */
export type PersonAddress = { line?: string; hamlet?: string; ward?: string; district?: string; province?: string }

/** One thing that speaks for or against, with its weight in bits against two strangers and two of a household. */
export type Reason = { field: Field; weight: Weight; says: string }
export type Field = 'name' | 'birth_date' | 'gender' | 'number' | 'phone' | 'address' | 'kin' | 'mother'

/** http://hl7.org/fhir/ValueSet/match-grade */
export type Grade = 'certain' | 'probable' | 'possible' | 'certainly-not'

export type Comparison = {
  /** Chance that they are one person, among as many people as `population`. */
  score: number
  grade: Grade
  /** The heaviest first. */
  reasons: Reason[]
  /** What two records of one person cannot both say, unless one of them is wrong: of a number they share, too. */
  contradicts: Field[]
}
