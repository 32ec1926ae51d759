import type { JSONWebKeySet } from 'jose'
import { fail } from '../../base/outcome/index.ts'
import { insert_events, type AuditAct, type Caller } from '../audit/index.ts'
import type { Database, Sql } from '../database/index.ts'
import { hash_password } from './accounts.ts'

/** backend: a system with rights of its own; confidential, public: an app that acts for the person who allowed it. */
export type ClientKind = 'backend' | 'confidential' | 'public'

export type Client = {
  client_id: string
  facility: string
  name: string
  /** What it may be granted at most. */
  scope: string
  kind: ClientKind
  /** Public keys for private_key_jwt (RFC 7523), as a set or where the app publishes it. */
  jwks: JSONWebKeySet | null
  jwks_uri: string | null
  redirect_uris: string[]
  /** Where the chart opens it (EHR launch). */
  launch_uri: string | null
}
export type NewClient = Pick<Client, 'client_id' | 'facility' | 'name' | 'scope'> & Partial<Client>

export const caller_for = (client: Client, address: string): Caller => ({
  facility: client.facility,
  actor: { id: client.client_id, name: client.name, role: 'system', kind: 'system' },
  purpose: 'TREAT',
  address,
  request_id: '',
})

export const client_line = (
  client: Pick<Client, 'client_id'>,
  act: Pick<AuditAct, 'action' | 'interaction' | 'outcome' | 'detail'>,
): AuditAct => ({
  ...act,
  type: 'Client',
  ref: client.client_id,
})

const columns = 'client_id, facility, name, scope, kind, jwks, jwks_uri, redirect_uris, launch_uri'

/**
 * Makes a client or renews it whole: with a new secret, which also ends a lock-out, or without one.
 * @throws 409 when another facility has a client of this name
 */
export const put_client = async (database: Database, given: NewClient, secret?: string): Promise<void> => {
  const client: Client = {
    ...{ kind: 'backend', jwks: null, jwks_uri: null, redirect_uris: [], launch_uri: null },
    ...given,
  }
  const hashed = secret === undefined ? null : await hash_password(secret)
  await database.in_facility(client.facility, async (sql) => {
    const { row_count } = await sql.query(
      `INSERT INTO access.client (${columns}, secret) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (client_id) DO UPDATE SET name = $3, scope = $4, kind = $5, jwks = $6, jwks_uri = $7,
         redirect_uris = $8, launch_uri = $9, secret = $10, active = true
       WHERE client.facility = excluded.facility`,
      [
        ...[client.client_id, client.facility, client.name, client.scope, client.kind],
        ...[client.jwks === null ? null : JSON.stringify(client.jwks), client.jwks_uri],
        ...[client.redirect_uris, client.launch_uri, hashed],
      ],
    )
    if (row_count === 0) throw fail.conflict(`Mã ${client.client_id} đã dùng ở cơ sở khác; hãy chọn mã khác`)
    const act = client_line(client, { action: 'U', interaction: 'new-secret' })
    await insert_events(sql, [{ caller: caller_for(client, ''), act }])
  })
}

export type KnownClient = Client & { secret: string | null }

/** A client that may come in; undefined when nobody has this name, or it was set aside. */
export const find_client = async (database: Database, client_id: string): Promise<KnownClient | undefined> =>
  (
    await database.in_site((sql) =>
      sql.prepared<KnownClient>(
        'find_client',
        `SELECT ${columns}, secret FROM access.client WHERE client_id = $1 AND active`,
        [client_id],
      ),
    )
  ).rows[0]

export type ListedClient = Client & { active: boolean; has_secret: boolean; created_at: Date }

export const list_clients = async (sql: Sql, facility: string): Promise<ListedClient[]> =>
  (
    await sql.query<ListedClient>(
      `SELECT ${columns}, active, secret IS NOT NULL AS has_secret, created_at
       FROM access.client WHERE facility = $1 ORDER BY kind = 'backend', name`,
      [facility],
    )
  ).rows

/** Sets a client aside or lets it in again. Set aside, it gets no token, and the ones it has end. */
export const set_client_active = async (
  database: Database,
  caller: Caller,
  client_id: string,
  active: boolean,
): Promise<void> =>
  database.in_facility(caller.facility, async (sql) => {
    const { row_count } = await sql.query(
      'UPDATE access.client SET active = $3 WHERE facility = $1 AND client_id = $2',
      [...[caller.facility, client_id, active]],
    )
    if (row_count === 0) throw fail.not_found(`Cơ sở này không có ứng dụng ${client_id}`)
    if (!active)
      await sql.query('UPDATE access.app_grant SET ended_at = now() WHERE client_id = $1 AND ended_at IS NULL', [
        client_id,
      ])
    const act = client_line({ client_id }, { action: 'U', interaction: active ? 'client-opened' : 'client-closed' })
    await insert_events(sql, [{ caller, act }])
  })
