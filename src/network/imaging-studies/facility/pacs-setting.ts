import { fail } from '../../../base/outcome/index.ts'
import { group, one_of, optional, text } from '../../../base/shapes/index.ts'
import { local_time } from '../../../base/time/index.ts'
import { demand } from '../../../platform/access/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import {
  endpoint_profiles,
  profile_of_address,
  read_outside_address,
  type EndpointProfile,
} from '../../../platform/http/index.ts'
import { demand_known_host } from '../../../platform/privacy/index.ts'
import type { Store, Unit } from '../../../platform/records/index.ts'
import type { PacsView, PacsWish } from '../contract.ts'
import type { OpenPacs, Pacs, PacsSettings } from './pacs-client.ts'

export const pacs_shape = group<PacsWish>('PACS', {
  base_url: text('địa chỉ', 500),
  username: text('tên kết nối', 100),
  viewer: text('trang xem ảnh', 500),
  profile: optional(one_of('hồ sơ kết nối', endpoint_profiles)),
})

type Row = PacsSettings & { profile: EndpointProfile | null } & {
  tried_at: Date | null
  ok_at: Date | null
  problem: string
}

const find_row = async (sql: Sql, facility: string): Promise<Row | undefined> =>
  (
    await sql.query<Row>(
      'SELECT base_url, username, viewer, profile, tried_at, ok_at, problem FROM imaging.pacs WHERE facility = $1',
      [facility],
    )
  ).rows[0]

export const find_settings: (sql: Sql, facility: string) => Promise<PacsSettings | undefined> = find_row

/** The same for who is about to ask it. @throws 422 where its host is not one that pictures and questions may go to */
export const find_askable: typeof find_settings = async (sql, facility) => {
  const settings = await find_settings(sql, facility)
  if (settings) await demand_known_host(sql, facility, settings.base_url)
  return settings
}

const unset = 'Cơ sở chưa khai PACS; quản trị (IT) khai ở Liên thông › Cài đặt'
const without_password =
  'Máy chủ chưa giữ mật khẩu PACS của cơ sở; quản trị máy chủ đặt PACS_PASSWORDS rồi khởi động lại'

/** Why pictures cannot be had here; '' where they can. */
export const hindrance_of = (open: OpenPacs, facility: string, settings: PacsSettings | undefined): string => {
  if (!settings) return unset
  return open(facility, settings) ? '' : without_password
}

/** @throws 422 where none is set, or the server lacks its password */
export const get_pacs = (open: OpenPacs, facility: string, settings: PacsSettings | undefined): Pacs => {
  const pacs = settings && open(facility, settings)
  if (!pacs) throw fail.rule(hindrance_of(open, facility, settings))
  return pacs
}

const moment = (at: Date | null | undefined): string => (at ? local_time(at) : '')

/** The house's PACS and what went through it; no patient. */
export const view_pacs = (store: Store, caller: Caller, open: OpenPacs): Promise<PacsView> => {
  demand(caller, 'exchange.manage')
  const { facility } = caller
  return store.unit(caller, async ({ sql }) => {
    const row = await find_row(sql, facility)
    const { rows } = await sql.query<Pick<PacsView, 'published' | 'given' | 'fetched'>>(
      `SELECT (SELECT count(DISTINCT study) FROM imaging.published WHERE facility = $1)::integer AS published,
         (SELECT count(*) FROM imaging.disclosure WHERE facility = $1)::integer AS given,
         (SELECT count(*) FROM imaging.fetched WHERE facility = $1 AND state = 'stored')::integer AS fetched`,
      [facility],
    )
    return {
      pacs: row
        ? {
            ...{ base_url: row.base_url, username: row.username, viewer: row.viewer },
            profile: row.profile ?? profile_of_address(row.base_url),
          }
        : null,
      has_password: row ? open(facility, row) !== undefined : false,
      ...{ tried_at: moment(row?.tried_at), ok_at: moment(row?.ok_at), problem: row?.problem ?? '' },
      ...(rows[0] ?? { published: 0, given: 0, fetched: 0 }),
    }
  })
}

const read_viewer = (given: string): string => {
  const viewer = given.trim()
  if (viewer === '') return ''
  const url = URL.parse(viewer)
  if (!url || !/^https?:$/.test(url.protocol) || !viewer.includes('{study}'))
    throw fail.value('Trang xem ảnh phải là địa chỉ https://… có chỗ {study} cho mã ca chụp', 'viewer')
  return viewer
}

const note = (unit: Unit, detail: string): void => {
  const { facility } = unit.caller
  unit.note({ action: 'U', interaction: 'pacs', type: 'Organization', ref: `Organization/${facility}`, detail })
}

export const put_pacs = (store: Store, caller: Caller, wish: PacsWish): Promise<void> => {
  demand(caller, 'exchange.manage')
  const username = wish.username.trim()
  if (username.includes(':')) throw fail.value('Tên kết nối không có dấu “:”', 'username')
  const base_url = read_outside_address(wish.base_url, 'Địa chỉ PACS', 'base_url', wish.profile, true)
  const profile = wish.profile ?? profile_of_address(base_url)
  const viewer = read_viewer(wish.viewer)
  return store.unit(caller, async (unit) => {
    await demand_known_host(unit.sql, caller.facility, base_url)
    await unit.sql.query(
      `INSERT INTO imaging.pacs (facility, base_url, username, viewer, profile) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (facility) DO UPDATE SET base_url = $2, username = $3, viewer = $4, profile = $5, tried_at = NULL,
         ok_at = NULL, problem = ''`,
      [caller.facility, base_url, username, viewer, profile],
    )
    note(unit, `đặt PACS (${profile}): ${base_url}, tên kết nối ${username || '(không)'}`)
  })
}

/** From now on reports go without pictures, and nobody is given any. */
export const remove_pacs = (store: Store, caller: Caller): Promise<void> => {
  demand(caller, 'exchange.manage')
  return store.unit(caller, async (unit) => {
    const { row_count } = await unit.sql.query('DELETE FROM imaging.pacs WHERE facility = $1', [caller.facility])
    if (row_count === 0) throw fail.not_found(unset)
    note(unit, 'ngắt PACS')
  })
}

/** Never a UID of anything: the question finds nothing, and tells whether the door opens. */
const nobody = { StudyInstanceUID: '2.25.0' }

/** Asks the PACS now, with nothing of anybody. @returns why not; '': it answers */
export const knock_pacs = async (store: Store, caller: Caller, open: OpenPacs): Promise<string> => {
  demand(caller, 'exchange.manage')
  const settings = await store.unit(caller, ({ sql }) => find_askable(sql, caller.facility))
  const pacs = get_pacs(open, caller.facility, settings)
  // Outside of any transaction: it may take a minute to answer.
  const problem = await pacs.find_studies(nobody).then(
    () => '',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  await store.unit(caller, async (unit) => {
    await unit.sql.query(
      `UPDATE imaging.pacs SET tried_at = now(), problem = $2, ok_at = CASE WHEN $2 = '' THEN now() ELSE ok_at END
       WHERE facility = $1`,
      [caller.facility, problem],
    )
    note(unit, `thử PACS: ${problem || 'thông'}`)
  })
  return problem
}
