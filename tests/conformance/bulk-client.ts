import { setTimeout as sleep } from 'node:timers/promises'
import type { Json } from '../test-site.ts'

/**
 * A Bulk Data client written from the guide alone (Bulk Data Access IG 2.0: kick-off, status, files, delete): it knows
 * this server only by what the guide says of any server.
 */
export type Manifest = {
  transactionTime: string
  request: string
  requiresAccessToken: boolean
  output: { type: string; url: string; count?: number }[]
  deleted?: { type: string; url: string; count?: number }[]
  error: { type: string; url: string }[]
}

export type BulkClient = {
  kick_off(path: string, options?: { body?: unknown; prefer?: string | null }): Promise<Response>
  /** Polls until the manifest is there. */
  wait(status_url: string): Promise<{ manifest: Manifest; answer: Response; polls: Response[] }>
  download(url: string): Promise<Json[]>
  /** The whole flow: resources of each type. */
  run(path: string, body?: unknown): Promise<{ manifest: Manifest; resources: Json[]; deleted: string[] }>
  request(method: string, url: string): Promise<Response>
}

const tries_max = 60

export const bulk_client = (fhir: string, token: string): BulkClient => {
  const authorization = `Bearer ${token}`
  const request = (method: string, url: string, headers: Record<string, string> = {}, body?: string) =>
    fetch(url, { method, headers: { authorization, ...headers }, ...(body === undefined ? {} : { body }) })

  const client: BulkClient = {
    kick_off(path, { body, prefer = 'respond-async' } = {}) {
      const headers: Record<string, string> = { accept: 'application/fhir+json' }
      if (prefer !== null) headers['prefer'] = prefer
      if (body === undefined) return request('GET', `${fhir}/${path}`, headers)
      headers['content-type'] = 'application/fhir+json'
      return request('POST', `${fhir}/${path}`, headers, JSON.stringify(body))
    },
    async wait(status_url) {
      const polls: Response[] = []
      for (let tries = 0; tries < tries_max; tries += 1) {
        const answer = await request('GET', status_url, { accept: 'application/json' })
        if (answer.status === 200) return { manifest: (await answer.json()) as Manifest, answer, polls }
        if (answer.status !== 202) throw new Error(`status ${answer.status}: ${await answer.text()}`)
        polls.push(answer)
        await sleep(Math.min(Number(answer.headers.get('retry-after') ?? 1), 1) * 1_000)
      }
      throw new Error('the job does not come to an end')
    },
    async download(url) {
      const answer = await request('GET', url, { accept: 'application/fhir+ndjson' })
      if (answer.status !== 200) throw new Error(`file ${answer.status}: ${await answer.text()}`)
      if (!(answer.headers.get('content-type') ?? '').startsWith('application/fhir+ndjson'))
        throw new Error(`not ndjson: ${answer.headers.get('content-type')}`)
      const text = await answer.text()
      if (text !== '' && !text.endsWith('\n')) throw new Error('the last line has no end')
      return text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Json)
    },
    async run(path, body) {
      const begun = await client.kick_off(path, body === undefined ? {} : { body })
      if (begun.status !== 202) throw new Error(`kick-off ${begun.status}: ${await begun.text()}`)
      const { manifest } = await client.wait(begun.headers.get('content-location') ?? '')
      const resources: Json[] = []
      for (const { type, url, count } of manifest.output) {
        const lines = await client.download(url)
        if (count !== undefined && count !== lines.length)
          throw new Error(`${type}: ${lines.length} lines, said ${count}`)
        for (const line of lines)
          if (line['resourceType'] !== type) throw new Error(`${line['resourceType']} in ${type}`)
        resources.push(...lines)
      }
      const deleted: string[] = []
      for (const { url } of manifest.deleted ?? [])
        for (const bundle of await client.download(url))
          for (const { request: asked } of bundle['entry'] as Json[]) deleted.push(asked['url'] as string)
      return { manifest, resources, deleted }
    },
    request: (method, url) => request(method, url),
  }
  return client
}

export const token_of = async (base: string, client_id: string, client_secret: string): Promise<string> => {
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret })
  const answer = await fetch(`${base}/oauth/token`, { method: 'POST', body: form })
  return ((await answer.json()) as { access_token: string }).access_token
}
