import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store } from '../../platform/records/index.ts'
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
import { gender_of, name_of_patient } from './patient-hit.ts'

type Named = { code: string; display: string }

const named = (value: unknown): Named | undefined => {
  const { code, display } = coding_of(value)
  return code === undefined ? undefined : { code, display: display ?? code }
}

/** The identifier that counts now: the last of its kind whose period has no end. */
const current_identity = (patient: Resource): Registration['identity'] => {
  for (const kind of ['cccd', 'passport', 'cmnd'] as const) {
    const found = list_of(patient['identifier'])
      .filter((one) => one['system'] === identifier_system[kind] && object_of(one['period'])?.['end'] === undefined)
      .at(-1)
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
  const percent = find_extension(coverage, extension_url.benefit_percent)?.['valueDecimal']
  return {
    number,
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
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

/** What stands in the store, only the parts that are there. */
type Present<Part> = { [Key in keyof Part]?: Exclude<Part[Key], undefined> }
const present = <Part extends object>(part: Part): Present<Part> =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as Present<Part>

const to_detail = (patient: Resource, version: number, coverage: Resource | undefined): PatientDetail => ({
  id: patient.id ?? '',
  version,
  patient_code: find_identifier(patient, identifier_system.patient_code) ?? '',
  name: name_of_patient(patient),
  gender: gender_of(patient),
  birth_date: text_of(patient['birthDate']) ?? '',
  identity: current_identity(patient),
  ...present({
    mother: id_of_reference(find_extension(patient, extension_url.mother)?.['valueReference']),
    insurance: insurance_of(coverage),
    phone: text_of(list_of(patient['telecom'])[0]?.['value']),
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

/** One person as reception typed it. @throws 404 */
export const get_patient = (store: Store, caller: Caller, id: string): Promise<PatientDetail> => {
  demand(caller, 'patient.read')
  return store.unit(caller, async (unit) => {
    const stored = await unit.get('Patient', id)
    const coverage = await unit.search('Coverage', new URLSearchParams({ patient: id, status: 'active', _count: '1' }))
    return to_detail(
      resource_of(stored),
      stored.version,
      coverage.entries[0] ? resource_of(coverage.entries[0]) : undefined,
    )
  })
}
