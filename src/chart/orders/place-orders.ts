import { fail } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import type { OrderLineWish, OrdersDesk, OrderWish, Test } from './contract.ts'
import { show_orders } from './open-orders.ts'
import { get_open_stay } from './open-stay.ts'
import { order_resource } from './order-resource.ts'
import { take_number } from '../numbers/index.ts'
import { find_test } from './test-list.ts'

/**
 * Asked in the transaction of the order by whom the rooms above know to ask.
 * @returns what the doctor was offered instead, in words; empty: nothing was @throws 422 where a reason is wanted
 */
export type AskBefore = (unit: Unit, patient: string, test: Test, repeat_reason: string) => Promise<string[]>

const reason_min = 3

const read_line = (line: OrderLineWish): { line: OrderLineWish; test: Test } => {
  const test = find_test(line.test)
  if (!test) throw fail.value(`Danh mục của đơn vị không có dịch vụ “${line.test}”`, 'test')
  if (line.reason.trim().length < reason_min)
    throw fail.value(`${test.name}: cần ghi lý do chỉ định (chẩn đoán, điều cần tìm)`, 'reason')
  return { line, test }
}

const demand_each_once = (lines: { test: Test }[]): void => {
  const twice = lines.find(({ test }, at) => lines.findIndex((one) => one.test.code === test.code) !== at)
  if (twice) throw fail.value(`${twice.test.name} có hai lần trong một phiếu`, 'lines')
}

/** Short enough for a bar code on a tube: two digits of the year, six that run on in it. */
const take_slip_number = async ({ sql, caller }: Unit): Promise<string> => {
  const year = local_date(new Date()).slice(0, 4)
  const number = await take_number(sql, caller.facility, 'order-slip', year)
  return `${year.slice(2)}${String(number).padStart(6, '0')}`
}

/** One slip: all of its lines, or none of them. @throws 403, 404, 422 */
export const place_orders = (
  store: Store,
  caller: Caller,
  encounter: string,
  wish: OrderWish,
  ask_before: AskBefore,
): Promise<OrdersDesk> => {
  demand(caller, 'record.write')
  return store.unit(caller, async (unit) => {
    const { patient } = await get_open_stay(unit, encounter)
    if (wish.lines.length === 0) throw fail.value('Phiếu chưa có chỉ định nào', 'lines')
    const lines = wish.lines.map(read_line)
    demand_each_once(lines)
    const slip = await take_slip_number(unit)
    for (const [at, { line, test }] of lines.entries()) {
      const found = await ask_before(unit, patient, test, line.repeat_reason)
      await unit.create(
        order_resource(test, line, { patient, encounter, slip, line: at + 1, actor: caller.actor, found }),
      )
    }
    return show_orders(unit, encounter)
  })
}
