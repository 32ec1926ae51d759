import { fail } from '../../base/outcome/index.ts'
import { resource_of, type Unit } from '../../platform/records/index.ts'
import { to_stay, type Stay } from '../encounters/index.ts'

export const is_open = (stay: Stay): boolean => stay.discharged_at === undefined

/** @throws 404; 422 where the stay has ended */
export const get_open_stay = async (unit: Unit, encounter: string): Promise<Stay> => {
  const stay = to_stay(resource_of(await unit.get('Encounter', encounter)))
  if (!is_open(stay))
    throw fail.rule('Đợt điều trị đã kết thúc; không chỉ định thêm và không hủy chỉ định được', 'encounter')
  return stay
}
