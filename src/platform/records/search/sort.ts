import { search_parameters_of } from '../../../standards/fhir-search/index.ts'
import { index_plan } from '../index-plan.ts'
import { json_path } from './json-path.ts'
import type { SortKey } from './read-query.ts'
import { unsupported, type Binder } from './sql-text.ts'

/** One expression to order by; never null, so that a page can go on from any value. `cast` reads it back from a cursor. */
export type SortExpression = { sql: string; cast: 'text' | 'timestamptz' | 'float8'; descending: boolean }

/** Where nothing stands, a row comes last in either direction. */
const expression_of = (binder: Binder, alias: string, type: string, key: SortKey): SortExpression => {
  const { name, descending } = key
  if (name === '_lastUpdated') return { sql: `${alias}.updated_at`, cast: 'timestamptz', descending }
  if (name === '_id') return { sql: `${alias}.id`, cast: 'text', descending }
  const parameter = search_parameters_of(type)?.get(name)
  if (!parameter || parameter.kind === 'composite') throw unsupported('_sort', `không sắp xếp được theo “${name}”`)
  const last = descending ? '-infinity' : 'infinity'
  const own = new Set(index_plan(type).own_date.map((path) => path.key))
  if (parameter.kind === 'date' && parameter.paths.every((path) => own.has(path.key)))
    return { sql: `coalesce(${alias}.clinical_at, '${last}')`, cast: 'timestamptz', descending }
  const keys = [...new Set(parameter.paths.map((path) => path.key))]
  if (parameter.kind === 'date' || parameter.kind === 'number' || parameter.kind === 'quantity')
    return {
      sql: `coalesce((SELECT ${descending ? 'max' : 'min'}(low) FROM record.measure WHERE facility = $1
        AND type = ${binder.bind(type)} AND id = ${alias}.id AND place = ANY(${binder.bind(keys)}::text[])), '${last}')`,
      ...{ cast: 'float8', descending },
    }
  const further: Record<string, string> = {
    ...{ CodeableConcept: '.coding[0].code', Coding: '.code', Identifier: '.value', ContactPoint: '.value' },
    ...{ Reference: '.reference', HumanName: '.text', Address: '.text' },
  }
  const firsts = parameter.paths.map(
    (path) => `jsonb_path_query_first(${alias}.body::jsonb, '${json_path(path, further[path.leaf] ?? '')}') #>> '{}'`,
  )
  if (parameter.paths.some((path) => path.leaf === 'HumanName'))
    firsts.push(
      ...parameter.paths.map(
        (path) => `jsonb_path_query_first(${alias}.body::jsonb, '${json_path(path, '.family')}') #>> '{}'`,
      ),
    )
  return {
    sql: `coalesce(record.fold(coalesce(${firsts.join()})), '${descending ? '' : '\uffff'}')`,
    cast: 'text',
    descending,
  }
}

/** What the rows are ordered by, the id last: so every row has one place. Without a wish, by id alone. */
export const sort_expressions = (binder: Binder, alias: string, type: string, keys: SortKey[]): SortExpression[] => {
  if (keys.length > 4) throw unsupported('_sort', 'quá 4 khóa sắp xếp')
  const expressions = keys.map((key) => expression_of(binder, alias, type, key))
  if (!keys.some((key) => key.name === '_id'))
    expressions.push({ sql: `${alias}.id`, cast: 'text', descending: keys[0]?.descending ?? true })
  return expressions
}

/** Rows after the one the cursor stands on: the first expression that differs decides. */
export const after_condition = (binder: Binder, expressions: SortExpression[], at: string[]): string => {
  const compare = ({ sql, cast, descending }: SortExpression, i: number): string =>
    `${sql} ${descending ? '<' : '>'} ${binder.bind(at[i])}::${cast}`
  const same = ({ sql, cast }: SortExpression, i: number): string => `${sql} = ${binder.bind(at[i])}::${cast}`
  // A row comparison can be answered from an index; it needs one direction for all.
  if (expressions.every((one) => one.descending === expressions[0]?.descending))
    return `(${expressions.map((one) => one.sql).join()}) ${expressions[0]?.descending ? '<' : '>'} (${expressions
      .map((one, i) => `${binder.bind(at[i])}::${one.cast}`)
      .join()})`
  return `(${expressions
    .map((one, i) => `(${[...expressions.slice(0, i).map(same), compare(one, i)].join(' AND ')})`)
    .join(' OR ')})`
}
