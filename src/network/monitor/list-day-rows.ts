import type { Sql } from '../../platform/database/index.ts'
import { arrived_sql, owed_sql, taken_sql } from './sum-days.ts'

/** One day of one facility and kind of paper: what the sums of a report are added up from. */
export type DayRow = {
  facility: string
  day: string
  kind: string
  visits: number | null
  due: number | null
  arrived: number | null
  taken: number | null
  missing: number
  refused: number
  late: number
  opened: number
}

export type DayFigure = Exclude<keyof DayRow, 'facility' | 'day' | 'kind'>

const columns: Record<DayFigure, string> = {
  visits: "(said ->> 'visits')::bigint",
  due: owed_sql,
  arrived: arrived_sql,
  ...{ taken: taken_sql, missing: 'missing', refused: 'refused', late: 'late', opened: 'opened' },
}
const selected = Object.entries(columns).map(([name, sql]) => `(${sql})::float8 AS ${name}`)

export type RowWish = { from: string; to: string; figure: DayFigure; at_most: number }

/** The rows of which a figure is the sum, the latest day first; `count` is of all of them. To be asked in as_oversight. */
export const list_day_rows = async (
  sql: Sql,
  { from, to, figure, at_most }: RowWish,
): Promise<{ rows: DayRow[]; count: number }> => {
  const where = `day BETWEEN $1 AND $2 AND (kind = '') = ${figure === 'visits'} AND coalesce(${columns[figure]}, 0) <> 0`
  const { rows } = await sql.query<DayRow & { count: number }>(
    `SELECT facility, day::text, kind, ${selected.join(', ')}, (count(*) OVER ())::float8 AS count
     FROM hub.day_count WHERE ${where} ORDER BY day_count.day DESC, facility, kind LIMIT $3`,
    [from, to, at_most],
  )
  return { rows, count: rows[0]?.count ?? 0 }
}

export type RefusalRow = { facility: string; day: string; kind: string; class: string; count: number }

/** Refusals by facility, day, kind and class, the latest first. To be asked in as_oversight. */
export const list_refusal_rows = async (
  sql: Sql,
  { from, to, at_most }: Omit<RowWish, 'figure'>,
): Promise<{ rows: RefusalRow[]; count: number }> => {
  const { rows } = await sql.query<RefusalRow & { of: number }>(
    `SELECT facility, day::text, kind, class, count, (count(*) OVER ())::float8 AS of
     FROM hub.day_refusal WHERE day BETWEEN $1 AND $2 AND count > 0 ORDER BY day_refusal.day DESC, facility, kind, class LIMIT $3`,
    [from, to, at_most],
  )
  return { rows, count: rows[0]?.of ?? 0 }
}

/**
 * When what stands of these days was counted: by the hub when its monitor came by last, by the facilities when the latest of
 * their words on these days was counted. null: never. To be asked in as_oversight.
 */
export const find_counted_at = async (
  sql: Sql,
  from: string,
  to: string,
): Promise<{ by_hub: string | null; by_facilities: string | null }> => {
  const { rows } = await sql.query<{ walked: Date | null; said: Date | null }>(
    `SELECT hub.board_walked_at() AS walked,
       (SELECT max(said_at) FROM hub.day_count WHERE day BETWEEN $1 AND $2) AS said`,
    [from, to],
  )
  const iso = (at: Date | null | undefined): string | null => (at instanceof Date ? at.toISOString() : null)
  return { by_hub: iso(rows[0]?.walked), by_facilities: iso(rows[0]?.said) }
}
