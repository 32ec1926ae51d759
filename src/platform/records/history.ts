import { fail } from '../../base/outcome/index.ts'
import { resource_types } from '../../standards/fhir-search/index.ts'
import type { Sql } from '../database/index.ts'
import { count_fitting, light_body, with_bodies, type Light } from './large.ts'
import type { StoredRow } from './read.ts'
import { read_date, timestamp_text } from './search/ranges.ts'
import { wrong_value } from './search/sql-text.ts'

export type HistoryPage = {
  versions: StoredRow[]
  next?: string
  /** Of one resource asked for all its versions: how many there are. */
  total?: number
}

/** Of what: everything, a type, or one resource. */
export type HistoryOf = { type?: string | undefined; id?: string | undefined }

const count_default = 50
const count_max = 1_000
const version_max = 2 ** 31 - 1
const columns = `type, id, version, updated_at, deleted, author, patient, ${light_body()}`

const read_count = (value: string | null): number => {
  const count = value === null ? count_default : Number(value)
  if (!Number.isInteger(count) || count < 1) throw wrong_value('_count', value ?? '')
  return Math.min(count, count_max)
}

type Cursor = [at: string, type: string, id: string, version: number]

const known = new Set(['_count', '_since', '_cursor', '_format', '_pretty'])

/** What is not understood is refused by name: a history that ignored `_at` would be another one than was asked for. */
const check_names = (query: URLSearchParams): void => {
  for (const name of query.keys()) if (!known.has(name)) throw fail.unsupported_parameter(name)
}

const decode = (text: string): Cursor => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (Array.isArray(parts) && parts.length === 4) {
      const [at, type, id, version] = parts as unknown[]
      const is_moment = typeof at === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) && !Number.isNaN(Date.parse(at))
      if (is_moment && Number.isInteger(version) && Math.abs(Number(version)) < 2 ** 31)
        if (typeof type === 'string' && typeof id === 'string') return [at, type, id, Number(version)]
    }
  } catch {
    // falls through to the refusal
  }
  throw wrong_value('_cursor', text)
}

type Asked = { count: number; since_ms: number | undefined; cursor: Cursor | undefined }

const read_asked = (query: URLSearchParams): Asked => {
  check_names(query)
  const [since, cursor] = [query.get('_since'), query.get('_cursor')]
  return {
    count: read_count(query.get('_count')),
    since_ms: since === null ? undefined : read_date('_since', since).range.from_ms,
    cursor: cursor === null ? undefined : decode(cursor),
  }
}

/** Of one resource, by its key: its newest version is its last. */
const changes_of_one = async (
  sql: Sql,
  facility: string,
  [type, id]: [string, string],
  { count, since_ms, cursor }: Asked,
): Promise<Light<StoredRow>[]> => {
  const where = `WHERE facility = $1 AND type = $2 AND id = $3 AND updated_at >= $4::timestamptz AND version < $5`
  const { rows } = await sql.steady<Light<StoredRow>>(
    'history_of_one',
    `SELECT ${columns} FROM record.resource ${where}
     UNION ALL
     (SELECT ${columns} FROM record.version ${where} ORDER BY version DESC LIMIT $6)
     ORDER BY version DESC LIMIT $6`,
    [
      ...[facility, type, id, since_ms === undefined ? '-infinity' : timestamp_text(since_ms)],
      ...[cursor?.[3] ?? version_max, count + 1],
    ],
  )
  return rows
}

/** Of a type or of everything: each type's own index is asked for its newest. */
const changes_of_many = async (
  sql: Sql,
  facility: string,
  type: string | undefined,
  { count, since_ms, cursor }: Asked,
): Promise<Light<StoredRow>[]> => {
  const values: unknown[] = [facility]
  const bind = (value: unknown): string => `$${values.push(value)}`
  const conditions = ['facility = $1', 'type = kind']
  const types = bind(type === undefined ? [...resource_types] : [type])
  if (since_ms !== undefined) conditions.push(`updated_at >= ${bind(timestamp_text(since_ms))}::timestamptz`)
  if (cursor) {
    const [at, after_type, after_id, version] = cursor
    conditions.push(
      `(updated_at, type, id, version) < (${bind(at)}::timestamptz, ${bind(after_type)}, ${bind(after_id)}, ${bind(version)}::integer)`,
    )
  }
  const part = (table: string): string =>
    `SELECT newest.* FROM unnest(${types}::text[]) AS kind, LATERAL (SELECT ${columns} FROM record.${table}
       WHERE ${conditions.join(' AND ')} ORDER BY updated_at DESC, id DESC, version DESC LIMIT ${count + 1}) AS newest`
  const { rows } = await sql.alone<Light<StoredRow>>(
    '',
    `SELECT * FROM (${part('resource')} UNION ALL ${part('version')}) AS change
     ORDER BY updated_at DESC, type DESC, id DESC, version DESC LIMIT ${count + 1}`,
    values,
  )
  return rows
}

/**
 * Changes of one resource, a type, or everything, newest first (R4 §3.1.0.10). `_since`, `_count`. Pages go on from the
 * last version given: what is written meanwhile comes before it and hides nothing.
 */
export const list_changes = async (
  sql: Sql,
  facility: string,
  { type, id }: HistoryOf,
  query: URLSearchParams,
): Promise<HistoryPage> => {
  const asked = read_asked(query)
  const is_of_one = type !== undefined && id !== undefined
  const rows = is_of_one
    ? await changes_of_one(sql, facility, [type, id], asked)
    : await changes_of_many(sql, facility, type, asked)
  const versions = await with_bodies(sql, facility, rows.slice(0, Math.min(asked.count, count_fitting(rows))))
  // Versions are counted without a gap, so the newest says how many there are.
  const is_whole = is_of_one && asked.since_ms === undefined && !asked.cursor
  const page: HistoryPage = is_whole ? { versions, total: versions[0]?.version ?? 0 } : { versions }
  const last = versions.at(-1)
  if (rows.length === versions.length || !last) return page
  const next = new URLSearchParams(query)
  const at: Cursor = [last.updated_at.toISOString(), last.type, last.id, last.version]
  next.set('_cursor', Buffer.from(JSON.stringify(at)).toString('base64url'))
  return { ...page, next: next.toString() }
}
