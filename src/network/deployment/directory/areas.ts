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

/** Makes an area, or ends one: its name and parent stay what they were. */
export const put_area = async (sql: Sql, area: Area): Promise<void> => {
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
