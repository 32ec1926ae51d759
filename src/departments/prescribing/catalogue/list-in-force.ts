import type { Sql } from '../../../platform/database/index.ts'

export type ListInForce = { id: number; name: string; source: string; is_starter: boolean }

/**
 * Of a kind on a day: the facility's own before the installation's, imported before starter, then the latest day of
 * force, then the latest import. Other facilities' lists are behind the wall.
 */
const text = `
  SELECT id, name, source, is_starter FROM drug.list
  WHERE kind = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2)
  ORDER BY facility IS NULL, is_starter, valid_from DESC, imported_at DESC, id DESC LIMIT 1`

export const find_list = async (
  sql: Sql,
  kind: 'products' | 'interactions',
  day: string,
): Promise<ListInForce | undefined> =>
  (await sql.prepared<ListInForce>('drug_list_in_force', text, [kind, day])).rows[0]
