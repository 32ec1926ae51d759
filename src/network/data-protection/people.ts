import { fail } from '../../base/outcome/index.ts'
import { read_many, resource_of, search_all, type Unit } from '../../platform/records/index.ts'
import { identifier_system, list_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import type { FoundPerson } from './contract.ts'

const name_of = (patient: Resource): string => {
  const [first] = list_of(patient['name'])
  return text_of(first?.['text']) ?? ''
}

export const phone_of = (patient: Resource): string =>
  text_of(list_of(patient['telecom']).find((one) => one['system'] === 'phone')?.['value']) ?? ''

export const to_person = (patient: Resource): FoundPerson => ({
  patient: patient.id ?? '',
  name: name_of(patient),
  birth_date: text_of(patient['birthDate']) ?? '',
})

/** Who a chart is of: name and birth, nothing else. @throws 404 */
export const get_person = async (unit: Unit, patient: string): Promise<FoundPerson> =>
  to_person(resource_of(await unit.get('Patient', patient)))

/**
 * The one person with this whole number (12 digits of the personal ID, or the chart's code): somebody who names herself is
 * found, nobody is looked through.
 * @throws 404 nobody, 409 several charts
 */
export const find_by_number = async (unit: Unit, number: string): Promise<FoundPerson> => {
  const systems = [identifier_system.cccd, identifier_system.patient_code]
  const identifier = systems.map((system) => `${system}|${number}`).join(',')
  const found = await search_all(unit, 'Patient', { identifier })
  const standing = found.map(resource_of).filter((one) => one['active'] !== false)
  if (standing.length > 1) throw fail.conflict('Số này đang ghi ở nhiều hồ sơ; phòng lưu trữ gộp hồ sơ trước')
  if (!standing[0]) throw fail.not_found('Cơ sở không có hồ sơ mang số này')
  return to_person(standing[0])
}

/** What the people behind charts are called; a chart that is gone has no name here. */
export const names_of_patients = async (
  { sql, caller }: Unit,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const refs = [...new Set(ids)].map((id) => `Patient/${id}`)
  const stored = refs.length === 0 ? [] : await read_many(sql, caller.facility, refs)
  return new Map(stored.map((one) => [one.id, to_person(resource_of(one)).name]))
}
