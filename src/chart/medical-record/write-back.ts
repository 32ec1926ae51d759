import type { Unit } from '../../platform/records/index.ts'
import { code_system, extension_url, put_extension, type Resource } from '../../standards/fhir/index.ts'
import { check_not_future, coded, put_diagnoses, to_date_time } from '../encounters/index.ts'
import type { Answers, AnswerValue } from './contract.ts'
import type { FactSource } from './facts.ts'
import { fields_of, type FormDefinition } from './form-definition.ts'

const text = (value: AnswerValue | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** Answers by bind: what the sheet says of facts that live in the store. */
const by_bind = (form: FormDefinition, answers: Answers): Map<string, AnswerValue> => {
  const found = new Map<string, AnswerValue>()
  for (const field of fields_of(form)) {
    const value = answers[field.id]
    if (field.bind !== undefined && value !== undefined && value !== null) found.set(field.bind, value)
  }
  return found
}

const written_uses = [
  'referral',
  'emergency',
  'admission',
  'admission-comorbid',
  'differential',
  'discharge',
  'discharge-comorbid',
  'death',
  'autopsy',
  'preoperative',
  'postoperative',
  'external-cause',
]

const write_diagnoses = async (unit: Unit, source: FactSource, binds: Map<string, AnswerValue>): Promise<number> => {
  let count = 0
  for (const use of written_uses) {
    const words =
      text(binds.get(`diagnosis.${use}`)) ??
      (Array.isArray(binds.get(`diagnosis.${use}`))
        ? (binds.get(`diagnosis.${use}`) as string[]).join('; ')
        : undefined)
    if (words === undefined) continue
    const before = source.diagnoses.filter((diagnosis) => diagnosis.use === use)
    // Several diagnoses shown in one box are left alone when the box still says what they say.
    if (before.map((diagnosis) => diagnosis.text).join('; ') === words && !binds.has(`diagnosis.${use}.code`)) continue
    const codes = binds.get(`diagnosis.${use}.code`)
    const code = text(Array.isArray(codes) ? (codes[0] as AnswerValue) : codes)
    if (before.length > 1 && before.map((diagnosis) => diagnosis.text).join('; ') === words && before[0]?.code === code)
      continue
    await put_diagnoses(unit, source.stay, use, [{ text: words, code }])
    count += 1
  }
  return count
}

type StayWriter = (encounter: Resource, value: string) => void

const put_code =
  (url: string, system: string): StayWriter =>
  (encounter, value) =>
    put_extension(encounter, url, { valueCoding: coded(system, value) })

/** Boxes of the stay that a doctor corrects on the sheet. Admission, transfer and discharge have acts of their own. */
const stay_writers: Record<string, StayWriter> = {
  'stay.referred_by': put_code(extension_url.referred_by, code_system.referred_by),
  'stay.payer_kind': put_code(extension_url.payer_kind, code_system.payer_kind),
  'stay.treatment_result': put_code(extension_url.treatment_result, code_system.treatment_result),
  'stay.death.at': (encounter, value) => {
    // Of some deaths nobody knows the hour.
    const died_at = value.length > 10 ? to_date_time(value, 'stay.death.at') : value
    check_not_future(died_at, 'stay.death.at', 'Giờ tử vong ở tương lai; hãy xem lại ngày đã gõ')
    put_extension(encounter, extension_url.died_at, { valueDateTime: died_at })
  },
  'stay.reason': (encounter, value) => {
    encounter['reasonCode'] = [{ text: value }]
  },
}

const write_stay = async (unit: Unit, source: FactSource, binds: Map<string, AnswerValue>): Promise<number> => {
  const encounter = structuredClone(source.encounter)
  for (const [bind, write] of Object.entries(stay_writers)) {
    const value = text(binds.get(bind))
    if (value !== undefined) write(encounter, value)
  }
  if (JSON.stringify(encounter) === JSON.stringify(source.encounter)) return 0
  await unit.update(encounter)
  return 1
}

const put_concept = (url: string, system: string) => (patient: Resource, value: string, code: string | undefined) =>
  put_extension(patient, url, {
    valueCodeableConcept: { ...(code ? { coding: [{ system, code, display: value }] } : {}), text: value },
  })

const patient_writers: Record<string, (patient: Resource, value: string, code: string | undefined) => void> = {
  'patient.occupation': put_concept(extension_url.occupation, code_system.occupation),
  'patient.ethnicity': put_concept(extension_url.ethnicity, code_system.ethnicity),
  'patient.workplace': (patient, value) => put_extension(patient, extension_url.workplace, { valueString: value }),
  'patient.contact.name': (patient, value) => {
    const before = Array.isArray(patient['contact']) ? (patient['contact'][0] as Record<string, unknown>) : {}
    patient['contact'] = [{ ...before, name: { text: value } }]
  },
  'patient.contact.phone': (patient, value) => {
    const before = Array.isArray(patient['contact']) ? (patient['contact'][0] as Record<string, unknown>) : {}
    patient['contact'] = [{ ...before, telecom: [{ system: 'phone', value }] }]
  },
}

const write_patient = async (unit: Unit, source: FactSource, binds: Map<string, AnswerValue>): Promise<number> => {
  const patient = structuredClone(source.patient)
  for (const [bind, write] of Object.entries(patient_writers)) {
    const value = text(binds.get(bind))
    if (value !== undefined) write(patient, value, text(binds.get(`${bind}_code`)))
  }
  if (JSON.stringify(patient) === JSON.stringify(source.patient)) return 0
  await unit.update(patient)
  return 1
}

/**
 * Carries what the hand wrote in bound boxes (and only that: what the store filled has nothing to tell it) back to Patient, Encounter and Condition, so that the next sheet knows it.
 */
export const write_back = async (
  unit: Unit,
  form: FormDefinition,
  answers: Answers,
  source: FactSource,
): Promise<{ type: string; count: number }[]> => {
  const binds = by_bind(form, answers)
  return [
    { type: 'Condition', count: await write_diagnoses(unit, source, binds) },
    { type: 'Encounter', count: await write_stay(unit, source, binds) },
    { type: 'Patient', count: await write_patient(unit, source, binds) },
  ].filter((written) => written.count > 0)
}
