import type { Sql } from '../../../platform/database/index.ts'
import type { Severity } from './draft.ts'
import { find_list, type ListInForce } from './list-in-force.ts'

export type Pair = {
  one: string[]
  other: string[]
  one_name: string
  other_name: string
  one_condition: string
  other_condition: string
  severity: Severity
  harm: string
  action: string
}

const pairs_text = `
  SELECT one, other, one_name, other_name, one_condition, other_condition, severity, harm, action
  FROM drug.interaction WHERE list_id = $1 AND one <@ $2 AND other <@ $2 ORDER BY line`

/** Pairs of the list in force whose both sides are among these ingredients. `list` undefined: nobody has imported one. */
export const find_pairs = async (
  sql: Sql,
  ingredients: string[],
  day: string,
): Promise<{ list: ListInForce | undefined; pairs: Pair[] }> => {
  const list = await find_list(sql, 'interactions', day)
  if (!list || ingredients.length === 0) return { list, pairs: [] }
  return { list, pairs: (await sql.prepared<Pair>('drug_pairs', pairs_text, [list.id, ingredients])).rows }
}
