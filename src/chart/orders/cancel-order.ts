import { fail } from '../../base/outcome/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import { id_of_reference, parse_exact, type Resource } from '../../standards/fhir/index.ts'
import type { OrdersDesk } from './contract.ts'
import { show_orders } from './open-orders.ts'
import { get_open_stay } from './open-stay.ts'
import { cancelled } from './order-resource.ts'

const reason_min = 5

const has_result = async (unit: Unit, id: string): Promise<boolean> => {
  const query = new URLSearchParams({ 'based-on': `ServiceRequest/${id}`, _count: '1' })
  return (await unit.search('DiagnosticReport', query)).entries.length > 0
}

/** @throws 403, 404, 422 without a reason, or where there is nothing left to take back */
export const cancel_order = (
  store: Store,
  caller: Caller,
  encounter: string,
  wish: { id: string; reason: string },
): Promise<OrdersDesk> => {
  demand(caller, 'record.write')
  return store.unit(caller, async (unit) => {
    await get_open_stay(unit, encounter)
    const stored = await unit.get('ServiceRequest', wish.id)
    const order = parse_exact(stored.body) as Resource
    if (id_of_reference(order['encounter']) !== encounter)
      throw fail.not_found('Chỉ định này không thuộc đợt điều trị đang mở')
    if (wish.reason.trim().length < reason_min) throw fail.value('Cần ghi lý do hủy (ít nhất vài chữ)', 'reason')
    if (order['status'] !== 'active') throw fail.rule('Chỉ định này không còn hiệu lực để hủy', 'status')
    if (await has_result(unit, wish.id)) throw fail.rule('Chỉ định này đã có kết quả; không hủy được nữa', 'status')
    await unit.update(cancelled(order, caller.actor.name, wish.reason.trim()), { if_match: stored.version })
    return show_orders(unit, encounter)
  })
}
