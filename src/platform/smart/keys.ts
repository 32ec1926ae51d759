import { hkdfSync, randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { token_algorithm, type TokenKey } from '../access/index.ts'
import type { Database } from '../database/index.ts'

/** OpenID Connect Core §15.1: every client understands RS256. */
export const id_algorithm = 'RS256'

/** The key of identity tokens; made once for the installation. */
const load_id_key = (database: Database): Promise<JWK> =>
  database.in_site(async (sql) => {
    await sql.query("SELECT pg_advisory_xact_lock(hashtext('smart.key'))")
    const { rows } = await sql.query<{ kid: string; private_jwk: JWK }>(
      'SELECT kid, private_jwk FROM smart.key ORDER BY created_at DESC LIMIT 1',
    )
    let row = rows[0]
    if (!row) {
      const pair = await generateKeyPair(id_algorithm, { extractable: true })
      row = { kid: randomUUID(), private_jwk: await exportJWK(pair.privateKey) }
      await sql.query('INSERT INTO smart.key (kid, private_jwk) VALUES ($1, $2)', [row.kid, row.private_jwk])
    }
    return { ...row.private_jwk, kid: row.kid, alg: id_algorithm, use: 'sig' }
  })

export type SmartKeys = { jwks: JWK[]; cookie_keys: string[] }

/** Keys that sign tokens, and the one that signs the cookies of an authorization: the same in every process. */
export const load_smart_keys = async (database: Database, token_key: TokenKey): Promise<SmartKeys> => {
  const id_key = await load_id_key(database)
  const secret = String(token_key.private_jwk['d'])
  const cookie_key = Buffer.from(hkdfSync('sha256', secret, '', 'benhan smart cookies', 32)).toString('base64url')
  return {
    jwks: [id_key, { ...token_key.private_jwk, kid: token_key.kid, alg: token_algorithm, use: 'sig' }],
    cookie_keys: [cookie_key],
  }
}
