import { fail } from '../../../base/outcome/index.ts'
import { day, group, list, number, one_of, optional, read_shape, text } from '../../../base/shapes/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { list_directory } from '../../membership/index.ts'
import { budget_sources, type Programme, type ProgrammePage, type Statement } from '../contract.ts'
import { step_ids } from './steps.ts'

const statement = group<Statement>('số tiền đã ghi', {
  where: text('nơi ghi', 300),
  dong: number('số đồng', 0, Number.MAX_SAFE_INTEGER),
  facility: optional(text('mã cơ sở', 5)),
  sources: optional(list('nguồn', one_of('nguồn', budget_sources), 4)),
  year: optional(number('năm', 2000, 2100)),
})

const shape = group<Programme>('chương trình', {
  id: text('mã chương trình', 40),
  name: text('tên', 300),
  source: text('văn bản', 500),
  from_day: day('ngày bắt đầu'),
  target_day: day('hạn 100 %'),
  steps: list(
    'bước',
    group<Programme['steps'][number]>('bước', { step: one_of('bước', step_ids), due: day('hạn') }),
    step_ids.length,
  ),
  said: list('số đã ghi', statement, 1_000),
})

/** @throws 422 when a step is missing, named twice, or its day lies outside of the programme */
export const read_programme = (value: unknown): Programme => {
  const read = read_shape(shape, value)
  const missing = step_ids.filter((id) => read.steps.filter(({ step }) => step === id).length !== 1)
  if (missing.length > 0) throw fail.value(`Mỗi bước phải có đúng một hạn: ${missing.join(', ')}`, 'steps')
  if (read.target_day <= read.from_day) throw fail.value('Hạn 100 % phải sau ngày bắt đầu', 'target_day')
  const outside = read.steps.find(({ due }) => due < read.from_day || due > read.target_day)
  if (outside) throw fail.value(`Hạn của bước ${outside.step} nằm ngoài chương trình`, 'steps')
  return read
}

export const put_programme = async (sql: Sql, programme: Programme, by: string): Promise<void> => {
  await sql.query(
    `INSERT INTO hub.programme (id, name, source, from_day, target_day, steps, said, updated_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (id) DO UPDATE SET name = $2, source = $3, from_day = $4, target_day = $5, steps = $6, said = $7,
       updated_at = now(), updated_by = $8`,
    [
      ...[programme.id, programme.name, programme.source, programme.from_day, programme.target_day],
      ...[JSON.stringify(programme.steps), JSON.stringify(programme.said), by],
    ],
  )
}

const columns = 'id, name, source, from_day::text, target_day::text, steps, said'

/** The programme of that id; without one, the latest. */
export const find_programme = async (sql: Sql, id?: string): Promise<Programme | undefined> =>
  (
    await sql.query<Programme>(
      `SELECT ${columns} FROM hub.programme WHERE $1::text IS NULL OR id = $1 ORDER BY from_day DESC, id LIMIT 1`,
      [id ?? null],
    )
  ).rows[0]

export const get_programme = async (sql: Sql, id?: string): Promise<Programme> => {
  const found = await find_programme(sql, id)
  if (!found) throw fail.not_found('Chưa có chương trình triển khai nào như vậy')
  return found
}

/** @throws 422 for a day outside of the programme, or out of order */
export const check_member = (
  programme: Programme,
  { joined_on, left_on }: { joined_on: string; left_on: string | null },
): void => {
  if (joined_on < programme.from_day || joined_on > programme.target_day)
    throw fail.value('Ngày tham gia nằm ngoài chương trình', 'joined_on')
  if (left_on !== null && left_on <= joined_on) throw fail.value('Ngày thôi tham gia phải sau ngày tham gia', 'left_on')
}

/** A facility takes part from that day; with `left_on` no longer. */
export const put_member = async (
  sql: Sql,
  member: { facility: string; programme: string; place: number; joined_on: string; left_on?: string | null },
): Promise<void> => {
  await sql.query(
    `INSERT INTO deployment.member (facility, programme, place, joined_on, left_on) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (facility, programme) DO UPDATE SET place = $3, left_on = $5`,
    [member.facility, member.programme, member.place, member.joined_on, member.left_on ?? null],
  )
}

type MemberRow = { facility: string; place: number; joined_on: string; left_on: string | null }

export const list_members = async (sql: Sql, programme: string): Promise<MemberRow[]> =>
  (
    await sql.query<MemberRow>(
      `SELECT facility, place, joined_on::text, left_on::text FROM deployment.member WHERE programme = $1
       ORDER BY place, facility`,
      [programme],
    )
  ).rows

/** The programme, what it asks by when, and who takes part from when until when. */
export const show_programme = async (sql: Sql, today: string, id?: string): Promise<ProgrammePage> => {
  const programme = await get_programme(sql, id)
  const members = await list_members(sql, programme.id)
  const known = await list_directory(sql, { codes: members.map(({ facility }) => facility) })
  const names = new Map(known.map(({ code, name }) => [code, name]))
  const { rows } = await sql.query<{ id: string; name: string }>(
    'SELECT id, name FROM hub.programme ORDER BY from_day DESC, id',
  )
  return {
    ...{ today, programme, programmes: rows },
    members: members.map((one) => ({ ...one, name: names.get(one.facility) ?? one.facility })),
  }
}
