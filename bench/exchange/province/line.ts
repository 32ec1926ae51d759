import { randomUUID } from 'node:crypto'
import { Agent, request, type IncomingHttpHeaders } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { importJWK, SignJWT } from 'jose'
import type { Random } from '../../../demo/random.ts'
import type { Member } from './houses.ts'

export type Reply = { status: number; headers: IncomingHttpHeaders; bytes: Buffer; json(): Record<string, unknown> }

/** Nobody answered: what was asked may be done or not. */
export class LineBroken extends Error {}

/** cut: the line breaks while the request leaves; lose-reply: after it left. */
type Mishap = 'cut' | 'lose-reply' | undefined

type Asked = { method: string; url: string; headers: Record<string, string>; body: string; mishap: Mishap }

const patience_ms = 60_000

const send = (agent: Agent, { method, url, headers, body, mishap }: Asked, breaks_after_ms: number): Promise<Reply> =>
  new Promise((done, failed) => {
    const bytes = Buffer.from(body)
    const own = { ...headers, ...(bytes.length > 0 ? { 'content-length': String(bytes.length) } : {}) }
    const asked = request(url, { method, agent, headers: own, timeout: patience_ms }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.once('error', (error) => failed(new LineBroken(error.message)))
      answer.once('end', () => {
        const whole = Buffer.concat(parts)
        const json = () => JSON.parse(whole.toString('utf8')) as Record<string, unknown>
        done({ status: answer.statusCode ?? 0, headers: answer.headers, bytes: whole, json })
      })
    })
    asked.once('error', (error) => failed(new LineBroken(error.message)))
    asked.once('timeout', () => asked.destroy(new Error('no answer')))
    const cut = (): void => void asked.destroy(new Error('the line broke'))
    if (mishap === 'cut') {
      asked.write(bytes.subarray(0, Math.floor(bytes.length / 2)))
      setTimeout(cut, breaks_after_ms)
      return
    }
    asked.end(bytes)
    if (mishap === 'lose-reply') setTimeout(cut, breaks_after_ms)
  })

const assertion = async ({ client_id, private_jwk }: Member, audience: string, now_ms: number): Promise<string> => {
  const now_s = Math.floor(now_ms / 1_000)
  return new SignJWT({ iss: client_id, sub: client_id, aud: audience, jti: randomUUID() })
    .setProtectedHeader({ alg: 'ES384', typ: 'JWT', ...(private_jwk.kid ? { kid: private_jwk.kid } : {}) })
    .setIssuedAt(now_s)
    .setExpirationTime(now_s + 120)
    .sign(await importJWK(private_jwk, 'ES384'))
}

export type Line = {
  /** With a token of the house; asked for anew when the hub does not take it. @throws LineBroken */
  ask(method: string, path: string, body?: string, headers?: Record<string, string>): Promise<Reply>
  /** The house went dark: whatever is on the line is gone. */
  drop(): void
}

/** transient: answers of 503, as while PostgreSQL starts over. errors: of 500, which are always a fault. */
export type Counts = { requests: number; broken: number; tokens: number; transient: number; errors: string[] }

/** @param share of requests that meet with a mishap now */
export const open_line = (wish: {
  base: string
  member: Member
  random: Random
  share: () => number
  is_away: () => boolean
  counts: Counts
}): Line => {
  const { base, member, random, share, is_away, counts } = wish
  let agent = new Agent({ keepAlive: true, maxSockets: 6 })
  let token: Promise<string> | undefined
  let offset_ms = member.plan.skew_ms

  const request_token = async (): Promise<string> => {
    const url = `${base}/oauth/token`
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const ask = async (): Promise<Reply> => {
      const body = new URLSearchParams({
        ...{ grant_type: 'client_credentials', client_assertion: await assertion(member, url, Date.now() + offset_ms) },
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      }).toString()
      return send(agent, { method: 'POST', url, headers, body, mishap: undefined }, 0)
    }
    counts.tokens += 1
    const first = await ask()
    // A proof from a clock that is wrong is refused; the answer says what time it is (RFC 9110 §6.6.1).
    if (first.status === 400 || first.status === 401) offset_ms = Date.parse(first.headers.date ?? '') - Date.now()
    const answer = first.status === 200 ? first : await ask()
    const text = answer.status === 200 ? answer.json()['access_token'] : undefined
    if (typeof text !== 'string')
      throw new LineBroken(`no token: ${answer.status} ${answer.bytes.toString().slice(0, 200)}`)
    return text
  }
  const get_token = (): Promise<string> => {
    token ??= request_token().catch((error: unknown) => {
      token = undefined
      throw error
    })
    return token
  }
  const ask: Line['ask'] = async (method, path, body = '', headers = {}) => {
    const mishap = random.chance(share()) ? (body !== '' && random.chance(0.4) ? 'cut' : 'lose-reply') : undefined
    const breaks_after_ms = random.int(1, 60)
    const once = async (): Promise<Reply> => {
      if (is_away()) throw new LineBroken('away')
      const type = path.startsWith('/fhir') ? 'application/fhir+json' : 'application/json'
      const own = {
        authorization: `Bearer ${await get_token()}`,
        ...(body === '' ? {} : { 'content-type': type }),
        ...headers,
      }
      counts.requests += 1
      return send(agent, { method, url: `${base}${path}`, headers: own, body, mishap }, breaks_after_ms)
    }
    try {
      let reply = await once()
      if (reply.status === 401) {
        token = undefined
        reply = await once()
      }
      if (reply.status < 500) return reply
      if (reply.status === 503) counts.transient += 1
      else counts.errors.push(`${method} ${path.slice(0, 60)}: ${reply.status} ${reply.bytes.toString().slice(0, 200)}`)
      throw new LineBroken(`HTTP ${reply.status}`)
    } catch (error) {
      counts.broken += 1
      throw error
    }
  }
  return {
    ask,
    drop() {
      agent.destroy()
      agent = new Agent({ keepAlive: true, maxSockets: 6 })
    },
  }
}

/** Waits longer each time, never alike. */
export const back_off = (failures: number, random: Random, first_ms: number): Promise<void> =>
  sleep(Math.min(first_ms * 2 ** Math.min(failures, 4), 8_000) * (0.5 + random.next()))
