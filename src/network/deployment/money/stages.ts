import type { Sql } from '../../../platform/database/index.ts'
import type { MoneyStages } from '../contract.ts'
import { takes_part_sql } from '../programme/programmes.ts'

/** What was planned, given, contracted and paid by year and source over all that take part on a day; of how many lines each is known. */
export const sum_money = async (sql: Sql, programme: string, on: string): Promise<MoneyStages[]> =>
  (
    await sql.query<MoneyStages>(
      `SELECT year, source, count(*)::integer AS lines, sum(dong)::float8 AS dong, sum(spent_dong)::float8 AS spent_dong,
         sum(planned_dong)::float8 AS planned_dong, count(planned_dong)::integer AS planned_lines,
         sum(contracted_dong)::float8 AS contracted_dong, count(contracted_dong)::integer AS contracted_lines
       FROM deployment.budget AS b WHERE programme = $1 AND ${takes_part_sql('b', '$1', '$2')}
       GROUP BY year, source ORDER BY year, source`,
      [programme, on],
    )
  ).rows
