import type { Sql } from '../../../platform/database/index.ts'
import { default_rules, type BoardRules } from '../contract.ts'

/** How patient the Sở is just now. */
export const find_rules = async (sql: Sql): Promise<BoardRules> => {
  const { rows } = await sql.query<{ name: string; value: number }>('SELECT name, value FROM hub.board_rule')
  return { ...default_rules, ...Object.fromEntries(rows.map(({ name, value }) => [name, value])) }
}
