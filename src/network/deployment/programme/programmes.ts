import { fail } from '../../../base/outcome/index.ts'
import { day, group, list, number, one_of, optional, read_shape, text } from '../../../base/shapes/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { list_directory } from '../../membership/index.ts'
import {
  budget_sources,
  type Programme,
  type ProgrammeChoice,
  type ProgrammePage,
  type Statement,
} from '../contract.ts'
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

/** @throws 409 when a programme of that id stands already */
export const add_programme = async (sql: Sql, programme: Programme, by: string): Promise<void> => {
  if (await find_programme(sql, { today: programme.from_day, id: programme.id }))
    throw fail.conflict(`Đã có chương trình mã “${programme.id}”; hãy đặt mã khác`)
  await put_programme(sql, programme, by)
}

/** id: the one that is named. facility: that one must take part in it, where none is named. */
export type ProgrammeWish = { today: string; id?: string | undefined; facility?: string | undefined }

/**
 * The programme that is named; without a name the latest that has begun and in which somebody the wall shows takes part, so
 * that one still being prepared hides none that runs.
 */
export const find_programme = async (sql: Sql, wish: ProgrammeWish): Promise<Programme | undefined> =>
  (
    await sql.query<Programme>(
      `SELECT ${columns} FROM hub.programme AS g WHERE $1::text IS NULL OR id = $1
       ORDER BY (from_day <= $2 AND EXISTS (SELECT FROM deployment.member AS m
         WHERE m.programme = g.id AND ($3::text IS NULL OR m.facility = $3))) DESC, from_day DESC, id LIMIT 1`,
      [wish.id ?? null, wish.today, wish.facility ?? null],
    )
  ).rows[0]

export const get_programme = async (sql: Sql, wish: ProgrammeWish): Promise<Programme> => {
  const found = await find_programme(sql, wish)
  if (!found) throw fail.not_found('Chưa có chương trình triển khai nào như vậy')
  return found
}

/** What is answered to a facility that takes no part, and who can mend it. */
export const not_taking_part = (facility: string, { name }: Programme): string =>
  `Cơ sở ${facility} không tham gia “${name}”; Sở ghi cơ sở vào chương trình ở trang Chương trình trước đã`

/**
 * The programme in which this facility's own words stand; one it has left still takes what puts its past right.
 * @throws 404; 422 when it takes no part, in the one that is named or in the one that runs
 */
export const get_own_programme = async (sql: Sql, wish: ProgrammeWish & { facility: string }): Promise<Programme> => {
  const programme = await get_programme(sql, wish)
  const own = await list_programmes(sql, wish.facility)
  if (!own.some(({ id }) => id === programme.id))
    throw fail.value(not_taking_part(wish.facility, programme), 'programme')
  return programme
}

/** All of them, the latest first; of a facility those in which it takes or took part; with a day those in which it still does. */
export const list_programmes = async (sql: Sql, facility?: string, still_on?: string): Promise<ProgrammeChoice[]> =>
  (
    await sql.query<ProgrammeChoice>(
      `SELECT id, name FROM hub.programme AS g WHERE $1::text IS NULL
         OR EXISTS (SELECT FROM deployment.member AS m WHERE m.programme = g.id AND m.facility = $1
           AND ($2::date IS NULL OR m.left_on IS NULL OR m.left_on > $2))
       ORDER BY from_day DESC, id`,
      [facility ?? null, still_on ?? null],
    )
  ).rows

/** @throws 422 for a day outside of the programme, or out of order */
export const check_member = (
  programme: Programme,
  { joined_on, left_on }: { joined_on: string; left_on: string | null },
): void => {
  if (joined_on < programme.from_day || joined_on > programme.target_day)
    throw fail.value('Ngày tham gia nằm ngoài chương trình', 'joined_on')
  if (left_on !== null && left_on <= joined_on) throw fail.value('Ngày thôi tham gia phải sau ngày tham gia', 'left_on')
}

/** Whether a row's facility takes part in its programme on a day; for a row called `row`, all three are SQL. */
export const takes_part_sql = (row: string, programme: string, on: string): string =>
  `EXISTS (SELECT FROM deployment.member AS m WHERE m.programme = ${programme} AND m.facility = ${row}.facility
     AND m.joined_on <= ${on} AND (m.left_on IS NULL OR m.left_on > ${on}))`

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
  const programme = await get_programme(sql, { today, id })
  const members = await list_members(sql, programme.id)
  const known = await list_directory(sql, { codes: members.map(({ facility }) => facility) })
  const names = new Map(known.map(({ code, name }) => [code, name]))
  return {
    ...{ today, programme },
    members: members.map((one) => ({ ...one, name: names.get(one.facility) ?? one.facility })),
  }
}
