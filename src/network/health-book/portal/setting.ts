import { fail } from '../../../base/outcome/index.ts'
import { format_date, local_date, local_time } from '../../../base/time/index.ts'
import { demand } from '../../../platform/access/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import {
  endpoint_coming,
  endpoint_in_force,
  profile_of_address,
  put_dated_endpoint,
  read_outside_address,
  type Dated,
} from '../../../platform/http/index.ts'
import { demand_known_host } from '../../../platform/privacy/index.ts'
import type { Store, Unit } from '../../../platform/records/index.ts'
import type { NationalFault, PortalSet, PortalView, PortalWish } from '../contract.ts'
import { signature_profile } from '../../../standards/bhyt-exchange/index.ts'
import { default_path, default_token_path, profile_of_portal, type PortalSettings } from './gateway.ts'
import { find_clock } from './national-line.ts'
import { note_contact, type OpenPortal } from './send-national.ts'

type Row = {
  portal: Dated<PortalSettings> | null
  portal_tried_at: Date | null
  portal_ok_at: Date | null
  portal_error: string
}

const find_row = async (unit: Unit): Promise<Row | undefined> =>
  (
    await unit.sql.query<Row>(
      'SELECT portal, portal_tried_at, portal_ok_at, portal_error FROM health_book.setting WHERE facility = $1',
      [unit.caller.facility],
    )
  ).rows[0]

type Counts = Pick<PortalView, 'waiting' | 'sent' | 'refused' | 'unknown' | 'late'>

const count_states = async (unit: Unit, due_h: number): Promise<Counts> => {
  const { rows } = await unit.sql.query<{ state: string; count: number; late: number }>(
    `SELECT national_state AS state, count(*)::integer AS count,
       count(*) FILTER (WHERE ended_at < now() - make_interval(hours => $2))::integer AS late
     FROM health_book.publication WHERE facility = $1 AND kind = 'health-book' AND state NOT IN ('withheld', 'none') GROUP BY 1`,
    [unit.caller.facility, due_h],
  )
  const of = (...states: string[]): number =>
    rows.filter(({ state }) => states.includes(state)).reduce((sum, { count }) => sum + count, 0)
  const late = rows.filter(({ state }) => state !== 'sent').reduce((sum, row) => sum + row.late, 0)
  return { waiting: of('waiting', 'none'), sent: of('sent'), refused: of('failed'), unknown: of('unknown'), late }
}

const refusals_shown = 10

/** No name, no diagnosis, no value: who keeps the connection does not read records. Of our own faults the fields' names. */
const list_refusals = async (unit: Unit): Promise<PortalView['refusals']> => {
  const { rows } = await unit.sql.query<{ title: string; ended_at: Date; reason: string; faults: NationalFault[] }>(
    `SELECT title, ended_at, national_reason AS reason, national_faults AS faults FROM health_book.publication
     WHERE facility = $1 AND national_state = 'failed' ORDER BY ended_at DESC LIMIT ${refusals_shown}`,
    [unit.caller.facility],
  )
  return rows.map(({ title, ended_at, reason, faults }) => ({
    ...{ title, ended_at: local_time(ended_at) },
    reason: faults.length > 0 ? [...new Set(faults.map(({ label }) => label))].join(', ') : reason,
    is_own_check: faults.length > 0,
  }))
}

const moment = (at: Date | null | undefined): string => (at ? local_time(at) : '')

const today = (): string => local_date(new Date())

const defaults = {
  ...{ path: default_path, token_path: default_token_path, head_code: '', summary_for: 'all' as const },
}

/** @param due_h what holds where the settings say nothing of it */
const to_set = (settings: PortalSettings, due_h: number): PortalSet => {
  const { base_url, username, path, token_path, head_code, summary_for } = { ...defaults, ...settings }
  return {
    ...{ base_url, username, path, token_path, head_code, summary_for },
    ...{ due_h: settings.due_h ?? due_h, profile: profile_of_portal(settings) },
  }
}

/** The door to the national portal, and what went through it. */
export const view_portal = (store: Store, caller: Caller, open: OpenPortal): Promise<PortalView> => {
  demand(caller, 'exchange.manage')
  return store.unit(caller, async (unit) => {
    const row = await find_row(unit)
    const portal = row?.portal ? endpoint_in_force(row.portal, today()) : undefined
    const next = row?.portal ? endpoint_coming(row.portal, today()) : undefined
    const { due_h, source } = await find_clock(unit)
    return {
      portal: portal ? to_set(portal, due_h) : null,
      coming: next ? { ...to_set(next.settings, due_h), valid_from: next.valid_from } : null,
      has_password: portal ? open(caller.facility, portal) !== undefined : false,
      ...{ tried_at: moment(row?.portal_tried_at), ok_at: moment(row?.portal_ok_at), problem: row?.portal_error ?? '' },
      ...(await count_states(unit, due_h)),
      refusals: await list_refusals(unit),
      due_source: source,
      signature: `${signature_profile.method}. ${signature_profile.prove}`,
    }
  })
}

const read_path = (text: string | undefined, name: string, otherwise: string): string => {
  const path = text?.trim() || otherwise
  if (!/^\/[\w./~-]*$/.test(path) || path.startsWith('//') || path.includes('..'))
    throw fail.value(`Đường dẫn phải bắt đầu bằng “/”, ví dụ ${otherwise}`, name)
  return path
}

