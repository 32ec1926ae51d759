import { local_date } from '../../base/time/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Stored, type Store, type Unit } from '../../platform/records/index.ts'
import {
  coding_of,
  extension_url,
  find_extension,
  find_identifier,
  id_of_reference,
  identifier_system,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import type { PatientDetail, Registration } from './contract.ts'
import { counts_on, dated_numbers } from './dated-identifiers.ts'
import { deceased_of, gender_of, name_of_patient } from './patient-hit.ts'
import { reason_of } from './paperless-reason.ts'

type Named = { code: string; display: string }

const named = (value: unknown): Named | undefined => {
  const { code, display } = coding_of(value)
  return code === undefined ? undefined : { code, display: display ?? code }
}

/** The paper that counts now; of several the citizen's number first. */
const current_identity = (patient: Resource, today: string): Registration['identity'] => {
  for (const kind of ['cccd', 'passport', 'cmnd'] as const) {
    const found = list_of(patient['identifier']).find(
      (one) => one['system'] === identifier_system[kind] && counts_on(one, today),
    )
    const value = text_of(found?.['value'])
    if (value !== undefined) return { kind, value }
  }
  return { kind: 'none', value: '' }
}

const address_of = (patient: Resource): Registration['address'] => {
  const one = list_of(patient['address'])[0]
  if (!one) return undefined
  const lines = Array.isArray(one['line']) ? one['line'].map(text_of) : []
  const ward = named(find_extension(one, extension_url.ward)?.['valueCoding'])
  const province = named(find_extension(one, extension_url.province)?.['valueCoding'])
  const district = text_of(one['district'])
  return {
    ...(lines[0] ? { line: lines[0] } : {}),
    ...(lines[1] ? { hamlet: lines[1] } : {}),
    ...(ward ? { ward } : {}),
    ...(district ? { district } : {}),
    ...(province ? { province } : {}),
  }
}

const insurance_of = (coverage: Resource | undefined): Registration['insurance'] => {
  const number = text_of(coverage?.['subscriberId'])
  if (!coverage || number === undefined) return undefined
  const period = object_of(coverage['period'])
  const from = text_of(period?.['start'])
  const to = text_of(period?.['end'])
  const care = object_of(find_extension(coverage, extension_url.primary_care_facility)?.['valueReference'])
  const facility = text_of(object_of(care?.['identifier'])?.['value'])
  const percent = find_extension(coverage, extension_url.benefit_percent)?.['valueDecimal']
  return {
    number,
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(facility ? { facility } : {}),
    ...(typeof percent === 'number' ? { benefit_percent: percent } : {}),
  }
}

const contact_of = (patient: Resource): Registration['contact'] => {
  const one = list_of(patient['contact'])[0]
  const name = text_of(object_of(one?.['name'])?.['text'])
  if (!one || name === undefined) return undefined
  const phone = text_of(list_of(one['telecom'])[0]?.['value'])
  const address = text_of(object_of(one['address'])?.['text'])
  const relationship = text_of(list_of(one['relationship'])[0]?.['text'])
  return {
    name,
    ...(phone ? { phone } : {}),
    ...(address ? { address } : {}),
    ...(relationship ? { relationship } : {}),
  }
}

/** The person's phone: the first of the list that is one. */
export const phone_of = (patient: Resource): Record<string, unknown> | undefined =>
  list_of(patient['telecom']).find((one) => (one['system'] ?? 'phone') === 'phone')

/** What stands in the store, only the parts that are there. */
type Present<Part> = { [Key in keyof Part]?: Exclude<Part[Key], undefined> }
const present = <Part extends object>(part: Part): Present<Part> =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as Present<Part>

/** The person in the words of the registration form. */
export const to_registration = (patient: Resource, coverage: Resource | undefined, today: string): Registration => ({
  name: name_of_patient(patient),
  gender: gender_of(patient),
  birth_date: text_of(patient['birthDate']) ?? '',
  identity: current_identity(patient, today),
  ...present({
    reason_without_id: current_identity(patient, today).kind === 'none' ? reason_of(patient) : undefined,
    mother: id_of_reference(find_extension(patient, extension_url.mother)?.['valueReference']),
    insurance: insurance_of(coverage),
    phone: text_of(phone_of(patient)?.['value']),
    ethnicity: named(find_extension(patient, extension_url.ethnicity)?.['valueCodeableConcept']),
    occupation: named(find_extension(patient, extension_url.occupation)?.['valueCodeableConcept']),
    nationality: named(
      list_of(find_extension(patient, extension_url.nationality)?.['extension'])[0]?.['valueCodeableConcept'],
    ),
    address: address_of(patient),
    workplace: text_of(find_extension(patient, extension_url.workplace)?.['valueString']),
    contact: contact_of(patient),
  }),
})

/** The card that counts; a card whose place another took is no longer active. */
export const find_coverage = async (unit: Unit, patient: string): Promise<Stored | undefined> =>
  (
    await unit.search(
      'Coverage',
      new URLSearchParams({ patient, status: 'active', _sort: '-_lastUpdated', _count: '1' }),
    )
  ).entries[0]

/** One person as reception typed it. @throws 404 */
export const get_patient = (store: Store, caller: Caller, id: string): Promise<PatientDetail> => {
  demand(caller, 'patient.read')
  return store.unit(caller, async (unit) => {
    const stored = await unit.get('Patient', id)
    const patient = resource_of(stored)
    const coverage = await find_coverage(unit, id)
    return {
      ...to_registration(patient, coverage && resource_of(coverage), local_date(new Date())),
      id,
      version: stored.version,
      patient_code: find_identifier(patient, identifier_system.patient_code) ?? '',
      ...present({ deceased: deceased_of(patient) }),
      identifiers: dated_numbers(patient),
    }
  })
}
