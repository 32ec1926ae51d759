import { shift_days } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { TrendPoint } from './contract.ts'

export type TrendWish = { by: 'day' | 'week'; kind: string; today: string; points: number }

const trend_sql = (end: string): string => `
SELECT ${end}::text AS day, sum(due)::float8 AS due, sum(sent)::float8 AS sent, sum(arrived)::float8 AS arrived,
  sum(on_time)::float8 AS on_time, sum(missing)::float8 AS missing
FROM hub.exchange_day WHERE day >= $1 AND day < $2 AND ($3 = '' OR kind = $3) GROUP BY 1 ORDER BY 1`
/** A week is known by its Sunday; the running one as far as it has come. */
const statements = { day: trend_sql('day'), week: trend_sql("(date_trunc('week', day) + interval '6 days')::date") }

/** A Monday: of the week in which the day lies. */
const monday_of = (day: string): string => shift_days(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))

/**
 * The exchange of the province until yesterday, from its sums by day and kind (hub.exchange_day): some rows for each day, however
 * many facilities. It begins where something was due first. To be asked in as_oversight. @param wish.kind '' for all
 */
export const list_trend = async (sql: Sql, { by, kind, today, points }: TrendWish): Promise<TrendPoint[]> => {
  const since = by === 'day' ? shift_days(today, -points) : shift_days(monday_of(today), -7 * (points - 1))
  const { rows } = await sql.query<TrendPoint>(statements[by], [since, today, kind])
  const begins = rows.findIndex(({ due }) => due > 0)
  return begins < 0 ? [] : rows.slice(begins)
}