const hours_max = 720

const read_hours = (hours: number | undefined): { due_h?: number } => {
  if (hours === undefined) return {}
  if (hours < 1 || hours > hours_max) throw fail.value(`Hạn gửi từ 1 đến ${hours_max} giờ`, 'due_h')
  return { due_h: hours }
}

/** How the tables are filled may have changed: what the portal has not taken is made anew, and what never went goes. */
const make_untaken_again = async (unit: Unit): Promise<void> => {
  await unit.sql.query(
    `UPDATE health_book.publication SET state = 'due', round = round + 1, tries = 0, next_at = now(), national_digest = NULL
     WHERE facility = $1 AND kind = 'health-book' AND state = 'posted' AND national_state <> 'sent'`,
    [unit.caller.facility],
  )
}

const note = (unit: Unit, detail: string): void => {
  const { facility } = unit.caller
  unit.note({ action: 'U', interaction: 'portal', type: 'Organization', ref: `Organization/${facility}`, detail })
}

/** Sets or changes the way to the portal; what waits goes the new way at once. */
export const put_portal = (store: Store, caller: Caller, wish: PortalWish): Promise<void> => {
  demand(caller, 'exchange.manage')
  const username = wish.username.trim()
  if (username === '' || username.includes(':'))
    throw fail.value('Tên kết nối không được trống, không có dấu “:”', 'username')
  const portal: PortalSettings = {
    base_url: read_outside_address(wish.base_url, 'Địa chỉ cổng', 'base_url', wish.profile),
    path: read_path(wish.path, 'path', default_path),
    token_path: read_path(wish.token_path, 'token_path', default_token_path),
    username,
    profile: wish.profile ?? profile_of_address(wish.base_url),
    head_code: wish.head_code?.trim() ?? '',
    summary_for: wish.summary_for ?? 'all',
    ...read_hours(wish.due_h),
  }
  return store.unit(caller, async (unit) => {
    await demand_known_host(unit.sql, caller.facility, portal.base_url)
    await unit.sql.query(
      `INSERT INTO health_book.setting (facility, portal) VALUES ($1, $2)
       ON CONFLICT (facility) DO UPDATE SET portal = $2, portal_tried_at = NULL, portal_ok_at = NULL, portal_error = ''`,
      [
        caller.facility,
        JSON.stringify(
          put_dated_endpoint((await find_row(unit))?.portal ?? undefined, portal, wish.valid_from, today()),
        ),
      ],
    )
    await make_untaken_again(unit)
    const from = wish.valid_from === undefined ? '' : `, từ ${format_date(wish.valid_from)}`
    note(
      unit,
      `đặt cổng sổ sức khỏe (${portal.profile}): ${portal.base_url}${portal.path}, tên kết nối ${username}${from}`,
    )
  })
}

/** From now on nothing is sent; what waits goes on waiting. */
export const remove_portal = (store: Store, caller: Caller): Promise<void> => {
  demand(caller, 'exchange.manage')
  return store.unit(caller, async (unit) => {
    const { row_count } = await unit.sql.query(
      'UPDATE health_book.setting SET portal = NULL WHERE facility = $1 AND portal IS NOT NULL',
      [caller.facility],
    )
    if (row_count === 0) throw fail.not_found('Cơ sở chưa nối với cổng sổ sức khỏe')
    note(unit, 'ngắt cổng sổ sức khỏe')
  })
}

/** Asks the portal now whether it knows us, with nothing of anybody. @returns why not; '': it does */
export const knock_portal = async (store: Store, caller: Caller, open: OpenPortal): Promise<string> => {
  demand(caller, 'exchange.manage')
  const stored = (await store.unit(caller, find_row))?.portal
  if (!stored) throw fail.not_found('Cơ sở chưa nối với cổng sổ sức khỏe')
  const portal = open(caller.facility, endpoint_in_force(stored, today()))
  if (!portal)
    throw fail.rule(
      'Máy chủ chưa giữ mật khẩu kết nối của cơ sở; quản trị máy chủ đặt HEALTH_PORTAL_PASSWORDS rồi khởi động lại',
    )
  // Outside of any transaction: the portal may take half a minute to answer.
  const problem = await portal.knock()
  await store.unit(caller, async (unit) => {
    await note_contact(unit.sql, caller.facility, problem)
    note(unit, `thử cổng sổ sức khỏe: ${problem || 'thông'}`)
  })
  return problem
}

/** What was refused, or left without an answer, is made again as the record says it now, and sent. @returns how many */
export const send_refused_again = (store: Store, caller: Caller): Promise<number> => {
  demand(caller, 'exchange.manage')
  return store.unit(caller, async (unit) => {
    const { row_count } = await unit.sql.query(
      `UPDATE health_book.publication SET state = 'due', round = round + 1, tries = 0, next_at = now(), national_digest = NULL
       WHERE facility = $1 AND kind = 'health-book' AND state <> 'withheld' AND national_state IN ('failed', 'unknown')`,
      [caller.facility],
    )
    if (row_count > 0) note(unit, `gửi lại ${row_count} sổ bị cổng từ chối`)
    return row_count
  })
}
