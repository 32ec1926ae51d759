import { local_date } from '../../base/time/index.ts'
import { resource_of, type Unit } from '../../platform/records/index.ts'
import { list_of, type Resource } from '../../standards/fhir/index.ts'
import { facts_of_patient, type Comparison, type PersonFacts } from '../../standards/person-matching/index.ts'
import type { DatedNumber, LikelyDuplicate, Registration } from './contract.ts'
import { counts_on, has_number } from './dated-identifiers.ts'
import { to_hit } from './patient-hit.ts'
import { to_patient } from './patient-resource.ts'

/** About as many charts as a provincial hospital has: among these a clerk is shown who could be the same. */
const population = 200_000
const shown_max = 5

/** A number is one person's only while it counts (requirement EMR-05): a card typed on the wrong chart was taken off. */
const holds = (patient: Resource, kind: DatedNumber['kind'], value: string): 'now' | 'once' | 'never' => {
  const entries = list_of(patient['identifier']).filter((entry) => has_number(entry, kind, value))
  if (entries.length === 0) return 'never'
  return entries.some((entry) => counts_on(entry, local_date(new Date()))) ? 'now' : 'once'
}

/** What the chart's own numbers say; the comparison of the people says the rest. */
const tell = (registration: Registration, patient: Resource, { reasons }: Comparison): Omit<LikelyDuplicate, 'id'> => {
  const { identity, insurance } = registration
  const held = identity.kind === 'none' ? 'never' : holds(patient, identity.kind, identity.value)
  const of_numbers = [
    ...(held === 'now' ? ['cùng số giấy tờ'] : []),
    ...(held === 'once' ? ['từng mang số giấy tờ này'] : []),
    // A card whose days have gone by is renewed under the same number.
    ...(insurance && holds(patient, 'bhyt', insurance.number) !== 'never' ? ['cùng số thẻ BHYT'] : []),
  ]
  const others = reasons.filter(({ field }) => field !== 'number' || of_numbers.length === 0).map(({ says }) => says)
  return { ...to_hit(patient), same_paper: held === 'now', reasons: [...of_numbers, ...others] }
}

const look = async (unit: Unit, registration: Registration, facts: PersonFacts): Promise<LikelyDuplicate[]> =>
  (await unit.find_alike(facts, { population }))
    .map(({ stored, comparison }) => ({
      ...tell(registration, resource_of(stored), comparison),
      id: stored.id,
    }))
    .toSorted((one, other) => Number(other.same_paper) - Number(one.same_paper))
    .slice(0, shown_max)

/** Charts that may be this person's, whoever holds the same paper first, then the likeliest. */
export const find_duplicates = (unit: Unit, registration: Registration): Promise<LikelyDuplicate[]> => {
  const facts = facts_of_patient(to_patient(registration, '', '', ''))
  // The codes of the chart that is not there yet are nobody's.
  return look(unit, registration, { ...facts, numbers: facts.numbers.filter(({ kind }) => kind !== 'other') })
}

/** Charts that hold one of these numbers of the registration, now or once. */
export const find_holders = async (
  unit: Unit,
  registration: Registration,
  numbers: string[],
): Promise<LikelyDuplicate[]> => {
  if (numbers.length === 0) return []
  const facts = facts_of_patient(to_patient(registration, '', '', ''))
  const held = facts.numbers.filter(({ value }) => numbers.includes(value))
  return look(unit, registration, { names: [], phones: [], kin: [], numbers: held })
}
