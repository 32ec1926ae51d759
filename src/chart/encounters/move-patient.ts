import { fail } from '../../base/outcome/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import { validate_diagnosis } from '../../platform/terminology/index.ts'
import {
  code_system,
  extension_url,
  list_of,
  object_of,
  put_extension,
  type Resource,
} from '../../standards/fhir/index.ts'
import { leave_bed, take_bed } from './beds.ts'
import type { Discharge, Transfer } from './contract.ts'
import { put_diagnoses } from './diagnosis.ts'
import { check_diagnosis_shape, check_not_future, check_one_of, to_date_time } from './local-input.ts'
import { coded, department_stay_extension, to_stay, type Stay } from './stay.ts'

type Open = { encounter: Resource; stay: Stay; version: number }

const get_open_stay = async (unit: Unit, id: string): Promise<Open> => {
  const stored = await unit.get('Encounter', id)
  const encounter = resource_of(stored)
  const stay = to_stay(encounter)
  if (stay.status !== 'in-progress') throw fail.rule('Đợt điều trị này đã kết thúc')
  return { encounter, stay, version: stored.version }
}

const last_moment = (stay: Stay): string => stay.departments.at(-1)?.from ?? stay.admitted_at

const is_before = (one: string, other: string): boolean => new Date(one).getTime() < new Date(other).getTime()

const put_department_stays = (encounter: Resource, stays: Stay['departments']): void => {
  const others = list_of(encounter['extension']).filter(
    (extension) => extension['url'] !== extension_url.department_stay,
  )
  encounter['extension'] = [...others, ...stays.map(department_stay_extension)]
}

const close_locations = (encounter: Resource, at: string): Record<string, unknown>[] =>
  list_of(encounter['location']).map((location) =>
    location['status'] === 'active'
      ? { ...location, status: 'completed', period: { ...object_of(location['period']), end: at } }
      : location,
  )

/** Moves a stay to another department and bed, or to another bed of the same department. */
export const transfer_patient = (
  store: Store,
  caller: Caller,
  id: string,
  transfer: Transfer,
): Promise<{ version: number }> => {
  demand(caller, 'stay.transfer')
  const at = to_date_time(transfer.at, 'at')
  check_not_future(at, 'at', 'Giờ chuyển ở tương lai')
  return store.unit(caller, async (unit) => {
    const { encounter, stay, version } = await get_open_stay(unit, id)
    if (is_before(at, last_moment(stay))) throw fail.value('Giờ chuyển khoa trước lần vào khoa gần nhất', 'at')
    if (!(await unit.find('Organization', transfer.department))) throw fail.value('Không có khoa này', 'department')
    await leave_bed(unit, id)
    if (transfer.bed) await take_bed(unit, transfer.bed, id, at)
    const location = close_locations(encounter, at)
    if (transfer.bed)
      location.push({ location: { reference: `Location/${transfer.bed}` }, status: 'active', period: { start: at } })
    if (location.length > 0) encounter['location'] = location
    if (transfer.department !== stay.department) {
      const stays = stay.departments.map((one, i) => (i === stay.departments.length - 1 ? { ...one, to: at } : one))
      put_department_stays(encounter, [...stays, { department: transfer.department, from: at }])
      encounter['serviceProvider'] = { reference: `Organization/${transfer.department}` }
    }
    return { version: (await unit.update(encounter, { if_match: version })).version }
  })
}

const check_codes = async (unit: Unit, discharge: Discharge, on_date: string): Promise<void> => {
  const wanted = [
    { ...discharge.main, use: 'main' as const },
    ...discharge.comorbid.map((one) => ({ ...one, use: 'comorbid' as const })),
  ]
  for (const diagnosis of wanted) {
    if (!diagnosis.code) continue
    const issues = await validate_diagnosis(unit.sql, { code: diagnosis.code, on_date, use: diagnosis.use })
    const refusals = issues.filter((issue) => issue.severity === 'error')
    const named = refusals.map((issue) => ({ ...issue, expression: diagnosis.use }))
    if (named.length > 0) throw fail.many(422, named)
  }
}

/** Kinds 1–5 and results 1–5 as the paper numbers them. */
const boxes = ['1', '2', '3', '4', '5']

const check_discharge = (discharge: Discharge): void => {
  check_one_of(discharge.kind, boxes, 'kind', 'Chưa chọn hình thức ra viện')
  check_one_of(discharge.result, boxes, 'result', 'Chưa chọn kết quả điều trị')
  if (!discharge.main?.text) throw fail.value('Thiếu chẩn đoán ra viện (bệnh chính)', 'main')
  check_diagnosis_shape(discharge.main, 'main')
  if (!Array.isArray(discharge.comorbid)) throw fail.value('Bệnh kèm theo phải là một danh sách', 'comorbid')
  for (const one of discharge.comorbid) check_diagnosis_shape(one, 'comorbid')
}

/** Ends a stay with its outcome. @throws 422 when it would end before it began, or the main code may not be one */
export const discharge_patient = (
  store: Store,
  caller: Caller,
  id: string,
  discharge: Discharge,
): Promise<{ version: number }> => {
  demand(caller, 'stay.discharge')
  const at = to_date_time(discharge.at, 'at')
  check_not_future(at, 'at', 'Giờ ra viện ở tương lai')
  check_discharge(discharge)
  return store.unit(caller, async (unit) => {
    const { encounter, stay, version } = await get_open_stay(unit, id)
    if (is_before(at, stay.admitted_at)) throw fail.value('Giờ ra viện trước giờ vào viện', 'at')
    if (is_before(at, last_moment(stay))) throw fail.value('Giờ ra viện trước giờ vào khoa gần nhất', 'at')
    await check_codes(unit, discharge, at.slice(0, 10))
    await leave_bed(unit, id)
    const location = close_locations(encounter, at)
    if (location.length > 0) encounter['location'] = location
    put_department_stays(
      encounter,
      stay.departments.map((one, i) => (i === stay.departments.length - 1 ? { ...one, to: at } : one)),
    )
    put_extension(encounter, extension_url.treatment_result, {
      valueCoding: coded(code_system.treatment_result, discharge.result),
    })
    encounter['status'] = 'finished'
    encounter['period'] = { ...object_of(encounter['period']), end: at }
    encounter['hospitalization'] = {
      ...object_of(encounter['hospitalization']),
      dischargeDisposition: { coding: [coded(code_system.discharge_kind, discharge.kind)] },
    }
    await put_diagnoses(unit, stay, 'discharge', [discharge.main])
    await put_diagnoses(unit, stay, 'discharge-comorbid', discharge.comorbid)
    return { version: (await unit.update(encounter, { if_match: version })).version }
  })
}
