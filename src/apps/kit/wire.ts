import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { importJWK, SignJWT, type JWK } from 'jose'
import { fail, why_no_answer } from '../../base/outcome/index.ts'
import { is_object, text_of } from '../../standards/fhir/index.ts'

/** How a stranger's program comes in: an address, a name, a private key. */
export type Entry = { hub: string; client: string; key: JWK }

export type HubAnswer = { status: number; headers: Headers; bytes: Uint8Array; json: Record<string, unknown> }
export type Wire = (method: string, path: string, body?: string, type?: string) => Promise<HubAnswer>

const assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** SMART Backend Services: ES384 or RS384. */
const get_token = async ({ hub, client, key }: Entry): Promise<string> => {
  const url = `${hub}/oauth/token`
  const alg = key.kty === 'RSA' ? 'RS384' : 'ES384'
  const assertion = await new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg, typ: 'JWT', ...(key.kid ? { kid: key.kid } : {}) })
    .setIssuer(client)
    .setSubject(client)
    .setAudience(url)
    .setIssuedAt()
    .setExpirationTime('2m')
    .sign(await importJWK(key, alg))
  const form = { grant_type: 'client_credentials', client_assertion_type: assertion_type, client_assertion: assertion }
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form) }).catch((error: unknown) => {
    throw fail.unavailable(`Không liên lạc được với ${hub}: ${why_no_answer(error)}`)
  })
  const said: unknown = await answer.json()
  const token = is_object(said) ? text_of(said['access_token']) : undefined
  if (token === undefined) throw fail.login(`Trục không cấp mã truy cập cho ${client}: ${JSON.stringify(said)}`)
  return token
}

const json_of = (bytes: Uint8Array): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return is_object(value) ? value : {}
  } catch {
    return {}
  }
}

/** Requests with a token that is renewed when the hub does not know it any more. */
export const open_entry = (entry: Entry): Wire => {
  let token: string | undefined
  const ask = async (method: string, path: string, body?: string, type = 'application/json'): Promise<HubAnswer> => {
    token ??= await get_token(entry)
    const response = await fetch(entry.hub + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body }),
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    return { status: response.status, headers: response.headers, bytes, json: json_of(bytes) }
  }
  return async (method, path, body, type) => {
    const first = await ask(method, path, body, type)
    if (first.status !== 401) return first
    token = undefined
    return ask(method, path, body, type)
  }
}

/** Waits as the hub says while it is away (RFC 9110 §10.2.3). */
export const patiently = async (ask: () => Promise<HubAnswer>): Promise<HubAnswer> => {
  for (;;) {
    const answer = await ask()
    if (answer.status !== 503) return answer
    await sleep((Number(answer.headers.get('retry-after')) || 5) * 1_000)
  }
}
