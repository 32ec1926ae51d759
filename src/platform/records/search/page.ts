import { search_parameters_of } from '../../../standards/fhir-search/index.ts'
import type { Scopes } from '../../../standards/smart-scopes/index.ts'
import type { Sql } from '../../database/index.ts'
import { count_fitting, light_body, with_bodies, type Light } from '../large.ts'
import type { Stored } from '../stored.ts'
import { crossed } from './arms.ts'
import { decode_cursor, encode_cursor, type Cursor } from './cursor.ts'
import { find_wanted, make_code_sets, type CodeSets, type FindCodes } from './code-sets.ts'
import { compartment_condition, filter_arms, reach_conditions } from './filters.ts'
import { include_resources } from './include.ts'
import { read_query, type SearchQuery } from './read-query.ts'
import { after_condition, sort_expressions, type SortExpression } from './sort.ts'
import { few_of, rareness, type_condition, type Rare } from './rare.ts'
import { name_of } from './statement-name.ts'
import { make_binder, unsupported, type Binder } from './sql-text.ts'

export type SearchPage = {
  entries: Stored[]
  included: Stored[]
  /** Only when asked for with _total=accurate: counting costs. */
  total?: number
  /** Query string of the next page. */
  next?: string
  /** The one patient the question was about, for the audit log. */
  patient?: string
}

/** What lies in the compartment of one resource only: Patient/123/Observation. */
export type SearchScope = { compartment: string; id: string }

/** The compartment it is asked in, who knows what codes mean, and how far the asker's token reaches. */
export type SearchMore = {
  scope?: SearchScope | undefined
  find_codes?: FindCodes | undefined
  /** Of a token that does not reach every row. */
  scopes?: Scopes | undefined
}

type Asked = {
  binder: Binder
  where: string
  query: SearchQuery
  is_steady: boolean
  rare: Rare | undefined
  patient: string | undefined
}

const columns = `r.type, r.id, r.version, r.updated_at, r.deleted, r.author, ${light_body('r.')}`
/** Up to this many ids of a first page travel in the cursor. */
const seen_max = 100

const one_patient = (name: string, value: string): string | undefined =>
  /^(patient|subject|beneficiary)$/.test(name) ? /^(?:Patient\/)?([A-Za-z0-9.-]+)$/.exec(value)?.[1] : undefined

/** Codes and references are rare enough each; of names some are everybody's. */
const is_steady_question = (type: string, name: string): boolean => {
  const kind = search_parameters_of(type)?.get(name)?.kind
  return name === '_id' || kind === 'token' || kind === 'reference' || kind === 'date'
}

const ask_with = (
  sets: CodeSets,
  facility: string,
  type: string,
  search: URLSearchParams,
  { scope, scopes }: SearchMore,
): Asked => {
  const query = read_query(type, search)
  const binder = make_binder(facility, sets, scopes)
  const subject = { binder, alias: 'r', type, depth: 0 }
  const of_type = binder.bind(type)
  const conditions: string[][] = []
  let patient = scope?.compartment === 'Patient' ? scope.id : scopes?.patient
  let is_steady = true
  let rare: Rare | undefined
  if (scope?.compartment === 'Patient') rare = type === 'Patient' ? 'column' : 'statement'
  for (const reach of reach_conditions(subject)) conditions.push([reach])
  if (scope) conditions.push([compartment_condition(subject, scope.compartment, scope.id)])
  for (const { name, value } of query.filters) {
    patient ??= one_patient(name, value)
    is_steady &&= is_steady_question(type, name)
    if (rare !== 'column') rare = rareness(type, name, value) ?? rare
    conditions.push(filter_arms(subject, name, value))
  }
  // Of what is also asked of other rows (amounts, _has, chains by name), which of the two leads depends on the values.
  const found = crossed(conditions)
  if (found.some((one) => one.includes(' IN (SELECT'))) rare = undefined
  const where = ['r.facility = $1', type_condition('r', of_type, rare), 'NOT r.deleted', ...found].join(' AND ')
  return { binder, where, query, is_steady, rare, patient }
}

