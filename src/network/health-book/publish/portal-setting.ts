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
import type { Store, Unit } from '../../../platform/records/index.ts'
import type { PortalSet, PortalView, PortalWish } from '../contract.ts'
import { note_contact, type OpenPortal } from './national.ts'
import { default_path, profile_of_portal, type PortalSettings } from './portal.ts'

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

const count_states = async (unit: Unit): Promise<Pick<PortalView, 'waiting' | 'sent' | 'refused'>> => {
  const { rows } = await unit.sql.query<{ state: string; count: number }>(
    `SELECT national_state AS state, count(*)::integer AS count FROM health_book.publication
     WHERE facility = $1 AND national_state <> 'none' GROUP BY 1`,
    [unit.caller.facility],
  )
  const of = (state: string): number => rows.find((row) => row.state === state)?.count ?? 0
  return { waiting: of('waiting'), sent: of('sent'), refused: of('failed') }
}

const refusals_shown = 10

/** No name and no diagnosis: who keeps the connection does not read records. */
const list_refusals = async (unit: Unit): Promise<PortalView['refusals']> => {
  const { rows } = await unit.sql.query<{ title: string; ended_at: Date; reason: string }>(
    `SELECT title, ended_at, national_reason AS reason FROM health_book.publication
     WHERE facility = $1 AND national_state = 'failed' ORDER BY ended_at DESC LIMIT ${refusals_shown}`,
    [unit.caller.facility],
  )
  return rows.map((row) => ({ ...row, ended_at: local_time(row.ended_at) }))
}

const moment = (at: Date | null | undefined): string => (at ? local_time(at) : '')

const today = (): string => local_date(new Date())

const to_set = (settings: PortalSettings): PortalSet => ({
  ...{ path: settings.path ?? default_path, base_url: settings.base_url, username: settings.username },
  profile: profile_of_portal(settings),
})

/** The door to the national portal, and what went through it. */
export const view_portal = (store: Store, caller: Caller, open: OpenPortal): Promise<PortalView> => {
  demand(caller, 'exchange.manage')
  return store.unit(caller, async (unit) => {
    const row = await find_row(unit)
    const portal = row?.portal ? endpoint_in_force(row.portal, today()) : undefined
    const next = row?.portal ? endpoint_coming(row.portal, today()) : undefined
    return {
      portal: portal ? to_set(portal) : null,
      coming: next ? { ...to_set(next.settings), valid_from: next.valid_from } : null,
      has_password: portal ? open(caller.facility, portal) !== undefined : false,
      ...{ tried_at: moment(row?.portal_tried_at), ok_at: moment(row?.portal_ok_at), problem: row?.portal_error ?? '' },
      ...(await count_states(unit)),
      refusals: await list_refusals(unit),
    }
  })
}

const read_path = (text: string | undefined): string => {
  const path = text?.trim() || default_path
  if (!/^\/[\w./~-]*$/.test(path) || path.startsWith('//') || path.includes('..'))
    throw fail.value('Đường dẫn phải bắt đầu bằng “/”, ví dụ /api/so-suc-khoe/nhan', 'path')
  return path
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
    path: read_path(wish.path),
    username,
    profile: wish.profile ?? profile_of_address(wish.base_url),
  }
  return store.unit(caller, async (unit) => {
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
    await unit.sql.query(
      "UPDATE health_book.publication SET national_next_at = now() WHERE facility = $1 AND national_state = 'waiting'",
      [caller.facility],
    )
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

/** What the portal refused is sent again, as it was signed. @returns how many */
export const send_refused_again = (store: Store, caller: Caller): Promise<number> => {
  demand(caller, 'exchange.manage')
  return store.unit(caller, async (unit) => {
    const { row_count } = await unit.sql.query(
      `UPDATE health_book.publication SET national_state = 'waiting', national_next_at = now(), national_tries = 0
       WHERE facility = $1 AND national_state = 'failed'`,
      [caller.facility],
    )
    if (row_count > 0) note(unit, `gửi lại ${row_count} sổ bị cổng từ chối`)
    return row_count
  })
}
