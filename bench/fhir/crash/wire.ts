import { Agent, request } from 'node:http'

export type Answer = { status: number; etag: number; location: string; text: string }

/** Connections to one start of the server: a later start answers on new ones. */
export type Wire = {
  /** @param body text as it is, all else as JSON @throws when nobody answers */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  close(): void
}

const send = (
  url: string,
  options: { method: string; agent: Agent | false; headers: Record<string, string> },
  body: string | undefined,
): Promise<Answer> =>
  new Promise((done, failed) => {
    const asked = request(url, options, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => (text += part))
      response.once('error', failed)
      response.once('end', () => {
        const { etag = '', location = '' } = response.headers
        done({ status: response.statusCode ?? 0, etag: Number(/"(\d+)"/.exec(etag)?.[1]), location, text })
      })
    })
    asked.once('error', failed)
    asked.end(body)
  })

export const open_wire = (base: string, token: string): Wire => {
  const agent = new Agent({ keepAlive: true })
  const own = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' }
  return {
    ask: (method, path, body, headers = {}) =>
      send(
        `${base}/fhir${path}`,
        { method, agent, headers: { ...own, ...headers } },
        body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
      ),
    close: () => agent.destroy(),
  }
}

/** A form on a connection of its own. */
export const post_form = (url: string, body: string): Promise<Answer> =>
  send(url, { method: 'POST', agent: false, headers: { 'content-type': 'application/x-www-form-urlencoded' } }, body)
