import { fail } from '../../base/outcome/index.ts'
import { local_date, local_parts, show_moment } from '../../base/time/index.ts'
import { demand } from '../../platform/access/index.ts'
import { new_id, resource_of, type Unit } from '../../platform/records/index.ts'
import { code_system, extension_url, identifier_system, text_of, type Resource } from '../../standards/fhir/index.ts'
import { deceased_of } from '../patients/index.ts'
import { take_bed } from './beds.ts'
import type { Admission } from './contract.ts'
import { put_diagnoses } from './diagnosis.ts'
import { judge_diagnoses } from './judge-diagnoses.ts'
import { check_not_future, to_date_time } from './local-input.ts'
import { demand_open_department } from './open-places.ts'
import { take_stay_numbers, type StayNumbers } from './stay-numbers.ts'
import { coded, department_stay_extension } from './stay.ts'

/** @returns the person who is admitted */
const check_admission = async (unit: Unit, admission: Admission, admitted_at: string): Promise<Resource> => {
  const stored = await unit.find('Patient', admission.patient)
  if (!stored) throw fail.not_found('Không tìm thấy người bệnh tại cơ sở này')
  const person = resource_of(stored)
  const birth = text_of(person['birthDate'])
  if (birth && admitted_at.slice(0, birth.length) < birth) throw fail.value('Vào viện trước ngày sinh', 'admitted_at')
  await demand_open_department(unit, admission.department)
  if (admission.kind === 'inpatient') await check_no_open_stay(unit, admission.patient)
  return person
}

/** Two clerks admitting one person at once are made to wait for each other. */
const check_no_open_stay = async (unit: Unit, patient: string): Promise<void> => {
  await unit.sql.query('SELECT pg_advisory_xact_lock(hashtext($1), hashtext($2))', [
    unit.caller.facility,
    `stay:${patient}`,
  ])
  const open = await unit.search('Encounter', new URLSearchParams({ patient, status: 'in-progress', class: 'IMP' }))
  if (open.entries.length > 0)
    throw fail.conflict('Người bệnh đang điều trị nội trú tại đây; hãy mở đợt điều trị ấy', {
      encounter: open.entries[0]?.id,
    })
}

const encounter_of = (admission: Admission, id: string, admitted_at: string, numbers: StayNumbers): Resource => ({
  resourceType: 'Encounter',
  id,
  extension: [
    { url: extension_url.referred_by, valueCoding: coded(code_system.referred_by, admission.referred_by) },
    { url: extension_url.payer_kind, valueCoding: coded(code_system.payer_kind, admission.payer_kind) },
    department_stay_extension({ department: admission.department, from: admitted_at }),
  ],
  identifier: [
    { system: numbers.system, value: numbers.admission_number },
    { system: identifier_system.ma_yt, value: numbers.ma_yt },
  ],
  status: 'in-progress',
  class: coded(code_system.act_code, admission.kind === 'inpatient' ? 'IMP' : 'AMB'),
  subject: { reference: `Patient/${admission.patient}` },
  period: { start: admitted_at },
  hospitalization: { admitSource: { coding: [coded(code_system.admit_from, admission.admit_from)] } },
  ...(admission.bed
    ? {
        location: [
          { location: { reference: `Location/${admission.bed}` }, status: 'active', period: { start: admitted_at } },
        ],
      }
    : {}),
  serviceProvider: { reference: `Organization/${admission.department}` },
})

/** The diagnosis on coming to the ward is the main one of the stay (bệnh chính); the others are first impressions. */
const places = [
  { place: 'referral_diagnosis', use: 'referral', judged_as: 'admission' },
  { place: 'emergency_diagnosis', use: 'emergency', judged_as: 'admission' },
  { place: 'admission_diagnosis', use: 'admission', judged_as: 'main' },
] as const

/** Judged by the list in force today: the stay is open (TT 06/2026 counts by the day it ends). */
const judge_admission = async (unit: Unit, admission: Admission, person: Resource) => {
  const given = places.flatMap(({ place, use, judged_as }) => {
    const said = admission[place]
    return said ? [{ use, place, said, judged_as }] : []
  })
  const wanted = given.map(({ said, place, judged_as }) => ({ said, place, use: judged_as }))
  const { diagnoses, warnings } = await judge_diagnoses(unit, person, local_date(new Date()), wanted)
  return { diagnoses: diagnoses.map((diagnosis, i) => ({ use: given[i]?.use ?? '', diagnosis })), warnings }
}

/** Nobody is turned away by what may be a slip: said to whoever admits. */
const death_warnings = (person: Resource): string[] => {
  const deceased = deceased_of(person)
  if (deceased === undefined) return []
  const when = deceased === 'true' ? '' : ` ${show_moment(deceased)}`
  return [`Hồ sơ ghi người này đã mất${when}; xem lại có đúng người không, hoặc sửa kết quả điều trị của đợt đã ghi`]
}

export type AdmittedStay = {
  encounter: string
  patient: string
  admission_number: string
  ma_yt: string
  warnings: string[]
}

/** Admits inside the caller's transaction; the record is opened by medical-record in the same one. */
export const admit_patient = async (unit: Unit, admission: Admission): Promise<AdmittedStay> => {
  demand(unit.caller, 'stay.admit')
  const admitted_at = to_date_time(admission.admitted_at, 'admitted_at')
  check_not_future(admitted_at, 'admitted_at', 'Giờ vào viện ở tương lai; hãy xem lại đồng hồ hoặc ngày đã gõ')
  const person = await check_admission(unit, admission, admitted_at)
  const { diagnoses, warnings } = await judge_admission(unit, admission, person)
  const id = new_id()
  if (admission.bed) await take_bed(unit, admission.bed, id, admitted_at)
  const numbers = await take_stay_numbers(unit, admission.kind, local_parts(admitted_at).year)
  await unit.create(encounter_of(admission, id, admitted_at, numbers))
  const stay = { id, patient: admission.patient }
  for (const { use, diagnosis } of diagnoses) await put_diagnoses(unit, stay, use, [diagnosis])
  const { admission_number, ma_yt } = numbers
  const said = [...death_warnings(person), ...warnings]
  return { encounter: id, patient: admission.patient, admission_number, ma_yt, warnings: said }
}
