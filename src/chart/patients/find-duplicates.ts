import { fold } from '../../base/text/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { resource_of } from '../../platform/records/index.ts'
import { identifier_system, list_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import type { LikelyDuplicate, Registration } from './contract.ts'
import { to_hit } from './patient-hit.ts'

const values = (patient: Resource, system: string): string[] =>
  list_of(patient['identifier'])
    .filter((identifier) => identifier['system'] === system)
    .flatMap((identifier) => text_of(identifier['value']) ?? [])

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
  const system = identity.kind === 'none' ? undefined : identifier_system[identity.kind]
  if (system && values(patient, system).includes(identity.value)) add(100, 'cùng số giấy tờ')
  if (insurance && values(patient, identifier_system.bhyt).includes(insurance.number)) add(80, 'cùng số thẻ BHYT')
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

/** Looks by every number and by the name; at most five, the likeliest first. */
export const find_duplicates = async (unit: Unit, registration: Registration): Promise<LikelyDuplicate[]> => {
  const questions = [registration.name]
  if (registration.identity.kind !== 'none') questions.push(registration.identity.value)
  if (registration.insurance) questions.push(registration.insurance.number)
  if (registration.phone) questions.push(registration.phone)
  const seen = new Map<string, Resource>()
  for (const question of questions)
    for (const stored of await unit.find_by_words('Patient', question, 50)) seen.set(stored.id, resource_of(stored))
  return [...seen.values()]
    .map((patient) => ({ ...to_hit(patient), ...compare(registration, patient) }))
    .filter((hit) => hit.score >= threshold)
    .sort((one, other) => other.score - one.score)
    .slice(0, 5)
}
