import { fail } from '../../../base/outcome/index.ts'
import { demand } from '../../../platform/access/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import { resource_of } from '../../../platform/records/index.ts'
import { charts_of } from '../../../chart/merging/index.ts'
import { HubAway, HubForbids, HubRefuses } from '../../exchange/index.ts'
import type { BasisLine, BasisWish } from '../contract.ts'
import { end_bases, keep_basis, tell_basis, tell_ended } from './bases.ts'
import { numbers_of } from './hub-papers.ts'
import { find_hub, type BookOffice } from './office.ts'
import { get_confirmed, withdraw_request } from './requests.ts'

const reason_min = 5

const check = (wish: BasisWish): void => {
  if (wish.reason.trim().length < reason_min)
    throw fail.value('Cần ghi lý do xem (ít nhất vài chữ); lý do được lưu cùng nhật ký', 'reason')
  if (wish.basis === 'law' && !wish.law?.trim()) throw fail.value('Cần ghi điều luật làm căn cứ', 'law')
  if (wish.basis === 'patient-request' && !wish.request)
    throw fail.value('Cần yêu cầu đã được người bệnh xác nhận', 'request')
}

/** What the line says, in words for the person who asked. */
export const say_line = (error: unknown): never => {
  if (error instanceof HubAway) throw fail.unavailable(`${error.message}. Chưa mở được; hãy thử lại sau`)
  if (error instanceof HubForbids || error instanceof HubRefuses) throw fail.rule(error.message, 'hub')
  throw error
}

/** Writes down by which basis the house looks: at the hub first, then here. @throws 422, 503 when the hub is away */
export const open_basis = async (
  office: BookOffice,
  caller: Caller,
  patient: string,
  wish: BasisWish,
): Promise<BasisLine> => {
  demand(caller, 'exchange.read')
  demand(caller, 'record.read')
  check(wish)
  const { store } = office
  const { numbers, request } = await store.unit(caller, async (unit) => ({
    numbers: numbers_of(resource_of(await unit.get('Patient', patient))),
    request: wish.request ? await get_confirmed(unit, await charts_of(unit, patient), wish.request) : undefined,
  }))
  const hub = await find_hub(office, caller)
  if (!hub) throw fail.rule('Cơ sở chưa kết nối trục liên thông', 'hub')
  const written = await tell_basis(hub, caller, numbers, wish, request).catch(say_line)
  return store.unit(caller, (unit) => keep_basis(unit, patient, wish, { ...written, request }))
}

/** The hub is told at once where it can be; otherwise the publisher tells it as soon as it is back. */
const try_to_tell = async (office: BookOffice, caller: Caller): Promise<boolean> => {
  const hub = await find_hub(office, caller)
  if (!hub) return false
  try {
    await tell_ended(office.database, hub)
    return true
  } catch (error) {
    if (error instanceof HubAway || error instanceof HubForbids || error instanceof HubRefuses) return false
    throw error
  }
}

/** The visit is over, or it was a mistake. @returns whether the hub knows already */
export const close_basis = async (
  office: BookOffice,
  caller: Caller,
  patient: string,
  id: string,
): Promise<boolean> => {
  demand(caller, 'record.read')
  const count = await office.store.unit(caller, async (unit) =>
    end_bases(unit, { id, patients: await charts_of(unit, patient) }),
  )
  if (count === 0) throw fail.not_found('Không có căn cứ này, hoặc đã kết thúc')
  return try_to_tell(office, caller)
}

/** The person takes the request back: every basis by it ends with it. @returns whether the hub knows already */
export const take_back = async (
  office: BookOffice,
  caller: Caller,
  patient: string,
  wish: { id: string; reason: string },
): Promise<boolean> => {
  demand(caller, 'exchange.read')
  if (wish.reason.trim() === '') throw fail.value('Cần ghi ai rút lại, bằng cách nào', 'reason')
  await office.store.unit(caller, async (unit) => {
    const patients = await charts_of(unit, patient)
    await withdraw_request(unit, patients, wish.id, wish.reason)
    await end_bases(unit, { request: wish.id, patients })
  })
  return try_to_tell(office, caller)
}

/** For the publisher: what ended here is told. Nothing is said of a line that is away; it is tried again. */
export const tell_ended_of = async (office: BookOffice, facility: string): Promise<void> => {
  const actor = { id: 'health-book', name: 'Sổ sức khỏe điện tử', role: 'system', kind: 'system' } as const
  await try_to_tell(office, { facility, actor, purpose: 'TREAT', address: '', request_id: '' })
}
