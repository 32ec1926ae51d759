import { Failure, fail } from '../../base/outcome/index.ts'
import { fold } from '../../base/text/index.ts'
import type { Sql } from '../database/index.ts'
import { date_range } from './index-terms.ts'
import { search_parameters, type SearchParameter } from './search-parameters.ts'
import type { Stored } from './stored.ts'

export type SearchPage = {
  entries: Stored[]
  /** Only when asked for with _total=accurate: counting costs. */
  total?: number
  /** Query string of the next page. */
  next?: string
  /** The one patient the question was about, for the audit log. */
  patient?: string
}

const count_default = 50
const count_max = 1_000

/** Collects conditions and their values; values never become SQL text. */
type Where = { conditions: string[]; values: unknown[] }
const bind = (where: Where, value: unknown): string => `$${where.values.push(value)}`

const wrong_value = (name: string, value: string): Failure =>
  fail.invalid(`Giá trị “${value}” của tham số “${name}” không đúng dạng`, name)

const unescape = (text: string): string => text.replace(/\\([\\,|$])/g, '$1')
const alternatives = (text: string): string[] => text.split(/(?<!\\),/).map(unescape)

/** What a bare id stands for; other reference parameters need `Type/id`. */
const bare_reference_type: Record<string, string> = {
  patient: 'Patient',
  subject: 'Patient',
  beneficiary: 'Patient',
  encounter: 'Encounter',
  organization: 'Organization',
  partof: 'Organization',
  'service-provider': 'Organization',
  practitioner: 'Practitioner',
}

const reference_term = (name: string, value: string): string => {
  if (value.includes('/')) return `${name}=${value}`
  const type = bare_reference_type[name]
  if (!type) throw fail.invalid(`Tham số “${name}” cần dạng Loại/mã, ví dụ Patient/123`, name)
  return `${name}=${type}/${value}`
}

const add_date = (where: Where, name: string, value: string): void => {
  const match = /^(eq|ne|gt|lt|ge|le|sa|eb)?(\d.*)$/.exec(value)
  const range = match?.[2] ? date_range(match[2]) : undefined
  if (!match || !range) throw wrong_value(name, value)
  const lasts =
    name === '_lastUpdated'
      ? 'updated_at'
      : "coalesce(clinical_end, CASE WHEN clinical_at IS NOT NULL THEN 'infinity'::timestamptz END)"
  const begins = name === '_lastUpdated' ? 'updated_at' : 'clinical_at'
  const from = bind(where, range[0])
  const to = bind(where, range[1])
  const until = name === '_lastUpdated' ? `${lasts} < ${to}` : `${lasts} <= ${to}`
  const comparison: Record<string, string> = {
    eq: `(${begins} >= ${from} AND ${until})`,
    ne: `NOT (${begins} >= ${from} AND ${until})`,
    gt: `${lasts} > ${to} AND ${from}::timestamptz IS NOT NULL`,
    sa: `${begins} >= ${to} AND ${from}::timestamptz IS NOT NULL`,
    lt: `${begins} < ${from} AND ${to}::timestamptz IS NOT NULL`,
    eb: `${lasts} <= ${from} AND ${to}::timestamptz IS NOT NULL`,
    ge: `(${lasts} > ${from} AND ${to}::timestamptz IS NOT NULL)`,
    le: `(${begins} < ${to} AND ${from}::timestamptz IS NOT NULL)`,
  }
  where.conditions.push(comparison[match[1] ?? 'eq'] ?? 'false')
}

