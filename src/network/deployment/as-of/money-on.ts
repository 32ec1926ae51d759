import type { Sql } from '../../../platform/database/index.ts'
import type { BudgetLine } from '../contract.ts'
import { takes_part_sql } from '../programme/programmes.ts'
import type { AsOf } from './as-of.ts'

const columns = 'facility, year, source, dong, spent_dong, planned_dong, contracted_dong, unit, note, version'

/** Each line of the budget of who took part on that day, in the last version known by then. */
export const list_money_on = async (sql: Sql, programme: string, { day, known_by }: AsOf): Promise<BudgetLine[]> =>
  (
    await sql.query<BudgetLine>(
      `SELECT DISTINCT ON (facility, year, source) ${columns} FROM (
         SELECT ${columns}, updated_at FROM deployment.budget WHERE programme = $1
         UNION ALL
         SELECT ${columns}, updated_at FROM deployment.budget_past WHERE programme = $1
       ) AS line WHERE ($2::timestamptz IS NULL OR updated_at < $2) AND ${takes_part_sql('line', '$1', '$3')}
       ORDER BY facility, year, source, version DESC`,
      [programme, known_by, day],
    )
  ).rows
