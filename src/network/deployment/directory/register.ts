import { check_gln } from '../../../base/identity-numbers/index.ts'
import { fail } from '../../../base/outcome/index.ts'
import { any_of, day, group, keyed, list, nothing, number, one_of, read_shape } from '../../../base/shapes/index.ts'
import { text, when_absent, yes_or_no } from '../../../base/shapes/index.ts'
import { format_date, shift_days } from '../../../base/time/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { FacilityCard, FacilityState } from '../contract.ts'
import { find_directory_facility, name_on, rename_directory_facility } from '../../membership/index.ts'
import { note } from '../scope.ts'
import { areas_on, list_areas } from './areas.ts'

export type NewState = Omit<FacilityState, 'recorded_by' | 'recorded_at'>
export type StateWish = NewState & { name: string; is_past: boolean }
export const facility_sorts = [
  'general',
  'specialised',
  'traditional',
  'centre',
  'polyclinic',
  'station',
  'other',
] as const
export const ownerships = ['public', 'private', 'other'] as const

const text_or_none = (label: string, length_max: number) =>
  any_of(label, 'chữ hoặc trống', [text(label, length_max), nothing])

const shape = group<StateWish>('thông tin cơ sở', {
  name: when_absent(text('tên cơ sở', 200), ''),
  is_past: when_absent(yes_or_no('ghi vào quá khứ'), false),
  from_day: day('có hiệu lực từ ngày'),
  level: text_or_none('cấp chuyên môn kỹ thuật', 20),
  rank: text_or_none('hạng', 20),
  beds: any_of('số giường', 'số hoặc trống', [number('số giường', 0, 20_000), nothing]),
  ownership: one_of('sở hữu', ownerships),
  sort: one_of('loại hình', facility_sorts),
  area: text_or_none('địa bàn', 40),
  codes: keyed('mã', text('mã', 60)),
  contacts: list(
    'liên hệ',
    group<NewState['contacts'][number]>('liên hệ', {
      name: text('họ tên', 100),
      role: when_absent(text('chức vụ', 100), ''),
      phone: when_absent(text('điện thoại', 20), ''),
      email: when_absent(text('thư điện tử', 100), ''),
    }),
    20,
  ),
  source: text('căn cứ', 300),
})

export const read_state = (value: unknown): StateWish => {
  const state = read_shape(shape, value)
  if (state.beds !== null && !Number.isInteger(state.beds)) throw fail.value('Số giường là số nguyên', 'beds')
  const { gln } = state.codes
  if (gln && !check_gln(gln).ok) throw fail.value('GLN gồm 13 chữ số với số kiểm tra đúng', 'codes.gln')
  if (state.source.trim() === '') throw fail.value('Cần ghi căn cứ: văn bản nào nói như vậy', 'source')
  return state
}

export const ahead_days_max = 366

/**
 * What is said of a day before the last one known would be hidden behind it, and is mostly a slip: it is asked back.
 * A line of the same day corrects it.
 */
const check_day = async (sql: Sql, facility: string, state: StateWish, today: string): Promise<void> => {
  if (state.from_day > shift_days(today, ahead_days_max))
    throw fail.value('Ngày có hiệu lực xa hơn một năm nữa', 'from_day')
  const { rows } = await sql.query<{ day: string }>(
    'SELECT DISTINCT from_day::text AS day FROM hub.facility_state WHERE code = $1 ORDER BY day DESC',
    [facility],
  )
  const [last] = rows
  if (state.is_past || !last || state.from_day >= last.day || rows.some(({ day: known }) => known === state.from_day))
    return
  throw fail.conflict(
    `Đã có thông tin từ ngày ${format_date(last.day)}; ngày ${format_date(state.from_day)} đứng trước ngày đó`,
  )
}

/** The Sở's word of what a facility is from that day, its name among it; places and days must be there. */
export const change_facility = async (
  sql: Sql,
  caller: Caller,
  facility: string,
  { state, today }: { state: StateWish; today: string },
): Promise<void> => {
  await check_day(sql, facility, state, today)
  if (state.area !== null && areas_on(await list_areas(sql), state.area, state.from_day).length === 0)
    throw fail.value(`Địa bàn ${state.area} không có vào ngày ${format_date(state.from_day)}`, 'area')
  const known = await find_directory_facility(sql, facility)
  const name = state.name.trim().normalize('NFC')
  if (known && name !== '' && name !== known.name) {
    await rename_directory_facility(sql, known, { name, from_day: state.from_day, today })
    await note(sql, caller, 'facility-renamed', `Organization/${facility}`, `${known.name} → ${name}`)
  }
  await put_state(sql, caller, facility, state)
}

/** What a facility is from that day; an earlier line stays, a line of the same day is corrected by a later one. */
export const put_state = async (sql: Sql, caller: Caller, facility: string, state: NewState): Promise<void> => {
  await sql.query(
    `INSERT INTO hub.facility_state (code, from_day, level, rank, beds, ownership, sort, area, codes, contacts, source, recorded_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[facility, state.from_day, state.level, state.rank, state.beds, state.ownership, state.sort, state.area],
      ...[JSON.stringify(state.codes), JSON.stringify(state.contacts), state.source, caller.actor.name],
    ],
  )
  await note(sql, caller, 'facility-state', `Organization/${facility}`, `từ ${state.from_day}`)
}

const columns = `from_day::text, level, rank, beds, ownership, sort, area, codes, contacts, source, recorded_by, recorded_at`

/** What holds of each facility on that day. */
export const states_on = async (sql: Sql, on: string): Promise<Map<string, FacilityState>> => {
  const { rows } = await sql.query<FacilityState & { code: string }>(
    `SELECT DISTINCT ON (code) code, ${columns} FROM hub.facility_state WHERE from_day <= $1
     ORDER BY code, from_day DESC, serial DESC`,
    [on],
  )
  return new Map(rows.map(({ code, ...state }) => [code, state]))
}

/** A facility with all it has been; its areas as they stood on that day. @throws 404 */
export const get_card = async (sql: Sql, code: string, on: string): Promise<FacilityCard> => {
  const found = await find_directory_facility(sql, code)
  if (!found) throw fail.not_found(`Danh bạ không có cơ sở ${code.slice(0, 20)}`)
  const { rows } = await sql.query<FacilityState>(
    `SELECT ${columns} FROM hub.facility_state WHERE code = $1 ORDER BY from_day DESC, serial DESC`,
    [code],
  )
  const area = rows.find(({ from_day }) => from_day <= on)?.area
  const areas = area ? areas_on(await list_areas(sql), area, on) : []
  return {
    ...{ code, name: found.name, gln: found.gln, names: found.names, on, name_on: name_on(found, on) },
    ...{ successor: found.successor, valid_to: found.valid_to, membership: found.membership },
    states: rows,
    areas: areas.map(({ id, kind, name }) => ({ id, kind, name })),
  }
}
