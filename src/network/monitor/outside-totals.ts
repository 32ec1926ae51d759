import { fail, type Issue } from '../../base/outcome/index.ts'
import { any_of, day, group, list, nothing, number, one_of, read_shape, text } from '../../base/shapes/index.ts'
import { local_date, local_time } from '../../base/time/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import type { OutsideName } from '../counters/index.ts'
import { as_oversight } from './as-oversight.ts'
import type { OutsideWord } from './contract.ts'

/** The last word on each figure that was not taken back, for a row with these columns. */
export const outside_sql = (facility: string, day_column: string): string => `(
  SELECT coalesce(jsonb_agg(jsonb_build_object('figure', figure, 'value', value, 'source', source)), '[]') FROM (
    SELECT DISTINCT ON (figure) figure, value, source FROM hub.outside_total AS o
    WHERE o.facility = ${facility} AND o.day = ${day_column} ORDER BY figure, serial DESC) AS last WHERE value IS NOT NULL)`

export const outside_names: readonly OutsideName[] = ['claims', 'visits', 'admissions', 'discharges']
const value_max = 1_000_000
const lines_max = 5_000

/** value null: the number that stood there is taken back, and there is none any more. */
export type OutsideLine = { facility: string; day: string; value: number | null }
export type NewOutside = { figure: OutsideName; source: string; lines: OutsideLine[] }

const shape = group<NewOutside>('số đối chiếu', {
  figure: one_of('số liệu', outside_names),
  source: text('nguồn', 300),
  lines: list(
    'các dòng',
    group<OutsideLine>('dòng', {
      facility: text('mã cơ sở', 5),
      day: day('ngày'),
      value: any_of<number | null>('số', 'số hoặc null', [number('số', 0, value_max), nothing]),
    }),
    lines_max,
  ),
})

const fault = (line: number, message: string, name: string): Issue => ({
  ...{
    severity: 'error',
    code: 'value',
    message: `Dòng ${line + 1}: ${message}`,
    expression: `lines[${line}].${name}`,
  },
})

const find_faults = async (sql: Sql, { lines }: NewOutside): Promise<Issue[]> => {
  const { rows } = await sql.query<{ code: string }>(
    "SELECT code FROM hub.facility WHERE code = ANY ($1) AND kind NOT IN ('authority', 'pharmacy')",
    [lines.map(({ facility }) => facility)],
  )
  const known = new Set(rows.map(({ code }) => code))
  const seen = new Set<string>()
  const today = local_date(new Date())
  return lines.flatMap((one, i): Issue[] => {
    const key = `${one.facility} ${one.day}`
    const is_twice = seen.has(key)
    seen.add(key)
    return [
      ...(known.has(one.facility) ? [] : [fault(i, `danh bạ không có cơ sở “${one.facility}”`, 'facility')]),
      ...(one.day > today ? [fault(i, `ngày ${one.day} chưa tới`, 'day')] : []),
      ...(one.value === null || Number.isInteger(one.value)
        ? []
        : [fault(i, `${one.value} không phải số nguyên`, 'value')]),
      ...(is_twice ? [fault(i, `cơ sở ${one.facility} ngày ${one.day} được nói hai lần`, 'day')] : []),
    ]
  })
}

/**
 * Numbers that somebody else counted, entered by the Sở with the paper they stand in; a later line takes the place of an
 * earlier one, which stays. All lines or none. @throws 422 with every line that cannot be
 */
export const put_outside = (database: Database, caller: Caller, asked: unknown): Promise<{ lines: number }> =>
  as_oversight(
    database,
    caller,
    async (sql) => {
      const said = read_shape(shape, asked)
      const source = said.source.trim()
      if (source === '') throw fail.value('Cần ghi nguồn: ai đếm, số văn bản hoặc tệp nào', 'source')
      if (said.lines.length === 0) throw fail.value('Chưa có dòng nào', 'lines')
      const faults = await find_faults(sql, said)
      if (faults.length > 0) throw fail.many(422, faults.slice(0, 100))
      const [facilities, days] = [said.lines.map(({ facility }) => facility), said.lines.map((one) => one.day)]
      await sql.query(
        `INSERT INTO hub.outside_total (facility, day, figure, value, source, said_by)
         SELECT w.facility, w.day, $4, w.value, $5, $6
         FROM unnest($1::text[], $2::date[], $3::integer[]) AS w (facility, day, value)`,
        [facilities, days, said.lines.map(({ value }) => value), said.figure, source, caller.actor.name],
      )
      await sql.query(
        `UPDATE hub.day_count AS d SET is_fresh = true FROM unnest($1::text[], $2::date[]) AS w (facility, day)
         WHERE d.facility = w.facility AND d.day = w.day AND d.kind = ''`,
        [facilities, days],
      )
      const detail = `${said.figure}, ${said.lines.length} dòng: ${source}`
      await insert_events(sql, [{ caller, act: { action: 'C', interaction: 'outside-total', type: 'Basic', detail } }])
      return { lines: said.lines.length }
    },
    'board.write',
  )

type Row = Omit<OutsideWord, 'said_at'> & { said_at: Date }

/** Every word of somebody else on these days of one facility, the last first. */
export const list_outside = async (sql: Sql, facility: string, from: string, to: string): Promise<OutsideWord[]> =>
  (
    await sql.query<Row>(
      `SELECT day::text, figure, value, source, said_by, said_at FROM hub.outside_total
       WHERE facility = $1 AND outside_total.day BETWEEN $2 AND $3 ORDER BY outside_total.day DESC, serial DESC LIMIT 500`,
      [facility, from, to],
    )
  ).rows.map((row) => ({ ...row, said_at: local_time(row.said_at) }))