/** A lexeme inside a tsquery: quotes and backslashes doubled, so that it can only be a word. */
const lexeme = (word: string): string => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*`

const add_string = (where: Where, name: string, value: string): void => {
  const any = alternatives(value).map((text) => {
    const words = fold(text).split(' ').filter(Boolean)
    if (words.length === 0) throw wrong_value(name, value)
    return `(${words.map((word) => lexeme(`${name}=${word}`)).join(' & ')})`
  })
  where.conditions.push(`words @@ ${bind(where, any.join(' | '))}::tsquery`)
}

const add_parameter = (where: Where, name: string, parameter: SearchParameter, value: string): void => {
  if (value === '') throw wrong_value(name, value)
  if (parameter.kind === 'date') return add_date(where, name, value)
  if (parameter.kind === 'string') return add_string(where, name, value)
  const terms = alternatives(value).map((one) =>
    parameter.kind === 'reference' ? reference_term(name, one) : `${name}=${one}`,
  )
  where.conditions.push(`tokens && ${bind(where, terms)}::text[]`)
}

type Sort = { column: 'updated_at' | 'clinical_at' | 'id'; descending: boolean }

const read_sort = (type: string, value: string | null): Sort => {
  if (value === null) return { column: 'updated_at', descending: true }
  const descending = value.startsWith('-')
  const name = descending ? value.slice(1) : value
  if (name === '_lastUpdated') return { column: 'updated_at', descending }
  if (name === '_id') return { column: 'id', descending }
  if (search_parameters[type]?.[name]?.kind === 'date') return { column: 'clinical_at', descending }
  throw new Failure(400, [
    { severity: 'error', code: 'not-supported', message: `Không sắp xếp được theo “${name}”`, expression: '_sort' },
  ])
}

const read_count = (value: string | null): number => {
  if (value === null) return count_default
  const count = value === '' ? Number.NaN : Number(value)
  if (!Number.isInteger(count) || count < 0) throw wrong_value('_count', value)
  return Math.min(count, count_max)
}

const control_names = new Set(['_count', '_sort', '_total', '_cursor', '_format'])

const build_where = (facility: string, type: string, query: URLSearchParams): Where & { patient?: string } => {
  const where: Where & { patient?: string } = {
    conditions: ['facility = $1', 'type = $2', 'NOT deleted'],
    values: [facility, type],
  }
  for (const [name, value] of query) {
    if (control_names.has(name)) continue
    if (value === '') throw wrong_value(name, value)
    if (name === '_id') where.conditions.push(`id = ANY(${bind(where, alternatives(value))}::text[])`)
    else if (name === '_lastUpdated') add_date(where, name, value)
    else if (name === '_tag') add_parameter(where, name, { kind: 'token', paths: [] }, value)
    else if ((name === 'patient' || name === 'subject') && search_parameters[type]?.[name] && is_one_patient(value)) {
      where.patient = value.replace(/^Patient\//, '')
      where.conditions.push(`patient = ${bind(where, where.patient)}`)
    } else {
      const parameter = search_parameters[type]?.[name]
      if (!parameter) throw fail.unsupported_parameter(name)
      add_parameter(where, name, parameter, value)
    }
  }
  return where
}

const is_one_patient = (value: string): boolean => /^(Patient\/)?[A-Za-z0-9.-]+$/.test(value)

const encode_cursor = (parts: unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url')
const instant_text = /^(-infinity|\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00( BC)?)$/

const decode_cursor = (text: string, kind: 'text' | 'timestamptz'): [string, string] => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (Array.isArray(parts) && parts.length === 2) {
      const [at, id] = parts as unknown[]
      if (typeof at === 'string' && typeof id === 'string' && (kind === 'text' || instant_text.test(at)))
        return [at, id]
    }
  } catch {
    // falls through to the refusal
  }
  throw wrong_value('_cursor', text)
}

/** Answers a search; every parameter is served or refused by name (R4 §3.1.1.1, handling=strict). */
export const search_resources = async (
  sql: Sql,
  facility: string,
  type: string,
  query: URLSearchParams,
): Promise<SearchPage> => {
  const where = build_where(facility, type, query)
  const page: SearchPage = { entries: [] }
  if (where.patient !== undefined) page.patient = where.patient
  const total_mode = query.get('_total')
  if (total_mode !== null && !['none', 'accurate', 'estimate'].includes(total_mode))
    throw wrong_value('_total', total_mode)
  const count = read_count(query.get('_count'))
  if (total_mode === 'accurate' || total_mode === 'estimate' || count === 0) {
    const counted = await sql.query<{ total: number }>(
      `SELECT count(*) AS total FROM record.resource WHERE ${where.conditions.join(' AND ')}`,
      where.values,
    )
    page.total = counted.rows[0]?.total ?? 0
  }
  if (count === 0) return page
  const sort = read_sort(type, query.get('_sort'))
  const key = sort.column === 'clinical_at' ? "coalesce(clinical_at, '-infinity')" : sort.column
  const direction = sort.descending ? 'DESC' : 'ASC'
  const cursor = query.get('_cursor')
  if (cursor !== null) {
    const kind = sort.column === 'id' ? 'text' : 'timestamptz'
    const [at, id] = decode_cursor(cursor, kind)
    where.conditions.push(
      `(${key}, id) ${sort.descending ? '<' : '>'} (${bind(where, at)}::${kind}, ${bind(where, id)})`,
    )
  }
  const { rows } = await sql.query<Stored & { sort_key: string }>(
    `SELECT type, id, version, updated_at, deleted, author, body, (${key})::text AS sort_key FROM record.resource
     WHERE ${where.conditions.join(' AND ')} ORDER BY ${key} ${direction}, id ${direction} LIMIT ${count + 1}`,
    where.values,
  )
  page.entries = rows.slice(0, count)
  const last = page.entries.at(-1) as (Stored & { sort_key: string }) | undefined
  if (rows.length > count && last) {
    const next = new URLSearchParams(query)
    next.set('_cursor', encode_cursor([last.sort_key, last.id]))
    page.next = next.toString()
  }
  return page
}
