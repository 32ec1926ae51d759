import { fail } from '../../../base/outcome/index.ts'
import { day, group, one_of, optional, read_shape, text } from '../../../base/shapes/index.ts'
import type { Sql } from '../../../platform/database/index.ts'

/** A place of the country's administration, while it lasts (MON-28). `valid_to`: the first day on which it is no more. */
export type Area = {
  id: string
  kind: 'province' | 'district' | 'ward'
  name: string
  parent?: string
  valid_from: string
  valid_to?: string
  successor?: string
  source: string
}

const shape = group<Area>('địa bàn', {
  id: text('mã địa bàn', 40),
  kind: one_of('cấp', ['province', 'district', 'ward']),
  name: text('tên', 200),
  parent: optional(text('thuộc', 40)),
  valid_from: day('từ ngày'),
  valid_to: optional(day('hết ngày')),
  successor: optional(text('nhập vào', 40)),
  source: text('văn bản', 300),
})

export const read_area = (value: unknown): Area => {
  const area = read_shape(shape, value)
  if (area.valid_to !== undefined && area.valid_to <= area.valid_from)
    throw fail.value('Ngày kết thúc phải sau ngày bắt đầu', 'valid_to')
  return area
}

const is_other = (known: Area, { name, kind, parent, valid_from }: Area): boolean =>
  known.name !== name ||
  known.kind !== kind ||
  (known.parent ?? undefined) !== parent ||
  known.valid_from !== valid_from

/** @throws 409 when the id is another place's, 422 when what it names is not there or was not there in time */
const check_area = async (sql: Sql, area: Area): Promise<void> => {
  const areas = new Map((await list_areas(sql)).map((one) => [one.id, one]))
  const known = areas.get(area.id)
  if (known && is_other(known, area)) throw fail.conflict(`Mã ${area.id} là của ${known.name}`)
  if (known?.valid_to && (known.valid_to !== area.valid_to || (known.successor ?? undefined) !== area.successor))
    throw fail.conflict(`${known.name} đã hết từ ngày ${known.valid_to}; việc đã ghi không sửa được`)
  if (area.parent !== undefined && !areas.has(area.parent))
    throw fail.value(`Không có địa bàn ${area.parent}`, 'parent')
  if (area.successor === undefined) return
  if (area.valid_to === undefined) throw fail.value('Nhập vào nơi khác thì phải ghi ngày hết', 'valid_to')
  const next = areas.get(area.successor)
  if (!next || next.id === area.id) throw fail.value(`Không có địa bàn ${area.successor}`, 'successor')
  if (next.valid_from > area.valid_to || (next.valid_to && next.valid_to <= area.valid_to))
    throw fail.value(`${next.name} không có vào ngày ${area.valid_to}`, 'successor')
}

/** Makes an area, or ends one: its name and parent stay what they were. */
export const put_area = async (sql: Sql, area: Area): Promise<void> => {
  await check_area(sql, area)
  await sql.query(
    `INSERT INTO hub.area (id, kind, name, parent, valid_from, valid_to, successor, source)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (id) DO UPDATE SET valid_to = $6, successor = $7, source = $8`,
    [
      ...[area.id, area.kind, area.name, area.parent ?? null, area.valid_from, area.valid_to ?? null],
      ...[area.successor ?? null, area.source],
    ],
  )
}

export const list_areas = async (sql: Sql): Promise<Area[]> =>
  (
    await sql.query<Area>(
      `SELECT id, kind, name, parent, valid_from::text, valid_to::text, successor, source FROM hub.area ORDER BY kind, name`,
    )
  ).rows

const steps_max = 20

/** What stood in its place on that day. */
const standing = (areas: Map<string, Area>, id: string, on: string): Area | undefined => {
  let found = areas.get(id)
  for (let i = 0; i < steps_max && found?.valid_to && found.valid_to <= on && found.successor; i++)
    found = areas.get(found.successor)
  return found && found.valid_from <= on && (!found.valid_to || found.valid_to > on) ? found : undefined
}

/** From the area up to its province as they stood on that day: a report of June still says the province of June. */
export const areas_on = (all: Area[], id: string, on: string): Area[] => {
  const areas = new Map(all.map((area) => [area.id, area]))
  const path: Area[] = []
  let next: string | undefined = id
  for (let i = 0; i < steps_max && next !== undefined; i++) {
    const found: Area | undefined = standing(areas, next, on)
    // A district that ended without a successor hands on to what it lay in.
    const above: Area | undefined = found ?? areas.get(next)
    if (found && !path.includes(found)) path.push(found)
    next = above?.parent ?? undefined
  }
  return path
}

/** Places with how many facilities lie there by their latest word; the Sở's and a member's alike. */
export const show_areas = async (sql: Sql): Promise<(Area & { facilities: number })[]> => {
  const { rows } = await sql.query<{ area: string; count: number }>(
    `SELECT area, count(*) FROM (SELECT DISTINCT ON (code) area FROM hub.facility_state ORDER BY code, from_day DESC, serial DESC) AS s
     WHERE area IS NOT NULL GROUP BY area`,
  )
  const counts = new Map(rows.map(({ area, count }) => [area, count]))
  return (await list_areas(sql)).map((area) => ({ ...area, facilities: counts.get(area.id) ?? 0 }))
}
