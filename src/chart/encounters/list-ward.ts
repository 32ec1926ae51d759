import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import { id_of_reference, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import { to_hit } from '../patients/index.ts'
import type { WardRow } from './contract.ts'
import { list_diagnoses, type Diagnosis } from './diagnosis.ts'
import { load_places, type Places } from './places.ts'
import { day_of_stay, payer_names, to_stay, type Stay } from './stay.ts'

const stays_max = 500

/** Hours within which a record must be whole: emergency and others. Settings of the facility's bylaw (QĐ 1895/1997 practice). */
export const record_due_h = { emergency: 24, other: 36 }

const by_ids = async (unit: Unit, type: string, ids: string[]): Promise<Map<string, Resource>> => {
  if (ids.length === 0) return new Map()
  const page = await unit.search(type, new URLSearchParams({ _id: [...new Set(ids)].join(), _count: '1000' }))
  return new Map(page.entries.map((stored) => [stored.id, resource_of(stored)]))
}

const grouped = async (
  unit: Unit,
  type: string,
  parameter: string,
  values: string[],
  element: string,
): Promise<Map<string, Resource[]>> => {
  const found = new Map<string, Resource[]>()
  if (values.length === 0) return found
  const page = await unit.search(
    type,
    new URLSearchParams({ [parameter]: [...new Set(values)].join(), _count: '1000' }),
  )
  for (const stored of page.entries) {
    const resource = resource_of(stored)
    const key = id_of_reference(resource[element]) ?? ''
    found.set(key, [...(found.get(key) ?? []), resource])
  }
  return found
}

/** The diagnosis a ward round speaks of: the latest in the order of the stay. */
const main_diagnosis = (diagnoses: Diagnosis[]): Diagnosis | undefined => {
  for (const use of ['discharge', 'admission', 'emergency', 'referral']) {
    const found = diagnoses.find((diagnosis) => diagnosis.use === use)
    if (found) return found
  }
  return undefined
}

const is_record = (sheet: Resource): boolean => /\/\d\d-BV1(\||$)/.test(text_of(sheet['questionnaire']) ?? '')

const alerts_of = (stay: Stay, sheets: Resource[], now: number): string[] => {
  const due_h = stay.admit_from === '1' ? record_due_h.emergency : record_due_h.other
  const hours = (now - new Date(stay.admitted_at).getTime()) / 3_600_000
  const whole = sheets.some((sheet) => is_record(sheet) && sheet['status'] !== 'in-progress')
  return whole || hours < due_h ? [] : [`Bệnh án chưa hoàn chỉnh (quá ${due_h} giờ)`]
}

const allergy_name = (allergy: Resource): string => text_of(object_of(allergy['code'])?.['text']) ?? ''

type Found = {
  patients: Map<string, Resource>
  diagnoses: Map<string, Diagnosis[]>
  allergies: Map<string, Resource[]>
  sheets: Map<string, Resource[]>
  places: Places
}

const to_row = (stay: Stay, found: Found, now: Date): WardRow => {
  const hit = to_hit(found.patients.get(stay.patient) ?? { resourceType: 'Patient', id: stay.patient })
  const bed = found.places.beds.get(stay.bed ?? '')
  const diagnosis = main_diagnosis(found.diagnoses.get(stay.id) ?? [])
  const sheets = found.sheets.get(stay.id) ?? []
  return {
    encounter: stay.id,
    patient: stay.patient,
    name: hit.name,
    gender: hit.gender,
    age: hit.age,
    birth_date: hit.birth_date,
    department: found.places.departments.get(stay.department)?.name ?? '',
    room: bed?.room ?? '',
    bed: bed?.name ?? '',
    day: day_of_stay(stay, now),
    admitted_at: stay.admitted_at,
    admission_number: stay.admission_number,
    diagnosis: diagnosis?.text ?? '',
    diagnosis_code: diagnosis?.code ?? '',
    payer: payer_names[stay.payer_kind ?? ''] ?? '',
    allergies: (found.allergies.get(stay.patient) ?? []).map(allergy_name),
    unsigned: sheets.filter((sheet) => sheet['status'] === 'in-progress').length,
    alerts: alerts_of(stay, sheets, now.getTime()),
  }
}

/** The patients lying in a department (or in all), in the order of rooms and beds. */
export const list_ward = (store: Store, caller: Caller, department: string): Promise<WardRow[]> => {
  demand(caller, 'patient.read')
  return store.unit(caller, async (unit) => {
    const query = new URLSearchParams({ status: 'in-progress', _count: String(stays_max) })
    if (department !== 'all') query.set('service-provider', `Organization/${department}`)
    const stays = (await unit.search('Encounter', query)).entries.map((stored) => to_stay(resource_of(stored)))
    const encounters = stays.map((stay) => `Encounter/${stay.id}`)
    const found: Found = {
      patients: await by_ids(
        unit,
        'Patient',
        stays.map((stay) => stay.patient),
      ),
      diagnoses: await list_diagnoses(
        unit,
        stays.map((stay) => stay.id),
      ),
      allergies: await grouped(
        unit,
        'AllergyIntolerance',
        'patient',
        stays.map((stay) => `Patient/${stay.patient}`),
        'patient',
      ),
      sheets: await grouped(unit, 'QuestionnaireResponse', 'encounter', encounters, 'encounter'),
      places: await load_places(unit),
    }
    const now = new Date()
    const order = new Intl.Collator('vi', { numeric: true })
    return stays
      .map((stay) => to_row(stay, found, now))
      .sort((one, other) =>
        order.compare(`${one.department} ${one.room} ${one.bed}`, `${other.department} ${other.room} ${other.bed}`),
      )
  })
}
