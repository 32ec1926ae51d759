import { fold, words } from '../../../base/text/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { Drug } from '../contract.ts'
import { find_list } from './list-in-force.ts'

const columns = `code, kind, ingredient_code, ingredient, ingredients, brand, strength, form, route_code, route, unit,
  registration, price::float8 AS price, controlled, is_toxic`

/**
 * Names that begin with what was typed first, brands before ingredients, then short before long. One text index: each
 * typed word is the beginning of a word of the name, of its initials, its strength.
 */
const search_text = `
  SELECT ${columns} FROM drug.product
  WHERE list_id = $1 AND terms @@ $2::tsquery AND (valid_to IS NULL OR valid_to >= $4)
  ORDER BY kind = 'supplement', NOT starts_with(folded, $3), strpos(folded, ' ' || $3) = 0,
    length(folded), folded, strength, code LIMIT $5`

const limit_max = 50

/** One search box: brand, ingredient, initials, strength, without diacritics. */
export const search_drugs = async (sql: Sql, text: string, day: string, limit = 20): Promise<Drug[]> => {
  const list = await find_list(sql, 'products', day)
  const typed = words(text)
  if (!list || typed.length === 0) return []
  const query = typed.map((word) => `'${list.id}~${word}':*`).join(' & ')
  const values = [list.id, query, fold(text), day, Math.min(Math.max(limit, 1), limit_max)]
  return (await sql.prepared<Drug>('drug_search', search_text, values)).rows
}

/** The products of these codes in the list in force, for a copy of an earlier prescription. */
export const find_drugs = async (sql: Sql, codes: string[], day: string): Promise<Map<string, Drug>> => {
  const list = await find_list(sql, 'products', day)
  if (!list || codes.length === 0) return new Map()
  const { rows } = await sql.prepared<Drug>(
    'drug_by_code',
    `SELECT ${columns} FROM drug.product
     WHERE list_id = $1 AND code = ANY($2) AND (valid_to IS NULL OR valid_to >= $3)`,
    [list.id, codes, day],
  )
  return new Map(rows.map((drug) => [drug.code, drug]))
}
