import { fail, type Failure } from '../../../base/outcome/index.ts'
import { local_time } from '../../../base/time/index.ts'
import { demand, find_facility } from '../../../platform/access/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Database, Sql } from '../../../platform/database/index.ts'
import { profile_of_address, read_outside_address } from '../../../platform/http/index.ts'
import { demand_known_host, refuse_host } from '../../../platform/privacy/index.ts'
import { new_id, type Store, type Unit } from '../../../platform/records/index.ts'
import type { SmsSettings, SmsView } from '../contract.ts'
import type { OtpSender } from '../timeline/otp.ts'
import { read_phone } from '../timeline/send-code.ts'
import type { SmsGateway } from './sms.ts'
import { demand_template } from './template.ts'

/** How a house's gateway is asked; undefined: the installation holds no secret of it. */
export type OpenSms = (facility: string, settings: SmsSettings) => SmsGateway | undefined

const usual: Required<SmsSettings> = {
  ...{
    base_url: '',
    profile: 'production',
    path: '/gui-tin',
    format: 'json',
    brand: '',
    phone_form: '84',
    is_plain: true,
  },
  body: '{\n  "to": "{dien_thoai}",\n  "from": "{thuong_hieu}",\n  "text": "{noi_dung}",\n  "id": "{ma_gui}"\n}',
  ...{ authorization: 'Bearer {bi_mat}', ok_field: '', ok_value: '', receipt_field: '' },
}

type Row = { sms: SmsSettings | null; sms_tried_at: Date | null; sms_ok_at: Date | null; sms_error: string }

const find_row = async (sql: Sql, facility: string): Promise<Row | undefined> =>
  (
    await sql.query<Row>(
      'SELECT sms, sms_tried_at, sms_ok_at, sms_error FROM health_book.setting WHERE facility = $1',
      [facility],
    )
  ).rows[0]

/** The way by which messages leave the house; undefined: none. */
export const find_sms = async (sql: Sql, facility: string): Promise<SmsSettings | undefined> =>
  (await find_row(sql, facility))?.sms ?? undefined

/** What the gateway said last, for who keeps the connection. */
const note_contact = async (sql: Sql, facility: string, problem: string): Promise<void> => {
  await sql.query(
    `UPDATE health_book.setting SET sms_tried_at = now(), sms_error = $2,
       sms_ok_at = CASE WHEN $2 = '' THEN now() ELSE sms_ok_at END WHERE facility = $1`,
    [facility, problem.slice(0, 1_000)],
  )
}

const shown = (at: Date | null | undefined): string => (at ? local_time(at) : '')

/** The way to the gateway, and what it said last; no secret, no telephone number, no message. */
export const view_sms = (store: Store, caller: Caller, open: OpenSms): Promise<SmsView> => {
  demand(caller, 'exchange.manage')
  return store.unit(caller, async (unit) => {
    const row = await find_row(unit.sql, caller.facility)
    const gateway = row?.sms ?? null
    return {
      gateway: gateway && { ...gateway, profile: gateway.profile ?? profile_of_address(gateway.base_url) },
      ...{ usual, has_secret: open(caller.facility, gateway ?? usual) !== undefined },
      ...{ tried_at: shown(row?.sms_tried_at), ok_at: shown(row?.sms_ok_at), problem: row?.sms_error ?? '' },
    }
  })
}

const read_path = (typed: string): string => {
  const path = typed.trim()
  if (!/^\/[\w./~-]*$/.test(path) || path.startsWith('//') || path.includes('..'))
    throw fail.value('Đường dẫn phải bắt đầu bằng “/”, ví dụ /gui-tin', 'path')
  return path
}

const note = (unit: Unit, detail: string): void => {
  const { facility } = unit.caller
  unit.note({ action: 'U', interaction: 'sms-gateway', type: 'Organization', ref: `Organization/${facility}`, detail })
}

