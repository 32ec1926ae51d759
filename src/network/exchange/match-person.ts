import type { Unit } from '../../platform/records/index.ts'
import { resource_of } from '../../platform/records/index.ts'
import { to_hit } from '../../chart/patients/index.ts'
import { identifier_system, type Resource } from '../../standards/fhir/index.ts'
import { facts_of_patient, type Grade } from '../../standards/person-matching/index.ts'
import type { SubmissionPerson } from '../../standards/documents/index.ts'
import type { Candidate } from './contract.ts'

/** Numbers that mean the same everywhere; the sender's own codes say nothing here. */
export const national_numbers: ReadonlySet<string> = new Set([
  ...[identifier_system.cccd, identifier_system.bhyt, identifier_system.passport, identifier_system.cmnd],
])

/** About as many charts as a provincial hospital has. */
const population = 200_000
const shown_max = 5

/** The person of a letter as the comparison of people sees one. */
export const to_patient = ({ identifiers, name, birth_date, gender }: SubmissionPerson): Resource => ({
  resourceType: 'Patient',
  identifier: identifiers
    .filter(({ system }) => national_numbers.has(system))
    .map(({ system, value }) => ({ system, value })),
  name: [{ text: name }],
  ...(birth_date ? { birthDate: birth_date } : {}),
  ...(gender ? { gender } : {}),
})

/** Our charts that may be this person's, the likeliest first. */
export const list_candidates = async (unit: Unit, person: SubmissionPerson): Promise<Candidate[]> => {
  const facts = facts_of_patient(to_patient(person))
  if (facts.names.length + facts.numbers.length === 0) return []
  const alike = await unit.find_alike(facts, { population })
  return alike.slice(0, shown_max).map(({ stored, comparison }) => ({
    ...to_hit(resource_of(stored)),
    id: stored.id,
    grade: comparison.grade,
    reasons: comparison.reasons.map(({ says }) => says),
  }))
}

export type Match = { patient: string | null; match: { grade: Grade; reasons: string[]; by: string } | null }

/**
 * The one chart that is certainly this person's: a number in common and nothing against it. Two of them, as where one
 * number stands on two charts, are for a person to decide.
 */
export const match_person = async (unit: Unit, person: SubmissionPerson): Promise<Match> => {
  const certain = (await list_candidates(unit, person)).filter(({ grade }) => grade === 'certain')
  const [only] = certain
  if (!only || certain.length > 1) return { patient: null, match: null }
  return { patient: only.id, match: { grade: only.grade, reasons: only.reasons, by: '' } }
}
