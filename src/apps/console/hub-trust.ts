import type { Database } from '../../platform/database/index.ts'
import { confirm_trust, list_trust_changes } from '../../network/exchange/index.ts'
import { demand_all, demand_facility, done, refused, type Desk } from './verb.ts'

/** Which houses' certificates are others than those seen first, and nobody has confirmed. */
export const show_trust = async (database: Database, values: { facility?: string }, desk: Desk): Promise<number> => {
  const { facility } = demand_all(values, ['facility'])
  await demand_facility(database, facility)
  const changes = await database.in_facility(facility, (sql) => list_trust_changes(sql, facility))
  if (changes.length === 0) desk.say('Không có chứng thư nào chờ xác nhận.')
  for (const { sender, kind, name, seen_at } of changes)
    desk.say(`${sender}: ${kind === 'seal' ? 'dấu cơ sở' : 'nhà cấp chứng thư'} ${name}, thấy ${seen_at.toISOString()}`)
  return changes.length === 0 ? done : refused
}

/** Somebody asked that house by telephone, and it is so. */
export const confirm_house = async (
  database: Database,
  values: { facility?: string; house?: string },
  desk: Desk,
): Promise<number> => {
  const { facility, house } = demand_all(values, ['facility', 'house'])
  await demand_facility(database, facility)
  const names = await database.in_facility(facility, (sql) => confirm_trust(sql, facility, house, 'Bảng lệnh'))
  desk.say(
    names.length === 0 ? `Không có chứng thư nào của ${house} chờ xác nhận.` : `Đã xác nhận: ${names.join('; ')}`,
  )
  return names.length === 0 ? refused : done
}
