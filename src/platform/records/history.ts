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
  check_names(query)
  const count = read_count(query.get('_count'))
  const values: unknown[] = [facility]
  const bind = (value: unknown): string => `$${values.push(value)}`
  const conditions = ['facility = $1']
  // Of everything: each type's own index is asked for its newest.
  const types = bind(type === undefined ? [...resource_types] : [type])
  conditions.push('type = kind')
  if (id !== undefined) conditions.push(`id = ${bind(id)}`)
  const since = query.get('_since')
  if (since !== null)
    conditions.push(`updated_at >= ${bind(timestamp_text(read_date('_since', since).range.from_ms))}::timestamptz`)
  const cursor = query.get('_cursor')
  if (cursor !== null) {
    const [at, after_type, after_id, version] = decode(cursor)
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
  const versions = await with_bodies(sql, facility, rows.slice(0, Math.min(count, count_fitting(rows))))
  // Versions are counted without a gap, so the newest says how many there are.
  const is_whole = id !== undefined && since === null && cursor === null
  const page: HistoryPage = is_whole ? { versions, total: versions[0]?.version ?? 0 } : { versions }
  const last = versions.at(-1)
  if (rows.length === versions.length || !last) return page
  const next = new URLSearchParams(query)
  const at: Cursor = [last.updated_at.toISOString(), last.type, last.id, last.version]
  next.set('_cursor', Buffer.from(JSON.stringify(at)).toString('base64url'))
  return { ...page, next: next.toString() }
}
