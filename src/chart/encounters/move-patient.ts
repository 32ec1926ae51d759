import { fail } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import {
  code_system,
  extension_url,
  list_of,
  object_of,
  put_extension,
  type Resource,
} from '../../standards/fhir/index.ts'
import { leave_bed, take_bed } from './beds.ts'
import type { Discharge, Discharged, Transfer } from './contract.ts'
import { put_diagnoses } from './diagnosis.ts'
import { died_result } from './death.ts'
import { judge_diagnoses } from './judge-diagnoses.ts'
import { check_not_future, to_date_time } from './local-input.ts'
import { demand_open_department } from './open-places.ts'
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
    await demand_open_department(unit, transfer.department)
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

/** Codes are judged by the list in force on the day the stay ends (TT 06/2026). */
const judge_discharge = async (unit: Unit, stay: Stay, discharge: Discharge, on_date: string) => {
  if (discharge.main.text.trim() === '') throw fail.value('Thiếu chẩn đoán ra viện (bệnh chính)', 'main.text')
  if (discharge.main.code.trim() === '')
    throw fail.value('Chẩn đoán ra viện (bệnh chính) cần mã ICD-10, kể cả khi chỉ là mã triệu chứng', 'main.code')
  const person = resource_of(await unit.get('Patient', stay.patient))
  const { diagnoses: all, warnings } = await judge_diagnoses(unit, person, on_date, [
    { said: discharge.main, use: 'main', place: 'main' },
    ...discharge.comorbid.map((said, i) => ({ said, use: 'comorbid' as const, place: `comorbid[${i}]` })),
  ])
  return { main: all.slice(0, 1), comorbid: all.slice(1), warnings }
}

/** The hour of death, where one was said. @throws 422 of a person who did not die, after the stay, on a day before it */
const read_death = (stay: Stay, { died_at, result }: Discharge, at: string): string | undefined => {
  if (died_at === undefined) return undefined
  const died = to_date_time(died_at, 'died_at')
  if (result !== died_result) throw fail.value('Giờ tử vong chỉ ghi khi kết quả điều trị là tử vong', 'died_at')
  if (is_before(at, died)) throw fail.value('Giờ tử vong sau giờ ra viện', 'died_at')
  // Brought in dead, she died earlier that day; a day before is a slip of the hand.
  if (died.slice(0, 10) < local_date(stay.admitted_at)) throw fail.value('Ngày tử vong trước ngày vào viện', 'died_at')
  return died
}

/** Ends a stay with its outcome. @throws 422 when it would end before it began, or the main code may not be one */
export const discharge_patient = (
  store: Store,
  caller: Caller,
  id: string,
  discharge: Discharge,
): Promise<Discharged> => {
  demand(caller, 'stay.discharge')
  const at = to_date_time(discharge.at, 'at')
  check_not_future(at, 'at', 'Giờ ra viện ở tương lai')
  return store.unit(caller, async (unit) => {
    const { encounter, stay, version } = await get_open_stay(unit, id)
    if (is_before(at, stay.admitted_at)) throw fail.value('Giờ ra viện trước giờ vào viện', 'at')
    if (is_before(at, last_moment(stay))) throw fail.value('Giờ ra viện trước giờ vào khoa gần nhất', 'at')
    const died_at = read_death(stay, discharge, at)
    const { main, comorbid, warnings } = await judge_discharge(unit, stay, discharge, at.slice(0, 10))
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
    if (died_at !== undefined) put_extension(encounter, extension_url.died_at, { valueDateTime: died_at })
    encounter['status'] = 'finished'
    encounter['period'] = { ...object_of(encounter['period']), end: at }
    encounter['hospitalization'] = {
      ...object_of(encounter['hospitalization']),
      dischargeDisposition: { coding: [coded(code_system.discharge_kind, discharge.kind)] },
    }
    await put_diagnoses(unit, stay, 'discharge', main)
    await put_diagnoses(unit, stay, 'discharge-comorbid', comorbid)
    return { version: (await unit.update(encounter, { if_match: version })).version, warnings }
  })
}
