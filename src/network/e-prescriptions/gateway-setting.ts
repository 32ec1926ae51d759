import { fail } from '../../base/outcome/index.ts'
import { format_date, local_date } from '../../base/time/index.ts'
import { demand, find_facility } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import {
  endpoint_coming,
  endpoint_in_force,
  profile_of_address,
  put_dated_endpoint,
  read_outside_address,
  type EndpointProfile,
} from '../../platform/http/index.ts'
import { demand_known_host } from '../../platform/privacy/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import {
  default_connection,
  find_stored_connection,
  put_connection,
  remove_connection,
  whole_connection,
  type Connection,
  type ConnectionWish,
  type Secrets,
} from './connection.ts'
import { gateway_calls, type GatewayKnock, type GatewayPaths, type GatewayView, type GatewayWish } from './contract.ts'
import { count_outbox } from './outbox.ts'
import { list_prescribers } from './prescribers.ts'
import type { Pump } from './pump.ts'

const to_wish = ({ version: _version, timeout_ms: _timeout, ...wish }: Connection): GatewayWish => wish

/** How the house speaks to the national system, and whose codes it knows; no secret, no prescription. */
export const view_gateway = (store: Store, caller: Caller, secrets: Secrets): Promise<GatewayView> => {
  demand(caller, 'exchange.manage')
  const { facility } = caller
  const today = local_date(new Date())
  return store.unit(caller, async (unit) => {
    const stored = await find_stored_connection(unit.sql, facility)
    const connection = stored && whole_connection(endpoint_in_force(stored, today), facility)
    const next = stored && endpoint_coming(stored, today)
    const profile = connection?.profile ?? 'sandbox'
    const usual = { ...default_connection, profile, base_url: '', pharmacy_base_url: '', facility_code: facility }
    return {
      gateway: connection ? to_wish(connection) : null,
      coming: next ? { ...to_wish(whole_connection(next.settings, facility)), valid_from: next.valid_from } : null,
      usual: to_wish(usual),
      has_facility_password: secrets.facility_password(facility, profile) !== undefined,
      has_app_key: secrets.app_key(facility, profile) !== undefined,
      counts: await count_outbox(unit.sql, facility),
      prescribers: await list_prescribers(unit, secrets, profile),
    }
  })
}

const read_address = (text: string, what: string, field: string, profile: GatewayWish['profile']): string =>
  text.trim() === '' ? '' : read_outside_address(text, what, field, profile)

const read_path = (text: string, field: string): string => {
  const path = text.trim()
  if (!/^\/[\w./~-]*$/.test(path) || path.startsWith('//') || path.includes('..'))
    throw fail.value('Đường dẫn phải bắt đầu bằng “/”, ví dụ /api/v1/gui-don-thuoc', field)
  return path
}

const read_name = (text: string, what: string, field: string): string => {
  const name = text.trim()
  if (!/^[A-Za-z_]\w{0,59}$/.test(name)) throw fail.value(`${what} gồm chữ không dấu, số, dấu gạch dưới`, field)
  return name
}

/** A header value (RFC 9110 §5.5), or nothing. */
const read_app_name = (text: string): string => {
  const name = text.trim()
  if (!/^[\x20-\x7e]*$/.test(name)) throw fail.value('Tên ứng dụng (app-name) không có dấu', 'app_name')
  return name
}

const read_wish = (
  wish: GatewayWish,
  only_dispenses: boolean,
): Omit<GatewayWish, 'valid_from' | 'profile'> & { profile: EndpointProfile } => {
  const base_url = read_address(wish.base_url, 'Địa chỉ bên kê đơn', 'base_url', wish.profile)
  const pharmacy_base_url = read_address(
    wish.pharmacy_base_url,
    'Địa chỉ bên cấp thuốc',
    'pharmacy_base_url',
    wish.profile,
  )
  if (only_dispenses && pharmacy_base_url === '')
    throw fail.value('Nhà thuốc cần địa chỉ bên cấp thuốc: tra đơn và báo bán', 'pharmacy_base_url')
  if (!only_dispenses && base_url === '') throw fail.value('Cần địa chỉ bên kê đơn: nơi nhận đơn đã ký', 'base_url')
  if (wish.facility_code.trim() === '') throw fail.value('Cần mã liên thông của cơ sở', 'facility_code')
  const paths = gateway_calls.map((call) => [call, read_path(wish.paths[call], `paths.${call}`)])
  return {
    ...{
      profile: wish.profile ?? profile_of_address(base_url || pharmacy_base_url),
      base_url,
      pharmacy_base_url,
      facility_code: wish.facility_code.trim(),
      app_name: read_app_name(wish.app_name),
    },
    password_field: read_name(wish.password_field, 'Tên trường mật khẩu', 'password_field'),
    token_field: read_name(wish.token_field, 'Tên trường mã truy cập', 'token_field'),
    paths: Object.fromEntries(paths) as GatewayPaths,
    optional_fields: wish.optional_fields,
    pharmacy: {
      ...{ code: wish.pharmacy.code.trim(), name: wish.pharmacy.name.normalize('NFC').trim() },
      ...{ phone: wish.pharmacy.phone.trim(), address: wish.pharmacy.address.normalize('NFC').trim() },
    },
  }
}

const note = (unit: Unit, detail: string): void => {
  const { facility } = unit.caller
  unit.note({ action: 'U', interaction: 'e-prescription-gateway', type: 'Organization', ref: facility, detail })
}

/** Sets or changes the way; what waits goes the new way with the pump's next turn. */
export const put_gateway = (store: Store, caller: Caller, wish: GatewayWish): Promise<void> => {
  demand(caller, 'exchange.manage')
  return store.unit(caller, async (unit) => {
    const { facility } = caller
    const house = await find_facility(unit.sql, facility)
    const settings = read_wish(wish, house?.kind === 'pharmacy')
    for (const address of [settings.base_url, settings.pharmacy_base_url])
      if (address !== '') await demand_known_host(unit.sql, facility, address)
    const before = await find_stored_connection(unit.sql, facility)
    await put_connection(
      unit.sql,
      facility,
      put_dated_endpoint<ConnectionWish>(before, settings, wish.valid_from, local_date(new Date())),
    )
    const from = wish.valid_from === undefined ? '' : `, từ ${format_date(wish.valid_from)}`
    note(
      unit,
      `đặt kết nối đơn thuốc quốc gia (${settings.profile}): ${settings.base_url || '–'}, ${settings.pharmacy_base_url || '–'}${from}`,
    )
  })
}

/** From now on nothing is sent and nobody is asked; what is signed waits. */
export const remove_gateway = (store: Store, caller: Caller): Promise<void> => {
  demand(caller, 'exchange.manage')
  return store.unit(caller, async (unit) => {
    if (!(await remove_connection(unit.sql, caller.facility))) throw fail.not_found(unset)
    note(unit, 'ngắt kết nối đơn thuốc quốc gia')
  })
}

const unset = 'Cơ sở chưa nối với hệ thống đơn thuốc quốc gia'

/** Asks both sides now whether they know us, with nothing of anybody. */
export const knock_gateway = async (store: Store, caller: Caller, pump: Pump): Promise<GatewayKnock> => {
  demand(caller, 'exchange.manage')
  const gateway = await pump.gateway(caller.facility)
  if (!gateway) throw fail.not_found(unset)
  const said = await gateway.knock()
  const words = (problem: string | null): string => problem ?? 'không dùng'
  await store.unit(caller, async (unit) =>
    note(unit, `thử: kê đơn ${words(said.prescribing) || 'thông'}, cấp thuốc ${words(said.dispensing) || 'thông'}`),
  )
  return said
}
