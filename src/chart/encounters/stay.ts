import { local_date, treatment_days } from '../../base/time/index.ts'
import {
  coding_of,
  extension_url,
  find_extension,
  find_identifier,
  foreign_house,
  id_of_reference,
  identifier_system,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'

export type DepartmentStay = { department: string; from: string; to?: string }

/** What an Encounter says, in plain words. Times as stored (+07:00). */
export type Stay = {
  id: string
  patient: string
  kind: 'inpatient' | 'outpatient'
  status: string
  admitted_at: string
  discharged_at: string | undefined
  admission_number: string
  ma_yt: string
  department: string
  bed: string | undefined
  departments: DepartmentStay[]
  admit_from: string | undefined
  referred_by: string | undefined
  payer_kind: string | undefined
  discharge_kind: string | undefined
  treatment_result: string | undefined
  /** The hour of death that was written for this stay. */
  died_at: string | undefined
  /** The house whose file it was taken in from; undefined: our own. */
  house: string | undefined
}

const department_stays = (encounter: Resource): DepartmentStay[] =>
  list_of(encounter['extension'])
    .filter((extension) => extension['url'] === extension_url.department_stay)
    .map((extension) => {
      const part = (name: string) => list_of(extension['extension']).find((item) => item['url'] === name)
      const to = text_of(part('to')?.['valueDateTime'])
      return {
        department: id_of_reference(part('department')?.['valueReference']) ?? '',
        from: text_of(part('from')?.['valueDateTime']) ?? '',
        ...(to ? { to } : {}),
      }
    })

export const department_stay_extension = (stay: DepartmentStay): Record<string, unknown> => ({
  url: extension_url.department_stay,
  extension: [
    { url: 'department', valueReference: { reference: `Organization/${stay.department}` } },
    { url: 'from', valueDateTime: stay.from },
    ...(stay.to ? [{ url: 'to', valueDateTime: stay.to }] : []),
  ],
})

const extension_code = (encounter: Resource, url: string): string | undefined =>
  coding_of(find_extension(encounter, url)?.['valueCoding']).code

export const to_stay = (encounter: Resource): Stay => {
  const period = object_of(encounter['period']) ?? {}
  const hospitalization = object_of(encounter['hospitalization']) ?? {}
  const bed = list_of(encounter['location']).find((location) => location['status'] === 'active')
  return {
    id: encounter.id ?? '',
    patient: id_of_reference(encounter['subject']) ?? '',
    kind: coding_of(encounter['class']).code === 'AMB' ? 'outpatient' : 'inpatient',
    status: text_of(encounter['status']) ?? '',
    admitted_at: text_of(period['start']) ?? '',
    discharged_at: text_of(period['end']),
    admission_number:
      find_identifier(encounter, identifier_system.admission_number) ??
      find_identifier(encounter, identifier_system.outpatient_number) ??
      find_identifier(encounter, identifier_system.station_number) ??
      '',
    ma_yt: find_identifier(encounter, identifier_system.ma_yt) ?? '',
    department: id_of_reference(encounter['serviceProvider']) ?? '',
    bed: bed ? id_of_reference(bed['location']) : undefined,
    departments: department_stays(encounter),
    admit_from: coding_of(hospitalization['admitSource']).code,
    referred_by: extension_code(encounter, extension_url.referred_by),
    payer_kind: extension_code(encounter, extension_url.payer_kind),
    discharge_kind: coding_of(hospitalization['dischargeDisposition']).code,
    treatment_result: extension_code(encounter, extension_url.treatment_result),
    died_at: text_of(find_extension(encounter, extension_url.died_at)?.['valueDateTime']),
    house: foreign_house(encounter),
  }
}

/** Day of stay, the day of admission being the first. */
export const day_of_stay = (stay: Stay, now = new Date()): number =>
  treatment_days(stay.admitted_at, stay.discharged_at ?? local_date(now), 'both_ends') ?? 1

export const payer_names: Record<string, string> = { '1': 'BHYT', '2': 'Thu phí', '3': 'Miễn', '4': 'Khác' }

export const coded = (system: string, code: string, display?: string) => ({
  system,
  code,
  ...(display ? { display } : {}),
})
