import { createHash } from 'node:crypto'
import { errors, Provider, type Adapter, type AdapterFactory, type AdapterPayload } from 'oidc-provider'
import { find_client, take_as_long_as_proving, withdraw_token, type TokenKey } from '../access/index.ts'
import type { Database } from '../database/index.ts'
import { metadata_of } from './client-metadata.ts'

const digest_of = (name: string): Buffer => createHash('sha256').update(name).digest()

type Row = { payload: AdapterPayload; consumed: number | null }

const columns = 'payload, extract(epoch FROM consumed_at)::float8 AS consumed'

/**
 * Kept by the digest of its name, and without the name: whoever reads the table cannot present a code or a token.
 * Consuming and noticing a replay are one statement each, so that two at once are not both the first.
 */
class RecordAdapter implements Adapter {
  private readonly model: string
  private readonly database: Database
  constructor(model: string, database: Database) {
    this.model = model
    this.database = database
  }

  private async run<Found>(name: string, text: string, values: unknown[]) {
    return this.database.in_site((sql) => sql.alone<Found>(`smart_${name}`, text, [this.model, ...values]))
  }

  async upsert(id: string, { jti: _name, ...payload }: AdapterPayload, expires_s = 3_600): Promise<void> {
    const uid = this.model === 'Session' ? (payload.uid ?? null) : null
    const once = this.model === 'ReplayDetection'
    const { row_count } = await this.run(
      once ? 'insert' : 'upsert',
      `INSERT INTO smart.record (model, digest, payload, grant_id, uid, expires_at)
       VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
       ON CONFLICT (model, digest) DO UPDATE SET payload = $3, grant_id = $4, uid = $5, expires_at = excluded.expires_at
       ${once ? 'WHERE record.expires_at < now()' : ''}`,
      [digest_of(id), JSON.stringify(payload), payload.grantId ?? null, uid, expires_s],
    )
    if (row_count === 0) throw new errors.InvalidClientAuth('client assertion tokens must only be used once')
  }

  private async first(name: string, condition: string, value: unknown): Promise<Row | undefined> {
    return (await this.run<Row>(name, `SELECT ${columns} FROM smart.record WHERE model = $1 AND ${condition}`, [value]))
      .rows[0]
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const row = await this.first('find', 'digest = $2', digest_of(id))
    return row && { ...row.payload, jti: id, ...(row.consumed === null ? {} : { consumed: row.consumed }) }
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return (await this.first('find_uid', 'uid = $2', uid))?.payload
  }

  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined) // the device flow is not offered
  }

  async consume(id: string): Promise<void> {
    const { row_count } = await this.run(
      'consume',
      'UPDATE smart.record SET consumed_at = now() WHERE model = $1 AND digest = $2 AND consumed_at IS NULL',
      [digest_of(id)],
    )
    if (row_count === 0) throw new errors.InvalidGrant('already used')
  }

  async destroy(id: string): Promise<void> {
    await this.run('destroy', 'DELETE FROM smart.record WHERE model = $1 AND digest = $2', [digest_of(id)])
  }

  async revokeByGrantId(grant: string): Promise<void> {
    await this.run('revoke', 'DELETE FROM smart.record WHERE model = $1 AND grant_id = $2', [grant])
  }
}

/** A grant counts while `access.app_grant` says so, whoever ended it. */
class GrantAdapter extends RecordAdapter {
  private readonly site: Database
  constructor(database: Database) {
    super('Grant', database)
    this.site = database
  }

  override async find(id: string): Promise<AdapterPayload | undefined> {
    const { rows } = await this.site.in_site((sql) =>
      sql.alone<{ is_ended: boolean }>(
        'smart_grant_ended',
        'SELECT ended_at IS NOT NULL AS is_ended FROM access.app_grant WHERE id = $1',
        [id],
      ),
    )
    return rows[0]?.is_ended ? undefined : super.find(id)
  }

  override async destroy(id: string): Promise<void> {
    await this.site.in_site((sql) =>
      sql.query('UPDATE access.app_grant SET ended_at = now() WHERE id = $1 AND ended_at IS NULL', [id]),
    )
    await super.destroy(id)
  }
}

/** Tokens of systems are believed without asking the database: one that is taken back must be told to every process. */
class SystemTokenAdapter extends RecordAdapter {
  private readonly site: Database
  private readonly key: TokenKey
  constructor(database: Database, key: TokenKey) {
    super('ClientCredentials', database)
    this.site = database
    this.key = key
  }

  override async destroy(id: string): Promise<void> {
    const token = await this.find(id)
    if (token?.exp !== undefined)
      await withdraw_token(this.site, this.key.withdrawn, { jti: id, expires_at: new Date(token.exp * 1_000) })
    await super.destroy(id)
  }
}

/** Where a secret is shown: there an unknown client takes as long as a wrong secret. */
const secret_routes = new Set(['token', 'introspection', 'revocation'])

/** Clients are registered by the facility (console, administrator), never over the protocol. */
class ClientAdapter extends RecordAdapter {
  private readonly site: Database
  constructor(database: Database) {
    super('Client', database)
    this.site = database
  }

  override async find(id: string): Promise<AdapterPayload | undefined> {
    const client = await find_client(this.site, id)
    if (client) return metadata_of(client)
    if (secret_routes.has(Provider.ctx?.oidc.route ?? '')) await take_as_long_as_proving(id)
    return undefined
  }
}

export const create_adapter =
  (database: Database, key: TokenKey): AdapterFactory =>
  (model) => {
    if (model === 'Client') return new ClientAdapter(database)
    if (model === 'Grant') return new GrantAdapter(database)
    if (model === 'ClientCredentials') return new SystemTokenAdapter(database, key)
    return new RecordAdapter(model, database)
  }
