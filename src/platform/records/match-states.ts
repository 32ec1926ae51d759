import { parse_exact, type Resource } from '../../standards/fhir/index.ts'
import type { Scopes } from '../../standards/smart-scopes/index.ts'
import type { Sql } from '../database/index.ts'
import { index_row, type IndexRow } from './index-row.ts'
import { compartments_condition, filter_condition, type Subject } from './search/filters.ts'
import { lexeme, make_binder, unsupported, type Binder } from './search/sql-text.ts'
import type { Stored } from './stored.ts'

/** What a state must meet: all of the filters, and all of at least one of the bounds where there are any. */
export type Criteria = {
  type: string
  filters: [name: string, value: string][]
  bounds?: { filters: [name: string, value: string][]; patient?: string | undefined }[]
  /** Of whoever asks with a token that holds back: his filters lead (chains, `_has`) to nothing beyond its reach. */
  scopes?: Scopes | undefined
}

const all_of = (conditions: string[]): string => (conditions.length === 0 ? 'true' : conditions.join(' AND '))

const condition_of_criteria = (binder: Binder, { type, filters, bounds }: Criteria): string => {
  const subject: Subject = {
    ...{ binder, alias: 'r', type, depth: 0 },
    measured: { table: 'state_measure', key: 'place_in_list' },
  }
  const met = (pairs: [string, string][]): string[] =>
    pairs.map(([name, value]) => `(${filter_condition(subject, name, value)})`)
  const bound = (bounds ?? []).map((one) =>
    all_of([
      ...met(one.filters),
      ...(one.patient === undefined ? [] : [`(${compartments_condition(subject, 'Patient', [one.patient])})`]),
    ]),
  )
  const [code] = binder.sets.wanted.values()
  if (code) throw unsupported(`${code.name}:${code.modifier}`, 'không dùng được trong điều kiện của Subscription')
  return all_of([...met(filters), ...(bounds ? [`(${bound.length === 0 ? 'false' : bound.join(' OR ')})`] : [])])
}

/** Refuses by name what search would refuse, before anybody relies on it. */
export const check_criteria = (criteria: Criteria): void =>
  void condition_of_criteria(make_binder('', undefined, criteria.scopes), criteria)

type Column = [name: string, type: string, values: unknown[]]

const list = (terms: string[] | null): string | null =>
  terms === null || terms.length === 0 ? null : `{${terms.join()}}`
const words_of = ({ words }: IndexRow): string | null => (words.length === 0 ? null : words.map(lexeme).join(' '))

const from_columns = (binder: Binder, alias: string, columns: Column[]): string =>
  `unnest(${columns.map(([, type, values]) => `${binder.bind(values)}::${type}[]`).join()})
     AS ${alias} (${columns.map(([name]) => name).join()})`

/** The states as rows, so that the conditions of search can be asked of them as of record.resource and record.measure. */
const rows_of_states = (binder: Binder, states: Stored[], rows: IndexRow[]): string => {
  const measures = rows.flatMap((row, place) => row.measures.map((measure) => ({ ...measure, place_in_list: place })))
  return `WITH state AS (
    SELECT $1::text AS facility, s.*, coalesce(s.term_list::bigint[], '{}') AS terms, s.word_list::tsvector AS words
    FROM ${from_columns(binder, 's', [
      ['place_in_list', 'integer', [...states.keys()]],
      ['type', 'text', states.map(({ type }) => type)],
      ['id', 'text', states.map(({ id }) => id)],
      ['updated_at', 'timestamptz', states.map(({ updated_at }) => updated_at)],
      ['body', 'text', states.map(({ body }) => body)],
      ['patient', 'text', rows.map(({ patient }) => patient)],
      ['clinical_at', 'timestamptz', rows.map(({ clinical_at }) => clinical_at)],
      ['clinical_end', 'timestamptz', rows.map(({ clinical_end }) => clinical_end)],
      ['lasting', 'boolean', rows.map(({ lasting }) => lasting)],
      ['code', 'bigint', rows.map(({ code }) => code)],
      ['term_list', 'text', rows.map(({ terms }) => list(terms))],
      ['word_list', 'text', rows.map(words_of)],
    ])}
  ), state_measure AS (
    SELECT $1::text AS facility, m.*, m.unit_list::bigint[] AS units, m.pair_list::bigint[] AS pair
    FROM ${from_columns(binder, 'm', [
      ['place_in_list', 'integer', measures.map(({ place_in_list }) => place_in_list)],
      ['type', 'text', measures.map(({ place_in_list }) => states[place_in_list]?.type)],
      ['place', 'text', measures.map(({ place }) => place)],
      ['low', 'float8', measures.map(({ low }) => low)],
      ['high', 'float8', measures.map(({ high }) => high)],
      ['unit_list', 'text', measures.map(({ units }) => list(units))],
      ['pair_list', 'text', measures.map(({ pair }) => list(pair))],
    ])}
  )`
}

/**
 * Which of the states meet the criteria, as search would judge them if each were the current one. What they are linked
 * with (chains, `_has`) is looked up as it is now. A deleted state meets nothing.
 */
export const match_states = async (
  sql: Sql,
  facility: string,
  criteria: Criteria,
  states: Stored[],
): Promise<Set<Stored>> => {
  const alive = states.filter((state) => !state.deleted && state.type === criteria.type)
  if (alive.length === 0 || (criteria.filters.length === 0 && !criteria.bounds)) return new Set(alive)
  const binder = make_binder(facility, undefined, criteria.scopes)
  const rows = alive.map((state) => index_row({ ...(parse_exact(state.body) as Resource), id: state.id }))
  const states_sql = rows_of_states(binder, alive, rows)
  const { rows: found } = await sql.query<{ place_in_list: number }>(
    `${states_sql} SELECT r.place_in_list FROM state AS r WHERE ${condition_of_criteria(binder, criteria)}`,
    binder.values,
  )
  return new Set(found.flatMap(({ place_in_list }) => alive[place_in_list] ?? []))
}