/** Codes asked for by what they mean are found first; other questions ask nobody. */
const ask = async (
  sql: Sql,
  facility: string,
  type: string,
  search: URLSearchParams,
  more: SearchMore,
): Promise<Asked> => {
  const sets = make_code_sets()
  const asked = ask_with(sets, facility, type, search, more)
  const [first] = sets.wanted.values()
  if (!first) return asked
  const { find_codes } = more
  if (!find_codes) throw unsupported(`${first.name}:${first.modifier}`, 'nơi này không có danh mục mã để tra')
  await find_wanted(sets, sql, facility, find_codes)
  return ask_with(sets, facility, type, search, more)
}

type Row = Light & { sort_at: string[] }

/** @param is_rare few rows are found, so that one plan is right for all values */
const run = async (sql: Sql, asked: Asked, text: string, is_rare: boolean): Promise<Row[]> => {
  // A name is planned for its values each time: a plan for any would not know that "Nguyễn" is common and "Đạt" is not.
  const name = asked.is_steady || is_rare ? name_of(text) : ''
  const { values } = asked.binder
  return (await (is_rare && name !== '' ? sql.steady<Row>(name, text, values) : sql.alone<Row>(name, text, values)))
    .rows
}

const order_of = (expressions: SortExpression[]): string =>
  expressions.map(({ sql, descending }) => `${sql} ${descending ? 'DESC' : 'ASC'}`).join()
const keys_of = (expressions: SortExpression[]): string =>
  `ARRAY[${expressions.map(({ sql }) => `(${sql})::text`).join()}] AS sort_at`

/** Any rows, as many as fit: an order would have to look at all of them first. */
const first_rows = (sql: Sql, asked: Asked): Promise<Row[]> => {
  const found = `SELECT ${columns}, '{}'::text[] AS sort_at FROM record.resource AS r WHERE ${asked.where}`
  const limit = `LIMIT ${asked.query.count + 1}`
  return asked.rare ? run(sql, asked, few_of(found, limit), true) : run(sql, asked, `${found} ${limit}`, false)
}

const ordered_rows = (
  sql: Sql,
  asked: Asked,
  expressions: SortExpression[],
  cursor: Cursor | undefined,
): Promise<Row[]> => {
  const { binder, query } = asked
  const limit = query.count + 1
  if (cursor && cursor.at.length > 0 && expressions[0]?.sql === 'r.updated_at')
    return rows_as_of(sql, asked, expressions, cursor)
  const further: string[] = []
  // What came into being after the first page does not push in between the others.
  if (cursor) further.push(`(r.version > 1 OR r.updated_at <= ${binder.bind(cursor.as_of)}::timestamptz)`)
  if (cursor && cursor.seen.length > 0) further.push(`r.id <> ALL(${binder.bind(cursor.seen)}::text[])`)
  if (cursor && cursor.at.length > 0) further.push(after_condition(binder, expressions, cursor.at))
  const where = [asked.where, ...further].join(' AND ')
  return run(
    sql,
    asked,
    `SELECT ${columns}, ${keys_of(expressions)} FROM record.resource AS r WHERE ${where} ORDER BY ${order_of(expressions)} LIMIT ${limit}`,
    asked.rare === 'column' && !/^r\.(updated_at|id)$/.test(expressions[0]?.sql ?? ''),
  )
}

/**
 * By _lastUpdated, what is changed while someone pages would jump over the cursor. It keeps the place it had when the
 * first page was given: the time of its last version before that.
 */
