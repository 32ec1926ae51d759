import { chart_age, local_date, treatment_days } from '../../base/time/index.ts'
import { upper_case_name } from '../../base/text/index.ts'
import {
  coding_of,
  extension_url,
  find_extension,
  find_identifier,
  identifier_system,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import { death_of, type Diagnosis, type Places, type Stay } from '../encounters/index.ts'
import type { AnswerRow, AnswerValue } from './contract.ts'
import type { LetterFacts } from './letter-facts.ts'
import { letter_readers } from './letter-readers.ts'

/** Everything the boxes of a form may be filled from. */
export type FactSource = {
  facility: { code: string; name: string; authority: string }
  patient: Resource
  coverage: Resource | undefined
  encounter: Resource
  stay: Stay
  diagnoses: Diagnosis[]
  places: Places
  /** Only where a form asks for it. */
  letter: LetterFacts | undefined
  form_code: string
  now: Date
}

/** The paper prints the kind before the dots: "Sở Y tế: …", "Bệnh viện: …", "Khoa: …" want the name alone. */
const without_kind = (name: string, kind: string): string =>
  name.toLowerCase().startsWith(`${kind.toLowerCase()} `) ? name.slice(kind.length + 1) : name

type Reader = (source: FactSource) => AnswerValue | undefined

/** FHIR dateTime → the local wall-clock text of a form ("2026-11-21T08:10"). */
export const to_local = (at: string | undefined): string | undefined => {
  if (!at) return undefined
  if (at.length <= 10) return at
  const shifted = new Date(new Date(at).getTime() + 7 * 3_600_000)
  return Number.isNaN(shifted.getTime()) ? undefined : shifted.toISOString().slice(0, 16)
}

const concept =
  (url: string, part: 'code' | 'display'): Reader =>
  ({ patient }) => {
    const value = object_of(find_extension(patient, url)?.['valueCodeableConcept'])
    return part === 'code' ? coding_of(value).code : (text_of(value?.['text']) ?? coding_of(value).display)
  }

/** "Ngoại kiều" is for foreigners: a Vietnamese citizen's box stays empty. */
const nationality =
  (part: 'code' | 'display'): Reader =>
  ({ patient }) => {
    const code = list_of(find_extension(patient, extension_url.nationality)?.['extension'])[0]?.['valueCodeableConcept']
    const coding = coding_of(code)
    return coding.code === 'VN' ? undefined : coding[part]
  }

/** A paper for others says it of everybody; who holds a citizen's number is a citizen. */
const nationality_in_full: Reader = (source) => {
  const extension = find_extension(source.patient, extension_url.nationality)
  const coding = coding_of(list_of(extension?.['extension'])[0]?.['valueCodeableConcept'])
  if (coding.code !== undefined && coding.code !== 'VN') return coding.display
  const is_citizen = coding.code === 'VN' || find_identifier(source.patient, identifier_system.cccd) !== undefined
  return is_citizen ? 'Việt Nam' : undefined
}

const address =
  (read: (address: Record<string, unknown>) => string | undefined): Reader =>
  ({ patient }) =>
    read(list_of(patient['address'])[0] ?? {})

const line = (address_part: Record<string, unknown>, i: number): string | undefined =>
  Array.isArray(address_part['line']) ? text_of(address_part['line'][i]) : undefined

const whole_address = (one: Record<string, unknown>): string | undefined =>
  [line(one, 0), line(one, 1), text_of(one['city']), text_of(one['district']), text_of(one['state'])]
    .filter(Boolean)
    .join(', ') || undefined

const contact = (source: FactSource) => list_of(source.patient['contact'])[0] ?? {}

const days_of = (from: string, to: string | undefined): string | undefined => {
  const days = to ? treatment_days(from, to, 'nights_min_one') : undefined
  return days === undefined ? undefined : String(days)
}

const department_rows = (source: FactSource): AnswerRow[] =>
  source.stay.departments.map((one, i, all) => ({
    khoa: without_kind(source.places.departments.get(one.department)?.name ?? '', 'Khoa'),
    thoi_diem: to_local(one.from) ?? null,
    so_ngay_dtr: days_of(one.from, one.to ?? (i === all.length - 1 ? source.stay.discharged_at : undefined)) ?? null,
  }))

const bed = (source: FactSource) => source.places.beds.get(source.stay.bed ?? '')

/** The 15 characters of the old card stand in groups on paper; the number itself is printed as it is. */
const insurance_number = ({ coverage }: FactSource) => text_of(coverage?.['subscriberId'])

const stay_number =
  (system: string): Reader =>
  ({ encounter }) =>
    find_identifier(encounter, system)

const diagnosis_uses = [
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

const of_use = (source: FactSource, use: string): Diagnosis[] =>
  source.diagnoses.filter((diagnosis) => diagnosis.use === use)

const diagnosis_readers: Record<string, Reader> = Object.fromEntries(
  diagnosis_uses.flatMap((use): [string, Reader][] => [
    [
      `diagnosis.${use}`,
      (source) =>
        of_use(source, use)
          .map((diagnosis) => diagnosis.text)
          .join('; ') || undefined,
    ],
    [`diagnosis.${use}.code`, (source) => of_use(source, use)[0]?.code || undefined],
  ]),
)

/** The latest diagnosis of the stay, as sheets repeat it in their head. */
const current_diagnosis: Reader = (source) => {
  for (const use of ['discharge', 'admission', 'emergency', 'referral']) {
    const found = of_use(source, use)
    if (found.length > 0)
      return found
        .map((diagnosis) => (diagnosis.code ? `${diagnosis.text} (${diagnosis.code})` : diagnosis.text))
        .join('; ')
  }
  return undefined
}

const age: Reader = ({ patient, stay }) => {
  const birth = text_of(patient['birthDate'])
  const found = birth ? chart_age(birth, local_date(stay.admitted_at)) : undefined
  return found ? String(found.value) : undefined
}

type HouseReader = (facility: FactSource['facility']) => string | undefined

/** What is known of the house before there is a patient: also printed on blank paper. */
export const house_readers: Record<string, HouseReader> = {
  'facility.authority': ({ authority }) => without_kind(authority, 'Sở Y tế'),
  'facility.name': ({ name }) => without_kind(name, 'Bệnh viện'),
  'facility.code': ({ code }) => code,
  'facility.full_name': ({ name }) => name || undefined,
  'facility.parent_name': ({ authority }) => authority,
}

const of_house = Object.fromEntries(
  Object.entries(house_readers).map(([bind, read]): [string, Reader] => [bind, ({ facility }) => read(facility)]),
)

/** bind → how the box is filled. What is not here stays for the hand. Vocabulary: forms/README.md. */
export const fact_readers: Record<string, Reader> = {
  ...of_house,
  'form.code': ({ form_code }) => form_code,
  'patient.name': ({ patient }) => upper_case_name(text_of(list_of(patient['name'])[0]?.['text']) ?? '') || undefined,
  'patient.birth_date': ({ patient }) => text_of(patient['birthDate']),
  'patient.age': age,
  'patient.gender': ({ patient }) =>
    patient['gender'] === 'male' ? '1' : patient['gender'] === 'female' ? '2' : undefined,
  'patient.code': ({ patient }) => find_identifier(patient, identifier_system.patient_code),
  'patient.national_id': ({ patient }) => find_identifier(patient, identifier_system.cccd),
  'patient.occupation': concept(extension_url.occupation, 'display'),
  'patient.occupation_code': concept(extension_url.occupation, 'code'),
  'patient.ethnicity': concept(extension_url.ethnicity, 'display'),
  'patient.ethnicity_code': concept(extension_url.ethnicity, 'code'),
  'patient.nationality': nationality('display'),
  'patient.nationality_code': nationality('code'),
  'patient.nationality.full': nationality_in_full,
  'patient.workplace': ({ patient }) => text_of(find_extension(patient, extension_url.workplace)?.['valueString']),
  'patient.address.full': address(whole_address),
  'patient.address.line': address((one) => line(one, 0)),
  'patient.address.hamlet': address((one) => line(one, 1)),
  'patient.address.ward': address((one) => text_of(one['city'])),
  'patient.address.district': address((one) => text_of(one['district'])),
  'patient.address.province': address((one) => text_of(one['state'])),
  'patient.address.province_code': address(
    (one) => coding_of(find_extension(one, extension_url.province)?.['valueCoding']).code,
  ),
  'patient.contact.name': (source) => {
    const one = contact(source)
    const parts = [text_of(object_of(one['name'])?.['text']), text_of(object_of(one['address'])?.['text'])]
    return parts.filter(Boolean).join(', ') || undefined
  },
  'patient.contact.phone': (source) => text_of(list_of(contact(source)['telecom'])[0]?.['value']),
  'coverage.number': insurance_number,
  'coverage.valid_from': ({ coverage }) => text_of(object_of(coverage?.['period'])?.['start']),
  'coverage.valid_to': ({ coverage }) => text_of(object_of(coverage?.['period'])?.['end']),
  'stay.department': ({ stay, places }) => without_kind(places.departments.get(stay.department)?.name ?? '', 'Khoa'),
  'stay.room': (source) => bed(source)?.room,
  'stay.bed': (source) => bed(source)?.name,
  'stay.admission_number': stay_number(identifier_system.admission_number),
  'stay.outpatient_number': stay_number(identifier_system.outpatient_number),
  'stay.station_number': stay_number(identifier_system.station_number),
  'stay.archive_number': stay_number(identifier_system.archive_number),
  'stay.ma_yt': ({ stay }) => stay.ma_yt || undefined,
  'stay.payer_kind': ({ stay }) => stay.payer_kind,
  'stay.admitted_at': ({ stay }) => to_local(stay.admitted_at),
  'stay.admit_from': ({ stay }) => stay.admit_from,
  'stay.referred_by': ({ stay }) => stay.referred_by,
  'stay.departments.first': (source) => department_rows(source).slice(0, 1),
  'stay.departments.rest': (source) => department_rows(source).slice(1),
  'stay.discharged_at': ({ stay }) => to_local(stay.discharged_at),
  'stay.discharge_kind': ({ stay }) => (stay.discharge_kind === '5' ? undefined : stay.discharge_kind),
  'stay.days': ({ stay }) =>
    stay.discharged_at ? String(treatment_days(stay.admitted_at, stay.discharged_at) ?? '') : undefined,
  'stay.treatment_result': ({ stay }) => stay.treatment_result,
  'stay.death.at': ({ stay }) => to_local(stay.died_at ?? death_of(stay)),
  ...diagnosis_readers,
  'diagnosis.current': current_diagnosis,
  ...letter_readers,
}
