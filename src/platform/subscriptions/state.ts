import type { Caller } from '../audit/index.ts'
import type { Sql } from '../database/index.ts'
import { has_vault, open_json, seal_json, type KeptJson } from '../vault/index.ts'
import type { Wish } from './wish.ts'

export type Status = 'requested' | 'active' | 'error' | 'off'
export type Header = [name: string, value: string]
/** Who asked to be told, with what his token allowed: nothing is told that he may not read. */
export type Author = Caller['actor'] & { scopes?: Caller['scopes'] }

/** What the server knows of a subscription beside the resource (record.subscription). */
export type State = Wish & {
  id: string
  status: Status
  /** Secrets of the receiver, as they are kept (`open_headers`): the resource shows only their names. */
  headers: KeptJson<Header[]>
  author: Author
  /** The endpoint has answered a handshake. */
  verified: boolean
  /** Number of the last event, and of the last one the receiver has. */
  events: number
  delivered: number
  failures: number
  last_error: string | null
  /** The socket that is bound now. */
  binding: string | null
}

export const state_columns =
  'id, status, topic, type, filters, channel, endpoint, content, heartbeat_s, timeout_s, max_count, ends_at, headers, ' +
  'author, verified, events, delivered, failures, last_error, binding'

/** When there is something to do next; NULL when only a further event, a socket or its owner can say. */
export const due_sql = `CASE
  WHEN channel = 'websocket' AND binding IS NULL THEN NULL
  WHEN delivered < events OR status = 'requested' THEN now()
  WHEN heartbeat_s IS NOT NULL THEN coalesce(sent_at, now()) + make_interval(secs => heartbeat_s) END`

const about = (facility: string, id: string): string => `record.subscription ${facility}/${id}`

const seal_headers = (facility: string, id: string, headers: Header[]): string =>
  headers.length === 0 ? '[]' : seal_json(headers, about(facility, id))

export const open_headers = (facility: string, { id, headers }: Pick<State, 'id' | 'headers'>): Header[] =>
  open_json(headers, about(facility, id))

/** Headers kept before there was a vault are sealed, at the start of a server. @returns of how many subscriptions */
export const seal_subscription_headers = async (sql: Sql, facility: string): Promise<number> => {
  if (!has_vault()) return 0
  const { rows } = await sql.query<{ id: string; headers: Header[] }>(
    "SELECT id, headers FROM record.subscription WHERE facility = $1 AND jsonb_typeof(headers) = 'array' AND headers <> '[]'",
    [facility],
  )
  for (const { id, headers } of rows)
    await sql.query('UPDATE record.subscription SET headers = $3 WHERE facility = $1 AND id = $2', [
      ...[facility, id, seal_headers(facility, id, headers)],
    ])
  return rows.length
}

export const find_state = async (sql: Sql, facility: string, id: string): Promise<State | undefined> =>
  (
    await sql.query<State>(`SELECT ${state_columns} FROM record.subscription WHERE facility = $1 AND id = $2`, [
      facility,
      id,
    ])
  ).rows[0]

export const list_states = async (sql: Sql, facility: string, ids: string[] | undefined): Promise<State[]> =>
  (
    await sql.query<State>(
      `SELECT ${state_columns} FROM record.subscription WHERE facility = $1 AND ($2::text[] IS NULL OR id = ANY($2))
       ORDER BY id`,
      [facility, ids ?? null],
    )
  ).rows

export type NewState = Wish & { status: Status; headers: Header[]; author: Author; verified: boolean }

/** Keeps what was asked for. Numbers of events go on; whoever is sending at this moment lets go. */
export const put_state = async (sql: Sql, facility: string, id: string, state: NewState): Promise<void> => {
  await sql.query(
    `INSERT INTO record.subscription AS s (facility, id, status, topic, type, filters, channel, endpoint, content,
       heartbeat_s, timeout_s, max_count, ends_at, headers, author, verified)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     ON CONFLICT (facility, id) DO UPDATE SET status = $3, topic = $4, type = $5, filters = $6, channel = $7,
       endpoint = $8, content = $9, heartbeat_s = $10, timeout_s = $11, max_count = $12, ends_at = $13, headers = $14,
       author = $15, verified = $16, failures = 0, last_error = NULL, holder = NULL, held_until = NULL,
       binding = CASE WHEN $7 = 'websocket' AND $3 <> 'off' THEN s.binding END`,
    [
      ...[facility, id, state.status, state.topic, state.type, JSON.stringify(state.filters), state.channel],
      ...[state.endpoint, state.content, state.heartbeat_s, state.timeout_s, state.max_count, state.ends_at],
      ...[seal_headers(facility, id, state.headers), JSON.stringify(state.author), state.verified],
    ],
  )
  await sql.query(
    `UPDATE record.subscription SET next_at = CASE WHEN status <> 'off' THEN ${due_sql} END WHERE facility = $1 AND id = $2`,
    [facility, id],
  )
  await listen(sql, facility, id, state.status === 'off' ? undefined : state.type)
}

/** Which type is written down for it from now on; undefined: none. */
export const listen = async (sql: Sql, facility: string, id: string, type: string | undefined): Promise<void> => {
  await sql.query(
    'DELETE FROM record.listener WHERE facility = $1 AND subscription = $2 AND type IS DISTINCT FROM $3',
    [facility, id, type ?? null],
  )
  if (type !== undefined)
    await sql.query(
      'INSERT INTO record.listener (facility, type, subscription) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [facility, type, id],
    )
}

/** Forgets it with all its events. */
export const drop_state = async (sql: Sql, facility: string, id: string): Promise<void> => {
  await listen(sql, facility, id, undefined)
  await sql.query('DELETE FROM record.subscription_event WHERE facility = $1 AND subscription = $2', [facility, id])
  await sql.query('DELETE FROM record.subscription WHERE facility = $1 AND id = $2', [facility, id])
}
