import { exportJWK, generateKeyPair, importJWK, jwtVerify, type CryptoKey, type JWK, type JWTPayload } from 'jose'
import { randomUUID } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import { is_everything, scope_list, type Scopes } from '../../standards/smart-scopes/index.ts'
import type { Caller } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import type { Withdrawn } from './withdrawn.ts'

export const token_algorithm = 'EdDSA'

export type TokenKey = { kid: string; private_jwk: JWK; public_key: CryptoKey; withdrawn: Withdrawn }

/** The installation's own key for access tokens; made once. */
export const load_token_key = (database: Database): Promise<TokenKey> =>
  database.in_site(async (sql) => {
    await sql.query("SELECT pg_advisory_xact_lock(hashtext('access.token_key'))")
    const { rows } = await sql.query<{ kid: string; private_jwk: JWK }>(
      'SELECT kid, private_jwk FROM access.token_key ORDER BY created_at DESC LIMIT 1',
    )
    let row = rows[0]
    if (!row) {
      const pair = await generateKeyPair(token_algorithm, { crv: 'Ed25519', extractable: true })
      row = { kid: randomUUID(), private_jwk: await exportJWK(pair.privateKey) }
      await sql.query('INSERT INTO access.token_key (kid, private_jwk) VALUES ($1, $2)', [row.kid, row.private_jwk])
    }
    const { d: _private, ...public_jwk } = row.private_jwk
    return {
      ...row,
      public_key: (await importJWK(public_jwk, token_algorithm)) as CryptoKey,
      withdrawn: { tokens: new Set<string>(), clients: new Set<string>() },
    }
  })

/** What an access token says beside the claims of RFC 9068. */
export type TokenClaims = {
  facility: string
  /** The system, or the person who allowed the app. */
  name: string
  /** Only of apps that act for a person. */
  grant?: string
  app?: string
  practitioner?: string
  role?: string
  patient?: string
}

const text_of = (claims: JWTPayload, name: string): string | undefined => {
  const value = claims[name]
  return typeof value === 'string' ? value : undefined
}

/** undefined when nothing is held back. */
const scopes_of = (claims: JWTPayload): Scopes | undefined => {
  const list = scope_list(text_of(claims, 'scope'))
  if (is_everything(list)) return undefined
  const patient = text_of(claims, 'patient')
  return { list, ...(patient === undefined ? {} : { patient }) }
}

const refused = () =>
  fail.login('Mã truy cập (access token) không hợp lệ hoặc đã hết hạn; hãy xin mã mới ở /oauth/token')

/** Verifying a signature takes longer than reading a resource, and a token comes again with every request. */
const known_tokens = new Map<string, JWTPayload>()
const known_max = 5_000

/** The claims of a token of ours that counts now. */
export const read_token = async (key: TokenKey, token: string): Promise<JWTPayload | undefined> => {
  const name = `${key.kid} ${token}`
  const known = known_tokens.get(name)
  if (known && (known.exp ?? 0) * 1_000 > Date.now()) return known
  const verified = await jwtVerify(token, key.public_key, { algorithms: [token_algorithm] }).catch(() => undefined)
  if (!verified) return undefined
  if (known_tokens.size >= known_max) known_tokens.clear()
  known_tokens.set(name, verified.payload)
  return verified.payload
}

/** @throws 401 for a token that is not ours, expired, changed or taken back */
export const caller_of_token = async (
  key: TokenKey,
  token: string,
  address: string,
  request_id: string,
): Promise<Caller> => {
  const claims = await read_token(key, token)
  const facility = claims && text_of(claims, 'facility')
  if (!claims?.sub || facility === undefined) throw refused()
  const { tokens, clients } = key.withdrawn
  if (tokens.has(claims.jti ?? '') || clients.has(text_of(claims, 'client_id') ?? '')) throw refused()
  const scopes = scopes_of(claims)
  const name = text_of(claims, 'name') ?? claims.sub
  const grant = text_of(claims, 'grant')
  const about = { purpose: 'TREAT', address, request_id, ...(scopes ? { scopes } : {}) }
  if (grant === undefined)
    return { facility, actor: { id: claims.sub, name, role: 'system', kind: 'system' }, ...about }
  const [id, role, app] = ['practitioner', 'role', 'app'].map((claim) => text_of(claims, claim) ?? '')
  // Whoever reads the log sees the person and by what she asked.
  const actor = { id: id ?? '', name: `${name} (qua ứng dụng ${app ?? ''})`, role: role ?? '', kind: 'user' as const }
  return { facility, actor, ...about, scopes: scopes ?? { list: [] }, grant }
}
