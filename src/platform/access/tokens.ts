import { exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT, type CryptoKey, type JWK } from 'jose'
import { randomUUID } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import type { Caller } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import type { Client } from './clients.ts'

const token_life_s = 3_600
const algorithm = 'EdDSA'

type Key = { kid: string; key: CryptoKey; public_key: CryptoKey }

/** The installation's own key for access tokens; made once. */
export const load_token_key = (database: Database): Promise<Key> =>
  database.in_site(async (sql) => {
    await sql.query("SELECT pg_advisory_xact_lock(hashtext('access.token_key'))")
    const { rows } = await sql.query<{ kid: string; private_jwk: JWK }>(
      'SELECT kid, private_jwk FROM access.token_key ORDER BY created_at DESC LIMIT 1',
    )
    let row = rows[0]
    if (!row) {
      const pair = await generateKeyPair(algorithm, { crv: 'Ed25519', extractable: true })
      row = { kid: randomUUID(), private_jwk: await exportJWK(pair.privateKey) }
      await sql.query('INSERT INTO access.token_key (kid, private_jwk) VALUES ($1, $2)', [row.kid, row.private_jwk])
    }
    const { d: _private, ...public_jwk } = row.private_jwk
    return {
      kid: row.kid,
      key: (await importJWK(row.private_jwk, algorithm)) as CryptoKey,
      public_key: (await importJWK(public_jwk, algorithm)) as CryptoKey,
    }
  })

export type TokenAnswer = { access_token: string; token_type: 'Bearer'; expires_in: number; scope: string }

/** An access token for a client that was proven (RFC 6749 §4.4). The facility is the client's own, never asked for. */
export const issue_token = async (key: Key, issuer: string, client: Client): Promise<TokenAnswer> => {
  const jwt = new SignJWT({ facility: client.facility, name: client.name, scope: client.scope })
    .setProtectedHeader({ alg: algorithm, kid: key.kid })
    .setSubject(client.client_id)
    .setIssuer(issuer)
    .setIssuedAt()
    .setExpirationTime(`${token_life_s}s`)
  return { access_token: await jwt.sign(key.key), token_type: 'Bearer', expires_in: token_life_s, scope: client.scope }
}

/** @throws 401 for a token that is not ours, expired or changed */
export const caller_of_token = async (
  key: Key,
  token: string,
  address: string,
  request_id: string,
): Promise<Caller> => {
  const verified = await jwtVerify(token, key.public_key, { algorithms: [algorithm] }).catch(() => undefined)
  const claims = verified?.payload
  if (!claims?.sub || typeof claims['facility'] !== 'string')
    throw fail.login('Mã truy cập (access token) không hợp lệ hoặc đã hết hạn; hãy xin mã mới ở /oauth/token')
  return {
    facility: claims['facility'],
    actor: { id: claims.sub, name: String(claims['name'] ?? claims.sub), role: 'system', kind: 'system' },
    purpose: 'TREAT',
    address,
    request_id,
  }
}
