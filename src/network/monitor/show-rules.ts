import type { Sql } from '../../platform/database/index.ts'
import { default_rules } from '../counters/index.ts'
import type { RuleLine, RuleName, RuleWord } from './contract.ts'
import { is_rule, rule_bounds } from './set-rule.ts'

type Row = RuleWord & { name: RuleName }

const columns = 'name, value, changed_by, changed_at, reason'

/** Each measure as it is, what it was before, and why it became so; the last word first. */
export const show_rules = async (sql: Sql): Promise<RuleLine[]> => {
  const { rows } = await sql.query<Row>(`SELECT ${columns} FROM hub.board_rule`)
  const { rows: past } = await sql.query<Row>(`SELECT ${columns} FROM hub.board_rule_past ORDER BY serial DESC`)
  return Object.keys(rule_bounds)
    .filter(is_rule)
    .flatMap((name): RuleLine[] => {
      const now = rows.find((row) => row.name === name)
      if (!now) return []
      const said = [now, ...past.filter((row) => row.name === name)]
      return [
        {
          ...{ name, value: now.value, first: default_rules[name], ...rule_bounds[name] },
          // Nobody said the first value: it came with the board.
          words: said
            .filter(({ changed_by }) => changed_by !== '')
            .map(({ value, changed_by, changed_at, reason }) => ({ value, changed_by, changed_at, reason })),
        },
      ]
    })
}
