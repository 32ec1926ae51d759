import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sql } from '../../../platform/database/index.ts'
import type { ProductKind } from '../contract.ts'
import { controlled_of } from './controlled.ts'
import type { ProductDraft } from './draft.ts'
import { ingredient_keys } from './ingredient-name.ts'
import { product_code } from './product-code.ts'
import { put_interactions, put_products } from './put-list.ts'
import { read_interactions } from './read-interactions.ts'
import { to_route } from './routes.ts'

type DrugsFile = {
  source: string
  valid_from: string
  rows: [
    ingredient: string,
    strength: string,
    form: string,
    route: string,
    unit: string,
    more?: { kind?: ProductKind; toxic?: true; brand?: string },
  ][]
}
type PairsFile = {
  source: string
  valid_from: string
  pairs: { one: string; other: string; severity: string; harm: string; action: string }[]
}

const read = <T>(name: string): { file: T; digest: string } => {
  const text = readFileSync(join(import.meta.dirname, 'starter', name), 'utf8')
  return { file: JSON.parse(text) as T, digest: createHash('sha256').update(text).digest('hex') }
}

/** Our own drugs are generics: the name is the ingredient's. */
const to_product = ([ingredient, strength, form, route, unit, more = {}]: DrugsFile['rows'][number]): ProductDraft => {
  const ingredients = ingredient_keys(ingredient)
  const facts = {
    kind: more.kind ?? ('drug' as const),
    ...{ ingredient_code: '', ingredient, ingredients, brand: more.brand ?? '', strength, form },
    ...to_route('', route),
    ...{ unit, registration: '', price: null, controlled: controlled_of(ingredients), is_toxic: more.toxic === true },
    ...{ valid_from: null, valid_to: null },
  }
  return { code: product_code(facts), ...facts }
}

export const read_starter_drugs = (): ProductDraft[] => read<DrugsFile>('drugs.json').file.rows.map(to_product)

/**
 * Puts our starter drugs and pairs in, so that a new installation can prescribe before anybody has a list; any imported
 * list takes their place. Run again it changes nothing. Needs role `benhan_catalog`.
 */
export const seed_drugs = async (sql: Sql): Promise<void> => {
  const drugs = read<DrugsFile>('drugs.json')
  const list = { facility: null, is_starter: true, name: 'Danh mục khởi đầu' }
  const { source, valid_from } = drugs.file
  await put_products(sql, { ...list, source, valid_from, digest: drugs.digest }, drugs.file.rows.map(to_product))
  const pairs = read<PairsFile>('interactions.json')
  const { drafts } = read_interactions(pairs.file.pairs.map((cells, i) => ({ line: i + 1, cells })))
  await put_interactions(
    sql,
    { ...list, source: pairs.file.source, valid_from: pairs.file.valid_from, digest: pairs.digest },
    drafts,
  )
}
