import type { FacilityKind } from '../../../platform/access/index.ts'
import type { ListInForce } from '../catalogue/list-in-force.ts'
import type { Pair } from '../catalogue/find-pairs.ts'
import type { CheckName, CheckState, DraftBody, Finding } from '../contract.ts'

/** Stands for a code where a drug is ordered without a prescription, e.g. on the ward. */
export const order_code = ''

/** A drug the person takes already, as far as the record knows. */
export type ActiveDrug = { code: string; name: string; ingredients: string[]; until: string }

/** Everything the checks look at. What could not be had is undefined, and its check says so. */
export type CheckFacts = {
  day: string
  facility_kind: FacilityKind
  long_course_codes: string[] | undefined
  /** Completed months, as far as the birth date is known. */
  months: number | undefined
  /** Codes of the diagnoses the prescription is for. */
  icd_codes: string[]
  /** Allergens as they were written; [] means that somebody asked and there are none. */
  allergies: string[] | undefined
  pairs: Pair[] | undefined
  pair_list: ListInForce | undefined
  active: ActiveDrug[] | undefined
}

export type Check = (draft: DraftBody, facts: CheckFacts) => Finding[]

/** A check that could not run: red, with the reason why; never a pass. */
export const not_run = (check: CheckName, message: string): Finding => ({
  key: `not-run:${check}`,
  ...{ check, level: 'red', message, lines: [] },
})

export const state_of = (check: CheckName, findings: Finding[]): CheckState => ({
  check,
  state: findings.some(({ key }) => key.startsWith('not-run:')) ? 'not_run' : findings.length > 0 ? 'found' : 'passed',
})