/** Sets or changes the way to the gateway. @throws 422 with the field */
export const put_sms = (store: Store, caller: Caller, wish: SmsSettings): Promise<void> => {
  demand(caller, 'exchange.manage')
  const sms: SmsSettings = {
    ...wish,
    ...{
      base_url: read_outside_address(wish.base_url, 'Địa chỉ kênh tin nhắn', 'base_url', wish.profile),
      profile: wish.profile ?? profile_of_address(wish.base_url),
      path: read_path(wish.path),
    },
  }
  demand_template(sms)
  return store.unit(caller, async (unit) => {
    await demand_known_host(unit.sql, caller.facility, sms.base_url)
    await unit.sql.query(
      `INSERT INTO health_book.setting (facility, sms) VALUES ($1, $2)
       ON CONFLICT (facility) DO UPDATE SET sms = $2, sms_tried_at = NULL, sms_ok_at = NULL, sms_error = ''`,
      [caller.facility, JSON.stringify(sms)],
    )
    note(unit, `đặt kênh tin nhắn (${sms.profile}): ${sms.base_url}${sms.path}`)
  })
}

/** From now on requests are confirmed on paper. */
export const remove_sms = (store: Store, caller: Caller): Promise<void> => {
  demand(caller, 'exchange.manage')
  return store.unit(caller, async (unit) => {
    const { row_count } = await unit.sql.query(
      'UPDATE health_book.setting SET sms = NULL WHERE facility = $1 AND sms IS NOT NULL',
      [caller.facility],
    )
    if (row_count === 0) throw fail.not_found('Cơ sở chưa nối kênh tin nhắn')
    note(unit, 'ngắt kênh tin nhắn')
  })
}

const no_secret =
  'Máy chủ chưa giữ bí mật của kênh tin nhắn; quản trị máy chủ đặt SMS_GATEWAY_SECRETS rồi khởi động lại'

/** Asked before each message: a line of the register of outward flows may have ended since the way was set. */
const find_refusal = async (sql: Sql, facility: string, { base_url }: SmsSettings): Promise<Failure | undefined> => {
  const refused = await refuse_host(sql, facility, base_url)
  if (refused) await note_contact(sql, facility, refused.message)
  return refused
}

/** Sends one message of nobody to the number typed. @returns why it was not taken; '': it was */
export const try_sms = async (store: Store, caller: Caller, open: OpenSms, typed: string): Promise<string> => {
  demand(caller, 'exchange.manage')
  const phone = read_phone(typed)
  const { settings, name, refused } = await store.unit(caller, async ({ sql }) => {
    const found = await find_sms(sql, caller.facility)
    return {
      settings: found,
      refused: found && (await find_refusal(sql, caller.facility, found)),
      name: (await find_facility(sql, caller.facility))?.name ?? caller.facility,
    }
  })
  if (!settings) throw fail.not_found('Cơ sở chưa nối kênh tin nhắn')
  if (refused) throw refused
  const gateway = open(caller.facility, settings)
  if (!gateway) throw fail.rule(no_secret)
  const { problem } = await gateway.send({ phone, id: new_id(), text: `Tin thử kênh tin nhắn của ${name}.` })
  await store.unit(caller, async (unit) => {
    await note_contact(unit.sql, caller.facility, problem)
    note(unit, `gửi tin thử: ${problem || 'được nhận'}`)
  })
  return problem
}

/**
 * Codes by the house's own gateway, as it is set at that moment.
 * @param otherwise for a house that has none: refused, or shown in the demonstration
 */
export const otp_by_gateway = (database: Database, open: OpenSms, otherwise: OtpSender): OtpSender => {
  const setting_of = (facility: string): Promise<SmsSettings | undefined> =>
    database.in_facility(facility, (sql) => find_sms(sql, facility))
  return {
    is_on: async (facility) => Boolean(await setting_of(facility)) || otherwise.is_on(facility),
    async send(message) {
      const { facility } = message
      const settings = await setting_of(facility)
      if (!settings) return otherwise.send(message)
      const refused = await database.in_facility(facility, (sql) => find_refusal(sql, facility, settings))
      if (refused) throw refused
      const gateway = open(facility, settings)
      if (!gateway) throw fail.rule(no_secret, 'channel')
      const { problem, receipt } = await gateway.send(message)
      await database.in_facility(facility, (sql) => note_contact(sql, facility, problem))
      if (problem !== '') throw fail.unavailable(`${problem}. Mã chưa được gửi: thử lại, hoặc lấy chữ ký trên giấy`)
      return { receipt, shows_code: false }
    },
  }
}
