import { jwtVerify, type JWTPayload } from 'jose'
import { fail } from '../../base/outcome/index.ts'
import { is_everything, scope_list, type Scopes } from '../../standards/smart-scopes/index.ts'
import type { Caller } from '../audit/index.ts'
import { find_public_key, token_algorithm, type TokenKey } from './token-key.ts'

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
  only_dispenses?: true
}

const text_of = (claims: JWTPayload, name: string): string | undefined => {
  const value = claims[name]
  return typeof value === 'string' ? value : undefined
}

const read_scopes = (claims: JWTPayload): Scopes | undefined => {
  const list = scope_list(text_of(claims, 'scope'))
  if (is_everything(list)) return undefined
  const patient = text_of(claims, 'patient')
  return { list, ...(patient === undefined ? {} : { patient }) }
}

/** Of claims that come again with every request. */
const known_scopes = new WeakMap<JWTPayload, { scopes: Scopes | undefined }>()

/** undefined when nothing is held back. */
const scopes_of = (claims: JWTPayload): Scopes | undefined => {
  const known = known_scopes.get(claims) ?? { scopes: read_scopes(claims) }
  known_scopes.set(claims, known)
  return known.scopes
}

const refused = () =>
  fail.login('Mã truy cập (access token) không hợp lệ hoặc đã hết hạn; hãy xin mã mới ở /oauth/token')

const seen_max = 5_000

/**
 * The claims of a token of ours that has not run out. Its signature is verified once: that takes longer than reading a
 * resource, and a token comes again with every request. Whether it was taken back is asked every time (caller_of_token,
 * demand_living_grant), of what is seen here no less.
 */
export const read_token = async (key: TokenKey, token: string): Promise<JWTPayload | undefined> => {
  const known = key.seen.get(token)
  if (known && (known.exp ?? 0) * 1_000 > Date.now()) return known
  // RFC 9068 §4: nothing else that the key may sign is an access token.
  const verified = await jwtVerify(token, ({ kid }) => find_public_key(key, kid), {
    algorithms: [token_algorithm],
    typ: 'at+jwt',
  }).catch(() => undefined)
  if (!verified) return undefined
  if (key.seen.size >= seen_max) key.seen.clear()
  key.seen.set(token, verified.payload)
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
  const house = claims['only_dispenses'] === true ? ({ only_dispenses: true } as const) : {}
  const about = { purpose: 'TREAT', address, request_id, ...(scopes ? { scopes } : {}), ...house }
  if (grant === undefined)
    return { facility, actor: { id: claims.sub, name, role: 'system', kind: 'system' }, ...about }
  const [id, role, app] = ['practitioner', 'role', 'app'].map((claim) => text_of(claims, claim) ?? '')
  // Whoever reads the log sees the person and by what she asked.
  const actor = { id: id ?? '', name: `${name} (qua ứng dụng ${app ?? ''})`, role: role ?? '', kind: 'user' as const }
  return { facility, actor, ...about, scopes: scopes ?? { list: [] }, grant }
}
