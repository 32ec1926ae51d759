import { resource_types } from '../../standards/fhir-search/index.ts'
import type { Sql } from '../database/index.ts'
import type { Stored } from './stored.ts'
import { read_date } from './search/ranges.ts'
import { wrong_value } from './search/sql-text.ts'

export type HistoryPage = { versions: Stored[]; next?: string }

const count_default = 50
const count_max = 1_000
const columns = 'type, id, version, updated_at, deleted, author, body'

const read_count = (value: string | null): number => {
  const count = value === null ? count_default : Number(value)
  if (!Number.isInteger(count) || count < 1) throw wrong_value('_count', value ?? '')
  return Math.min(count, count_max)
}

type Cursor = [at: string, type: string, id: string, version: number]

const decode = (text: string): Cursor => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (Array.isArray(parts) && parts.length === 4) {
      const [at, type, id, version] = parts as unknown[]
      if (typeof at === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) && Number.isInteger(version))
        if (typeof type === 'string' && typeof id === 'string') return [at, type, id, Number(version)]
    }
  } catch {
    // falls through to the refusal
  }
  throw wrong_value('_cursor', text)
}

/**
 * Changes of a type, or of everything, newest first (R4 §3.1.0.10). `_since`, `_at`, `_count`. Pages go on from the
 * last version given: what is written meanwhile comes before it and hides nothing.
 */
export const list_changes = async (
  sql: Sql,
  facility: string,
  type: string | undefined,
  query: URLSearchParams,
): Promise<HistoryPage> => {
  const count = read_count(query.get('_count'))
  const values: unknown[] = [facility]
  const bind = (value: unknown): string => `$${values.push(value)}`
  const conditions = ['facility = $1']
  // Of everything: each type's own index is asked for its newest.
  const types = bind(type === undefined ? [...resource_types] : [type])
  conditions.push('type = kind')
  const since = query.get('_since')
  if (since !== null)
    conditions.push(
      `updated_at >= ${bind(new Date(read_date('_since', since).range.from_ms).toISOString())}::timestamptz`,
    )
  const cursor = query.get('_cursor')
  if (cursor !== null) {
    const [at, after_type, id, version] = decode(cursor)
    conditions.push(
      `(updated_at, type, id, version) < (${bind(at)}::timestamptz, ${bind(after_type)}, ${bind(id)}, ${bind(version)}::integer)`,
    )
  }
  const part = (table: string): string =>
    `SELECT newest.* FROM unnest(${types}::text[]) AS kind, LATERAL (SELECT ${columns} FROM record.${table}
       WHERE ${conditions.join(' AND ')} ORDER BY updated_at DESC, id DESC, version DESC LIMIT ${count + 1}) AS newest`
  const { rows } = await sql.alone<Stored>(
    '',
    `SELECT * FROM (${part('resource')} UNION ALL ${part('version')}) AS change
     ORDER BY updated_at DESC, type DESC, id DESC, version DESC LIMIT ${count + 1}`,
    values,
  )
  const versions = rows.slice(0, count)
  const last = versions.at(-1)
  if (rows.length <= count || !last) return { versions }
  const next = new URLSearchParams(query)
  const at: Cursor = [last.updated_at.toISOString(), last.type, last.id, last.version]
  next.set('_cursor', Buffer.from(JSON.stringify(at)).toString('base64url'))
  return { versions, next: next.toString() }
}
