import { fail } from '../../base/outcome/index.ts'
import { local_parts } from '../../base/time/index.ts'
import { demand } from '../../platform/access/index.ts'
import { new_id, resource_of, type Unit } from '../../platform/records/index.ts'
import { code_system, extension_url, identifier_system, text_of, type Resource } from '../../standards/fhir/index.ts'
import { take_number, type Series } from '../numbers/index.ts'
import { take_bed } from './beds.ts'
import type { Admission } from './contract.ts'
import { put_diagnoses } from './diagnosis.ts'
import { check_diagnosis_shape, check_not_future, check_one_of, to_date_time } from './local-input.ts'
import { coded, department_stay_extension } from './stay.ts'

const numbering: Record<Admission['kind'], { series: Series; system: string }> = {
  inpatient: { series: 'admission-number', system: identifier_system.admission_number },
  outpatient: { series: 'outpatient-number', system: identifier_system.outpatient_number },
  station: { series: 'station-number', system: identifier_system.station_number },
}

/** Mã YT of the paper: province / hospital / year / running number, four groups. */
export const format_ma_yt = (facility: string, year: number, number: number): string =>
  `${facility.slice(0, 2)}/${facility.slice(2)}/${String(year).slice(2)}/${String(number).padStart(6, '0')}`

export const format_stay_number = (year: number, number: number): string =>
  `${String(year).slice(2)}${String(number).padStart(6, '0')}`

const check_admission = async (unit: Unit, admission: Admission, admitted_at: string): Promise<void> => {
  const patient = await unit.find('Patient', admission.patient)
  if (!patient) throw fail.not_found('Không tìm thấy người bệnh tại cơ sở này')
  const birth = text_of(resource_of(patient)['birthDate'])
  if (birth && admitted_at.slice(0, birth.length) < birth) throw fail.value('Vào viện trước ngày sinh', 'admitted_at')
  if (!(await unit.find('Organization', admission.department))) throw fail.value('Không có khoa này', 'department')
  if (admission.kind !== 'inpatient') return
  await unit.sql.query('SELECT pg_advisory_xact_lock(hashtext($1), hashtext($2))', [
    unit.caller.facility,
    `stay:${admission.patient}`,
  ])
  const open = await unit.search(
    'Encounter',
    new URLSearchParams({ patient: admission.patient, status: 'in-progress', class: 'IMP' }),
  )
  if (open.entries.length > 0)
    throw fail.conflict('Người bệnh đang điều trị nội trú tại đây; hãy mở đợt điều trị ấy', {
      encounter: open.entries[0]?.id,
    })
}

const encounter_of = (
  admission: Admission,
  id: string,
  admitted_at: string,
  number: string,
  ma_yt: string,
): Resource => ({
  resourceType: 'Encounter',
  id,
  extension: [
    { url: extension_url.referred_by, valueCoding: coded(code_system.referred_by, admission.referred_by) },
    { url: extension_url.payer_kind, valueCoding: coded(code_system.payer_kind, admission.payer_kind) },
    department_stay_extension({ department: admission.department, from: admitted_at }),
  ],
  identifier: [
    { system: numbering[admission.kind].system, value: number },
    { system: identifier_system.ma_yt, value: ma_yt },
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

/** Admits inside the caller's transaction; the record is opened by medical-record in the same one. */
export const admit_patient = async (
  unit: Unit,
  admission: Admission,
): Promise<{ encounter: string; patient: string; admission_number: string; ma_yt: string }> => {
  demand(unit.caller, 'stay.admit')
  check_one_of(admission.kind, ['inpatient', 'outpatient', 'station'], 'kind', 'Chưa chọn loại điều trị')
  check_one_of(admission.admit_from, ['1', '2', '3'], 'admit_from', 'Chưa chọn “Trực tiếp vào”')
  check_one_of(admission.referred_by, ['1', '2', '3'], 'referred_by', 'Chưa chọn “Nơi giới thiệu”')
  check_one_of(admission.payer_kind, ['1', '2', '3', '4'], 'payer_kind', 'Chưa chọn đối tượng')
  for (const place of ['referral_diagnosis', 'emergency_diagnosis', 'admission_diagnosis'] as const)
    if (admission[place]) check_diagnosis_shape(admission[place], place)
  const admitted_at = to_date_time(admission.admitted_at, 'admitted_at')
  check_not_future(admitted_at, 'admitted_at', 'Giờ vào viện ở tương lai; hãy xem lại đồng hồ hoặc ngày đã gõ')
  await check_admission(unit, admission, admitted_at)
  const id = new_id()
  if (admission.bed) await take_bed(unit, admission.bed, id, admitted_at)
  const { year } = local_parts(admitted_at)
  const number = await take_number(unit.sql, unit.caller.facility, numbering[admission.kind].series, String(year))
  const admission_number = format_stay_number(year, number)
  const ma_yt = format_ma_yt(unit.caller.facility, year, number)
  await unit.create(encounter_of(admission, id, admitted_at, admission_number, ma_yt))
  const stay = { id, patient: admission.patient }
  if (admission.referral_diagnosis) await put_diagnoses(unit, stay, 'referral', [admission.referral_diagnosis])
  if (admission.emergency_diagnosis) await put_diagnoses(unit, stay, 'emergency', [admission.emergency_diagnosis])
  if (admission.admission_diagnosis) await put_diagnoses(unit, stay, 'admission', [admission.admission_diagnosis])
  return { encounter: id, patient: admission.patient, admission_number, ma_yt }
}
