import { hkdfSync, randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { renew_token_key, token_algorithm, type TokenKey } from '../access/index.ts'
import type { Database, Sql } from '../database/index.ts'
import { open_json, seal_json, type KeptJson } from '../vault/index.ts'

/** OpenID Connect Core §15.1: every client understands RS256. */
export const id_algorithm = 'RS256'

type KeyRow = { kid: string; private_jwk: JWK }

const about = (kid: string): string => `smart.key ${kid}`

const list_keys = async (sql: Sql): Promise<KeyRow[]> =>
  (
    await sql.query<{ kid: string; private_jwk: KeptJson<JWK> }>(
      'SELECT kid, private_jwk FROM smart.key ORDER BY created_at DESC LIMIT 2',
    )
  ).rows.map(({ kid, private_jwk }) => ({ kid, private_jwk: open_json(private_jwk, about(kid)) }))

const make_key = async (sql: Sql): Promise<void> => {
  const pair = await generateKeyPair(id_algorithm, { extractable: true })
  const private_jwk = await exportJWK(pair.privateKey)
  const kid = randomUUID()
  await sql.query('INSERT INTO smart.key (kid, private_jwk) VALUES ($1, $2)', [kid, seal_json(private_jwk, about(kid))])
}

/** Keys made before there was a vault are sealed, all of them, at the start of a server. @returns how many */
export const seal_identity_keys = async (sql: Sql): Promise<number> => {
  const { rows } = await sql.query<KeyRow>(
    "SELECT kid, private_jwk FROM smart.key WHERE jsonb_typeof(private_jwk) = 'object'",
  )
  for (const { kid, private_jwk } of rows)
    await sql.query('UPDATE smart.key SET private_jwk = $2 WHERE kid = $1', [kid, seal_json(private_jwk, about(kid))])
  return rows.length
}

/** The keys of identity tokens, the newest first: it signs, the one before it is still published. */
const load_id_keys = (database: Database): Promise<JWK[]> =>
  database.in_site(async (sql) => {
    await sql.query("SELECT pg_advisory_xact_lock(hashtext('smart.key'))")
    if ((await list_keys(sql)).length === 0) await make_key(sql)
    return (await list_keys(sql)).map(({ kid, private_jwk }) => ({
      ...private_jwk,
      ...{ kid, alg: id_algorithm, use: 'sig' },
    }))
  })

/** New keys for access and identity tokens: they sign from the next start of the servers on. */
export const renew_smart_keys = async (database: Database): Promise<void> => {
  await renew_token_key(database)
  await database.in_site(make_key)
}

export type SmartKeys = { jwks: JWK[]; cookie_keys: string[] }

/** Keys that sign tokens, and the one that signs the cookies of an authorization: the same in every process. */
export const load_smart_keys = async (database: Database, token_key: TokenKey): Promise<SmartKeys> => {
  const id_keys = await load_id_keys(database)
  const secret = String(token_key.private_jwk['d'])
  const cookie_key = Buffer.from(hkdfSync('sha256', secret, '', 'benhan smart cookies', 32)).toString('base64url')
  return {
    jwks: [...id_keys, { ...token_key.private_jwk, kid: token_key.kid, alg: token_algorithm, use: 'sig' }],
    cookie_keys: [cookie_key],
  }
}