const rows_as_of = (sql: Sql, asked: Asked, expressions: SortExpression[], cursor: Cursor): Promise<Row[]> => {
  const { binder, query } = asked
  const as_of = `${binder.bind(cursor.as_of)}::timestamptz`
  const direction = expressions[0]?.descending ? 'DESC' : 'ASC'
  const place: SortExpression[] = [
    { sql: 'at', cast: 'timestamptz', descending: direction === 'DESC' },
    ...expressions.slice(1).map((one) => ({ ...one, sql: one.sql.replace('r.id', 'id') })),
  ]
  const order = `ORDER BY ${order_of(place)} LIMIT ${query.count + 1}`
  const unchanged = `SELECT ${columns}, r.updated_at AS at FROM record.resource AS r
    WHERE ${asked.where} AND r.updated_at <= ${as_of} AND ${after_condition(binder, expressions, cursor.at)}
    ORDER BY ${order_of(expressions)} LIMIT ${query.count + 1}`
  const changed = `SELECT * FROM (SELECT ${columns}, (SELECT max(v.updated_at) FROM record.version AS v WHERE v.facility = $1
      AND v.type = r.type AND v.id = r.id AND v.updated_at <= ${as_of}) AS at
    FROM record.resource AS r WHERE ${asked.where} AND r.updated_at > ${as_of}) AS moved
    WHERE at IS NOT NULL AND ${after_condition(binder, place, cursor.at)}`
  return run(
    sql,
    asked,
    `SELECT *, ${keys_of(place)} FROM ((${unchanged}) UNION ALL (${changed})) AS both_kinds ${order}`,
    false,
  )
}

const now_text = (): string => `${new Date().toISOString().replace('T', ' ').replace('Z', '')}+00`

const page_rows = async (
  sql: Sql,
  asked: Asked,
  type: string,
): Promise<{ rows: Row[]; cursor: Cursor | undefined }> => {
  const { query, binder } = asked
  const expressions = sort_expressions(binder, 'r', type, query.sort)
  const cursor =
    query.cursor === null
      ? undefined
      : decode_cursor(
          query.cursor,
          expressions.map((one) => one.cast),
        )
  const is_free = query.sort.length === 0 && cursor === undefined && query.count <= seen_max
  const values_before = [...binder.values]
  const rows = is_free ? await first_rows(sql, asked) : await ordered_rows(sql, asked, expressions, cursor)
  binder.values.splice(0, binder.values.length, ...values_before)
  const given = rows.slice(0, Math.min(query.count, count_fitting(rows)))
  const last = given.at(-1)
  if (rows.length === given.length || !last) return { rows: given, cursor: undefined }
  const as_of = cursor?.as_of ?? now_text()
  if (is_free) return { rows: given, cursor: { at: [], seen: given.map((row) => row.id), as_of } }
  return { rows: given, cursor: { at: last.sort_at, seen: cursor?.seen ?? [], as_of } }
}

const count_rows = async (sql: Sql, { binder, where }: Asked): Promise<number> => {
  const { rows } = await sql.alone<{ total: number }>(
    '',
    `SELECT count(*) AS total FROM record.resource AS r WHERE ${where}`,
    binder.values,
  )
  return rows[0]?.total ?? 0
}

export const count_resources = async (
  sql: Sql,
  facility: string,
  type: string,
  search: URLSearchParams,
): Promise<number> => count_rows(sql, await ask(sql, facility, type, search, {}))

/** Answers a search; every parameter is served or refused by name (R4 §3.1.1.1, handling=strict). */
export const search_resources = async (
  sql: Sql,
  facility: string,
  type: string,
  search: URLSearchParams,
  more: SearchMore = {},
): Promise<SearchPage> => {
  const asked = await ask(sql, facility, type, search, more)
  const { query, patient } = asked
  const page: SearchPage = { entries: [], included: [] }
  if (patient !== undefined) page.patient = patient
  const is_count = query.count === 0 || query.summary === 'count'
  if (query.total !== 'none' || is_count) page.total = await count_rows(sql, asked)
  if (is_count) return page
  const { rows, cursor } = await page_rows(sql, asked, type)
  page.entries = await with_bodies(sql, facility, rows)
  if (cursor) {
    const next = new URLSearchParams(search)
    next.set('_cursor', encode_cursor(cursor))
    page.next = next.toString()
  }
  if (query.includes.length > 0)
    page.included = await include_resources(sql, { facility, scopes: more.scopes }, page.entries, query.includes)
  return page
}
