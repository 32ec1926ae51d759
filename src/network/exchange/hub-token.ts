import { randomUUID } from 'node:crypto'
import { importJWK, SignJWT, type JWK } from 'jose'
import { is_object, text_of } from '../../standards/fhir/index.ts'
import { HubAway, HubForbids } from './hub-faults.ts'
import type { NewLink } from './link.ts'
import { send_request, type HubAnswer } from './send-request.ts'
import { sha256_of } from './shelf.ts'

const assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const assertion_life_s = 120
/** A token is renewed this long before it ends. */
const margin_ms = 15_000
const skew_min_ms = 5_000

const algorithm_by_curve: Record<string, string> = { 'P-256': 'ES256', 'P-384': 'ES384', Ed25519: 'EdDSA' }

/** SMART Backend Services 2.2 asks for ES384 or RS384; a key that names its algorithm is taken at its word. */
export const algorithm_of = (jwk: JWK): string => jwk.alg ?? algorithm_by_curve[jwk.crv ?? ''] ?? 'RS384'

const sign_assertion = async (link: NewLink, jwk: JWK, audience: string, now_ms: number): Promise<string> => {
  const now_s = Math.floor(now_ms / 1_000)
  const alg = algorithm_of(jwk)
  return new SignJWT({ iss: link.client_id, sub: link.client_id, aud: audience, jti: randomUUID() })
    .setProtectedHeader({ alg, typ: 'JWT', ...(jwk.kid ? { kid: jwk.kid } : {}) })
    .setIssuedAt(now_s)
    .setExpirationTime(now_s + assertion_life_s)
    .sign(await importJWK(jwk, alg))
}

const form_of = async (link: NewLink, audience: string, now_ms: number): Promise<URLSearchParams> => {
  const proof: Record<string, string> = link.private_jwk
    ? {
        client_assertion_type: assertion_type,
        client_assertion: await sign_assertion(link, link.private_jwk, audience, now_ms),
      }
    : { client_id: link.client_id, client_secret: link.secret ?? '' }
  return new URLSearchParams({ grant_type: 'client_credentials', ...proof })
}

/** How far the hub's clock is from ours, as its answer says (RFC 9110 §6.6.1). */
const offset_of = (answer: HubAnswer): number => {
  const hub_ms = Date.parse(answer.headers.get('date') ?? '')
  const offset_ms = Number.isNaN(hub_ms) ? 0 : hub_ms - Date.now()
  return Math.abs(offset_ms) > skew_min_ms ? offset_ms : 0
}

type Token = { text: string; good_until_ms: number }

const read_token = (answer: HubAnswer): Token => {
  const body = answer.json()
  const text = is_object(body) ? text_of(body['access_token']) : undefined
  const life = is_object(body) ? body['expires_in'] : undefined
  if (text === undefined) throw new HubAway('Trục liên thông trả lời không phải là mã truy cập')
  // Counted from here on by our own clock's running, not by what it shows.
  return { text, good_until_ms: performance.now() + (typeof life === 'number' ? life : 60) * 1_000 - margin_ms }
}

const why_refused = (answer: HubAnswer): string => {
  const body = answer.json()
  return (is_object(body) && (text_of(body['error_description']) ?? text_of(body['error']))) || `HTTP ${answer.status}`
}

export type Tokens = {
  get(link: NewLink): Promise<string>
  /** The hub did not take it: the next one is asked for anew. */
  drop(link: NewLink): void
}

/** Another key or secret is another way in: what the old one was given is not used on. */
const key_of = ({ facility, base_url, client_id, secret, private_jwk, tls }: NewLink): string =>
  sha256_of(JSON.stringify([facility, base_url, client_id, secret, private_jwk, tls]))

/** Tokens of the hub's door, one for each facility, asked for once by however many need it. */
export const keep_tokens = (stopped: AbortSignal): Tokens => {
  const kept = new Map<string, Promise<Token>>()
  let offset_ms = 0

  const request = async (link: NewLink): Promise<Token> => {
    const url = `${link.base_url}/oauth/token`
    const ask = async (): Promise<HubAnswer> =>
      send_request(url, { method: 'POST', body: await form_of(link, url, Date.now() + offset_ms) }, stopped, link.tls)
    let answer = await ask()
    // A proof from a clock that is wrong is refused: tried once more with the hub's own time.
    if ((answer.status === 400 || answer.status === 401) && offset_of(answer) !== offset_ms) {
      offset_ms = offset_of(answer)
      answer = await ask()
    }
    if (answer.status === 200) return read_token(answer)
    if (answer.status >= 500 || answer.status === 429)
      throw new HubAway(`Trục liên thông chưa cấp được mã truy cập (HTTP ${answer.status})`, answer.retry_after_s)
    throw new HubForbids(
      `Trục liên thông không nhận ${link.client_id} (${why_refused(answer)}); quản trị (IT) kiểm tra khóa kết nối, ` +
        'hoặc hỏi đơn vị vận hành trục xem cơ sở có đang bị tạm ngừng',
    )
  }

  return {
    async get(link) {
      const key = key_of(link)
      const known = await kept.get(key)?.catch(() => undefined)
      if (known && known.good_until_ms > performance.now()) return known.text
      const running = request(link)
      kept.set(key, running)
      running.catch(() => kept.delete(key))
      return (await running).text
    },
    drop: (link) => void kept.delete(key_of(link)),
  }
}
