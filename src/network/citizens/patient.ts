import { local_date } from '../../base/time/index.ts'
import { list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import { facts_of_patient } from '../../standards/person-matching/index.ts'
import type { Numbered } from './body.ts'
import type { Citizen } from './citizen.ts'
import { facility_of_domain, is_national } from './domains.ts'
import type { Gender, Told } from './told.ts'

/** What of a person is told to this member: minimum disclosure (Luật 91/2025 Điều 26, design §4.6). */
export type Disclosure = {
  facility: string
  /** National numbers, telephone and address: to whoever already showed a number or a good match. */
  is_identified: boolean
  /** Further domains that were named. */
  domains?: ReadonlySet<string>
}

/** Whether this number may be told. A code of another facility says where the person was treated: only where it is named. */
export const may_tell = ({ system }: Numbered, { facility, is_identified, domains }: Disclosure): boolean =>
  domains?.has(system) || (is_national(system) ? is_identified : facility_of_domain(system) === facility)

export const fhir_identifier = ({ system, value, period }: Numbered): Record<string, unknown> => {
  const today = new Date().toISOString().slice(0, 10)
  const is_over = period?.end !== undefined && period.end.slice(0, 10) < today
  return {
    use: is_over ? 'old' : is_national(system) ? 'official' : 'usual',
    ...{ system, value },
    ...(period ? { period } : {}),
  }
}

const fhir_name = (text: string, at: number): Record<string, unknown> => {
  const [family = '', ...given] = text.split(' ')
  return { use: at === 0 ? 'official' : 'old', text, family, ...(given.length > 0 ? { given } : {}) }
}

/** The person as PDQm shows her. One that was merged away says only by whom she was replaced. */
export const to_patient = (person: Citizen, disclosure: Disclosure): Record<string, unknown> => {
  const { city, state, deceased } = person
  const identifier = person.identifiers.filter((one) => may_tell(one, disclosure)).map(fhir_identifier)
  const address = { ...(city ? { city } : {}), ...(state ? { state } : {}), country: 'VN' }
  const meta = { versionId: String(person.version), lastUpdated: person.updated_at.toISOString() }
  if (person.merged_into !== undefined)
    return {
      ...{ resourceType: 'Patient', id: person.id, meta, active: false },
      link: [{ other: { reference: `Patient/${person.merged_into}` }, type: 'replaced-by' }],
    }
  return {
    ...{ resourceType: 'Patient', id: person.id, meta },
    ...(identifier.length > 0 ? { identifier } : {}),
    active: true,
    ...(person.names.length > 0 ? { name: person.names.map(fhir_name) } : {}),
    ...(disclosure.is_identified && person.phones.length > 0
      ? { telecom: person.phones.map((value) => ({ system: 'phone', value })) }
      : {}),
    gender: person.gender ?? 'unknown',
    ...(person.birth_date ? { birthDate: person.birth_date } : {}),
    ...(deceased === undefined ? {} : deceased === 'true' ? { deceasedBoolean: true } : { deceasedDateTime: deceased }),
    ...(city || state ? { address: [address] } : {}),
    ...(person.also.length > 0
      ? { link: person.also.map((id) => ({ other: { reference: `Patient/${id}` }, type: 'replaces' })) }
      : {}),
  }
}

const genders = ['male', 'female', 'other', 'unknown'] as const
const gender_of = (value: unknown): Gender | undefined => genders.find((one) => one === value)

const deceased_of = (patient: Resource): string | undefined => {
  const [at, is] = [text_of(patient['deceasedDateTime']), patient['deceasedBoolean']]
  if (at !== undefined) return at.length > 10 ? local_date(at) : at
  return typeof is === 'boolean' ? String(is) : undefined
}

/** What a Patient of a member tells. A number whose period is over is told as well: an old paper is still hers. */
export const told_by_patient = (patient: Resource): Told => {
  const { names, phones, kin, address } = facts_of_patient(patient)
  const home = list_of(patient['address']).find((one) => one['use'] !== 'old')
  const identifiers = list_of(patient['identifier']).flatMap((one) => {
    const [system, value] = [text_of(one['system']), text_of(one['value'])]
    const period = object_of(one['period'])
    const dates = period && { start: text_of(period['start']), end: text_of(period['end']) }
    return system !== undefined && value !== undefined ? [{ system, value, ...(dates ? { period: dates } : {}) }] : []
  })
  return {
    ...{ identifiers, names, phones, kin, address },
    birth_date: text_of(patient['birthDate']),
    gender: gender_of(patient['gender']),
    city: text_of(home?.['city']),
    state: text_of(home?.['state']),
    deceased: deceased_of(patient),
  }
}
