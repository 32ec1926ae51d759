import { fold } from '../../base/text/index.ts'
import { local_date } from '../../base/time/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { resource_of } from '../../platform/records/index.ts'
import { list_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import type { DatedNumber, LikelyDuplicate, Registration } from './contract.ts'
import { counts_on, has_number } from './dated-identifiers.ts'
import { to_hit } from './patient-hit.ts'

/** A number is one person's only while it counts (requirement EMR-05): a card typed on the wrong chart was taken off. */
const holds = (patient: Resource, kind: DatedNumber['kind'], value: string): 'now' | 'once' | 'never' => {
  const entries = list_of(patient['identifier']).filter((entry) => has_number(entry, kind, value))
  if (entries.length === 0) return 'never'
  return entries.some((entry) => counts_on(entry, local_date(new Date()))) ? 'now' : 'once'
}

const name_of = (patient: Resource): string => text_of(list_of(patient['name'])[0]?.['text']) ?? ''

/** Points for what two people share; 100 and more is the same person on paper, from 60 a clerk must look. */
const compare = (registration: Registration, patient: Resource): { score: number; reasons: string[] } => {
  const reasons: string[] = []
  let score = 0
  const add = (points: number, reason: string) => {
    score += points
    reasons.push(reason)
  }
  const { identity, insurance } = registration
  const held = identity.kind === 'none' ? 'never' : holds(patient, identity.kind, identity.value)
  if (held === 'now') add(100, 'cùng số giấy tờ')
  if (held === 'once') add(60, 'từng mang số giấy tờ này')
  // A card whose days have gone by is renewed under the same number.
  if (insurance && holds(patient, 'bhyt', insurance.number) !== 'never') add(80, 'cùng số thẻ BHYT')
  const same_name = fold(name_of(patient)) === fold(registration.name)
  if (same_name) add(35, 'cùng họ tên')
  const birth = text_of(patient['birthDate']) ?? ''
  if (birth !== '' && registration.birth_date !== '') {
    if (birth === registration.birth_date) add(birth.length === 10 ? 35 : 20, 'cùng ngày sinh')
    else if (birth.slice(0, 4) === registration.birth_date.slice(0, 4)) add(12, 'cùng năm sinh')
    else if (score < 80) score -= 25
  }
  if (patient['gender'] === registration.gender) score += 3
  else if (score < 80) score -= 20
  const phones = list_of(patient['telecom']).map((telecom) => telecom['value'])
  if (registration.phone && phones.includes(registration.phone)) add(20, 'cùng điện thoại')
  return { score, reasons }
}

const threshold = 50

/** Everything by which a second chart of a person could be found. */
const questions_of = ({ name, identity, insurance, phone }: Registration): string[] => [
  name,
  ...(identity.kind === 'none' ? [] : [identity.value]),
  ...(insurance ? [insurance.number] : []),
  ...(phone ? [phone] : []),
]

/** Looks by every number and by the name, or by the `questions` given; at most five, the likeliest first. */
export const find_duplicates = async (
  unit: Unit,
  registration: Registration,
  questions = questions_of(registration),
): Promise<LikelyDuplicate[]> => {
  const seen = new Map<string, Resource>()
  for (const question of questions)
    for (const stored of await unit.find_by_words('Patient', question, 50)) seen.set(stored.id, resource_of(stored))
  return [...seen.values()]
    .map((patient) => ({ ...to_hit(patient), ...compare(registration, patient) }))
    .filter((hit) => hit.score >= threshold)
    .sort((one, other) => other.score - one.score)
    .slice(0, 5)
}
