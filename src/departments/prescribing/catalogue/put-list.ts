import { fold, initials, words } from '../../../base/text/index.ts'
import { fail } from '../../../base/outcome/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { InteractionDraft, ProductDraft } from './draft.ts'

export type NewList = {
  facility: string | null
  name: string
  source: string
  valid_from: string
  valid_to?: string | undefined
  is_starter: boolean
  digest: string
}

/** tsvector text: each word once with its weight. Words hold letters and digits only, so quoting is safe. */
const terms_of = (list: number, product: ProductDraft): string => {
  const weights = new Map<string, string>()
  const add = (said: string[], weight: string): void => {
    for (const word of said) if (!weights.has(word)) weights.set(word, weight)
  }
  add(words(product.brand), 'A')
  add(words(product.ingredient), 'B')
  add(
    [initials(product.brand), initials(product.ingredient)].filter((one) => one.length > 1),
    'C',
  )
  add(words(`${product.strength} ${product.form} ${product.registration}`), 'D')
  return [...weights].map(([word, weight], at) => `'${list}~${word}':${at + 1}${weight}`).join(' ')
}

const insert_list = async (
  sql: Sql,
  kind: 'products' | 'interactions',
  list: NewList,
  row_count: number,
): Promise<number | undefined> => {
  const landed = await sql.query(
    "SELECT 1 FROM drug.list WHERE kind = $1 AND coalesce(facility, '') = coalesce($2, '') AND digest = $3",
    [kind, list.facility, list.digest],
  )
  if (landed.rows.length > 0) return undefined
  const { rows } = await sql.query<{ id: number }>(
    `INSERT INTO drug.list (kind, facility, name, source, valid_from, valid_to, is_starter, digest, row_count)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
    [
      ...[kind, list.facility, list.name, list.source, list.valid_from, list.valid_to ?? null],
      ...[list.is_starter, list.digest, row_count],
    ],
  )
  const id = rows[0]?.id
  if (id === undefined) throw fail.conflict('Không ghi được danh mục')
  return id
}

const rows_per_statement = 1000

const in_parts = async <T>(all: T[], write: (part: T[]) => Promise<unknown>): Promise<void> => {
  for (let at = 0; at < all.length; at += rows_per_statement) await write(all.slice(at, at + rows_per_statement))
}

/** Writes one list of products. @returns false when the same file is there already */
export const put_products = async (sql: Sql, list: NewList, drafts: ProductDraft[]): Promise<boolean> => {
  const id = await insert_list(sql, 'products', list, drafts.length)
  if (id === undefined) return false
  await in_parts(drafts, (part) =>
    sql.query(
      `INSERT INTO drug.product (list_id, code, kind, ingredient_code, ingredient, ingredients, brand, strength, form,
         route_code, route, unit, registration, price, controlled, is_toxic, valid_from, valid_to, folded, terms)
       SELECT $1, r.code, r.kind, r.ingredient_code, r.ingredient, r.ingredients, r.brand, r.strength, r.form,
         r.route_code, r.route, r.unit, r.registration, r.price, r.controlled, r.is_toxic, r.valid_from, r.valid_to,
         r.folded, r.terms::tsvector
       FROM jsonb_to_recordset($2::jsonb) AS r (code text, kind text, ingredient_code text, ingredient text,
         ingredients text[], brand text, strength text, form text, route_code text, route text, unit text,
         registration text, price numeric, controlled text, is_toxic boolean, valid_from date, valid_to date,
         folded text, terms text)`,
      [
        id,
        JSON.stringify(
          part.map((one) => ({ ...one, folded: fold(`${one.brand} ${one.ingredient}`), terms: terms_of(id, one) })),
        ),
      ],
    ),
  )
  return true
}

export const put_interactions = async (sql: Sql, list: NewList, drafts: InteractionDraft[]): Promise<boolean> => {
  const id = await insert_list(sql, 'interactions', list, drafts.length)
  if (id === undefined) return false
  await in_parts(
    drafts.map((draft, i) => ({ line: i + 1, ...draft })),
    (part) =>
      sql.query(
        `INSERT INTO drug.interaction (list_id, line, one, other, one_name, other_name, one_condition, other_condition,
           severity, mechanism, harm, action)
         SELECT $1, r.* FROM jsonb_to_recordset($2::jsonb) AS r (line integer, one text[], other text[], one_name text,
           other_name text, one_condition text, other_condition text, severity text, mechanism text, harm text, action text)`,
        [id, JSON.stringify(part)],
      ),
  )
  return true
}
