import { chart_age, local_date, say_age } from '../../base/time/index.ts'
import { find_identifier, identifier_system, list_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import type { PatientHit } from './contract.ts'

const genders = ['male', 'female', 'other', 'unknown'] as const

export const gender_of = (patient: Resource): PatientHit['gender'] =>
  genders.find((gender) => gender === patient['gender']) ?? 'unknown'

export const age_text = (birth_date: string, on = local_date(new Date())): string => {
  const age = birth_date === '' ? undefined : chart_age(birth_date, on)
  return age ? say_age(age) : ''
}

export const name_of_patient = (patient: Resource): string => text_of(list_of(patient['name'])[0]?.['text']) ?? ''

/** When the person died (a day or a moment), 'true' where nobody knows when, undefined of the living. */
export const deceased_of = (patient: Resource): string | undefined =>
  text_of(patient['deceasedDateTime']) ?? (patient['deceasedBoolean'] === true ? 'true' : undefined)

/** One line about a person, for lists. The age of the dead is the one they reached. */
export const to_hit = (patient: Resource): PatientHit => {
  const birth_date = text_of(patient['birthDate']) ?? ''
  const address = list_of(patient['address'])[0] ?? {}
  const deceased = deceased_of(patient)
  const last_day = deceased === undefined || deceased.length < 10 ? new Date() : deceased
  return {
    id: patient.id ?? '',
    name: name_of_patient(patient),
    gender: gender_of(patient),
    birth_date,
    age: age_text(birth_date, local_date(last_day)),
    patient_code: find_identifier(patient, identifier_system.patient_code) ?? '',
    identifier:
      find_identifier(patient, identifier_system.cccd) ??
      find_identifier(patient, identifier_system.bhyt) ??
      find_identifier(patient, identifier_system.passport) ??
      '',
    ...(deceased === undefined ? {} : { deceased }),
    address: [text_of(address['city']), text_of(address['state'])].filter(Boolean).join(', '),
  }
}
