import { createHash } from 'node:crypto'
import { Agent, request as ask } from 'node:https'
import type { LinkTls } from './link.ts'
import type { HubRequest } from './send-request.ts'

export type RawAnswer = { status: number; headers: Headers; bytes: Uint8Array }

const agents_max = 50
const agents = new Map<string, Agent>()

/** One for each house and way: another certificate is another line. */
const agent_of = (tls: LinkTls): Agent => {
  const key = createHash('sha256').update(JSON.stringify(tls)).digest('hex')
  const known = agents.get(key)
  if (known) return known
  if (agents.size >= agents_max) agents.clear()
  const made = new Agent({
    ...{ keepAlive: true, minVersion: 'TLSv1.2' as const },
    ...(tls.certificate_pem ? { cert: tls.certificate_pem } : {}),
    ...(tls.private_key_pem ? { key: tls.private_key_pem } : {}),
    ...(tls.ca_pem ? { ca: tls.ca_pem } : {}),
  })
  agents.set(key, made)
  return made
}

const body_in = ({ body }: HubRequest): { bytes: Buffer; headers: Record<string, string> } | undefined => {
  if (body === undefined) return undefined
  const bytes = Buffer.from(String(body))
  const form = body instanceof URLSearchParams ? { 'content-type': 'application/x-www-form-urlencoded' } : {}
  return { bytes, headers: { ...form, 'content-length': String(bytes.length) } }
}

const headers_of = (raw: readonly string[]): Headers => {
  const headers = new Headers()
  for (let i = 0; i + 1 < raw.length; i += 2) headers.append(raw[i] ?? '', raw[i + 1] ?? '')
  return headers
}

/** What `fetch` cannot: shows a certificate of ours, and believes one authority only. Redirects are not followed. */
export const request_over_tls = (
  url: string,
  request: HubRequest,
  { signal, tls }: { signal: AbortSignal; tls: LinkTls },
): Promise<RawAnswer> =>
  new Promise((done, failed) => {
    const body = body_in(request)
    const headers = { ...request.headers, ...body?.headers }
    const sent = ask(url, { method: request.method, agent: agent_of(tls), headers, signal }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', failed)
      answer.on('end', () =>
        done({
          ...{ status: answer.statusCode ?? 0, headers: headers_of(answer.rawHeaders) },
          bytes: new Uint8Array(Buffer.concat(parts)),
        }),
      )
    })
    sent.on('error', failed)
    sent.end(body?.bytes)
  })
