import type { Unit } from '../../platform/records/index.ts'
import { read_many, resource_of } from '../../platform/records/index.ts'
import { format_date_time } from '../../base/time/index.ts'
import type { AccessQuestion } from './contract.ts'
import { to_csv } from './csv.ts'
import { list_reached } from './access-search.ts'
import { phone_of, to_person } from './people.ts'

const at_once = 500

const titles = ['Mã hồ sơ', 'Họ tên', 'Ngày sinh', 'Điện thoại', 'Lần đầu', 'Lần cuối', 'Số lượt', 'Loại dữ liệu']

/**
 * Whom to tell of a breach: number, name, birth and telephone of everybody the question finds, and what kinds were reached. No
 * diagnosis, no chart.
 */
export const list_affected = async (unit: Unit, question: AccessQuestion): Promise<{ csv: string; people: number }> => {
  const { sql, caller } = unit
  const reached = await list_reached(sql, caller.facility, question)
  const lines = [titles]
  for (let i = 0; i < reached.length; i += at_once) {
    const some = reached.slice(i, i + at_once)
    const stored = await read_many(
      sql,
      caller.facility,
      some.map(({ patient }) => `Patient/${patient}`),
    )
    const people = new Map(stored.map((one) => [one.id, resource_of(one)]))
    for (const { patient, first_at, last_at, events, types } of some) {
      const resource = people.get(patient)
      const person = resource && to_person(resource)
      lines.push([
        ...[patient, person?.name ?? 'không còn hồ sơ', person?.birth_date ?? '', resource ? phone_of(resource) : ''],
        ...[format_date_time(first_at.toISOString()), format_date_time(last_at.toISOString()), String(events)],
        types.join(' '),
      ])
    }
  }
  return { csv: to_csv(lines), people: reached.length }
}
