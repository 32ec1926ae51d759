import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK, type JWTPayload } from 'jose'
import type { Database, Sql } from '../database/index.ts'
import { open_json, seal_json, type KeptJson } from '../vault/index.ts'
import type { Withdrawn } from './withdrawn.ts'

export const token_algorithm = 'EdDSA'

/** The installation's own key for access tokens, the same in every process. */
export type TokenKey = {
  /** Signs: the newest when this process started. */
  kid: string
  private_jwk: JWK
  /** Verify, by their names: the newest, and the one before it, whose tokens are still about. */
  public_keys: Map<string, CryptoKey>
  /** Tokens whose signature was right, with their claims. */
  seen: Map<string, JWTPayload>
  withdrawn: Withdrawn
  /** Looks for keys another process made meanwhile. */
  look_again(): Promise<void>
}

type KeyRow = { kid: string; private_jwk: JWK }

const about = (kid: string): string => `access.token_key ${kid}`

const list_keys = async (sql: Sql): Promise<KeyRow[]> =>
  (
    await sql.query<{ kid: string; private_jwk: KeptJson<JWK> }>(
      'SELECT kid, private_jwk FROM access.token_key ORDER BY created_at DESC LIMIT 2',
    )
  ).rows.map(({ kid, private_jwk }) => ({ kid, private_jwk: open_json(private_jwk, about(kid)) }))

const make_key = async (sql: Sql): Promise<void> => {
  const pair = await generateKeyPair(token_algorithm, { crv: 'Ed25519', extractable: true })
  const private_jwk = await exportJWK(pair.privateKey)
  const kid = randomUUID()
  await sql.query('INSERT INTO access.token_key (kid, private_jwk) VALUES ($1, $2)', [
    kid,
    seal_json(private_jwk, about(kid)),
  ])
}

/** Keys made before there was a vault are sealed, all of them, at the start of a server. @returns how many */
export const seal_token_keys = async (sql: Sql): Promise<number> => {
  const { rows } = await sql.query<KeyRow>(
    "SELECT kid, private_jwk FROM access.token_key WHERE jsonb_typeof(private_jwk) = 'object'",
  )
  for (const { kid, private_jwk } of rows)
    await sql.query('UPDATE access.token_key SET private_jwk = $2 WHERE kid = $1', [
      kid,
      seal_json(private_jwk, about(kid)),
    ])
  return rows.length
}

const public_keys_of = async (rows: KeyRow[]): Promise<[string, CryptoKey][]> =>
  Promise.all(
    rows.map(async ({ kid, private_jwk: { d: _private, ...public_jwk } }) => {
      const key = await importJWK(public_jwk, token_algorithm)
      if (key instanceof Uint8Array) throw new Error('access.token_key holds no key pair')
      return [kid, key]
    }),
  )

export const load_token_key = (database: Database): Promise<TokenKey> =>
  database.in_site(async (sql) => {
    await sql.query("SELECT pg_advisory_xact_lock(hashtext('access.token_key'))")
    if ((await list_keys(sql)).length === 0) await make_key(sql)
    const rows = await list_keys(sql)
    const [newest] = rows
    if (!newest) throw new Error('access.token_key is empty')
    const public_keys = new Map(await public_keys_of(rows))
    return {
      ...newest,
      public_keys,
      seen: new Map<string, JWTPayload>(),
      withdrawn: { tokens: new Set<string>(), clients: new Set<string>(), edition: 0 },
      async look_again() {
        for (const [kid, key] of await public_keys_of(await database.in_site(list_keys))) public_keys.set(kid, key)
      },
    }
  })

/** Signs from the next start of the servers on. The key before it goes on verifying, the one before that no longer. */
export const renew_token_key = (database: Database): Promise<void> => database.in_site(make_key)

const look_every_ms = 5_000
const last_look = new WeakMap<TokenKey, number>()

/** @throws for a name nobody has; the database is asked for new ones every five seconds at most */
export const find_public_key = async (key: TokenKey, kid: string | undefined): Promise<CryptoKey> => {
  const name = kid ?? ''
  if (!key.public_keys.has(name) && Date.now() - (last_look.get(key) ?? 0) > look_every_ms) {
    last_look.set(key, Date.now())
    await key.look_again()
  }
  const found = key.public_keys.get(name)
  if (!found) throw new Error(`no key ${name.slice(0, 60)}`)
  return found
}
