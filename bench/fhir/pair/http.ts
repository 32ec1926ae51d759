import { Agent, request as http_request } from 'node:http'
import { need } from './side.ts'

/** Answers are read by path; a wrong path fails the judgement. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any
type Answer = { status: number; json: Json }

export type Http = {
  send(method: string, path: string, body?: string | Buffer): Promise<Answer>
  /** The body, when the status is the one expected. */
  expect(answer: Answer, status: number): Json
  close(): Promise<void>
}

/** FHIR over HTTP, to any server. @param options.base without a slash at its end */
export const open_http = (options: { base: string; token: string; connections: number }): Http => {
  const base = new URL(options.base)
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections })
  const headers = {
    accept: 'application/fhir+json',
    'content-type': 'application/fhir+json',
    prefer: 'return=representation',
    ...(options.token === '' ? {} : { authorization: `Bearer ${options.token}` }),
  }
  return {
    send: (method, path, body) =>
      new Promise((resolve, reject) => {
        const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
        const address = {
          host: base.hostname,
          port: base.port,
          path: base.pathname + (path === '' ? '' : `/${path}`),
          method,
          agent,
        }
        const request = http_request({ ...address, headers: { ...headers, ...length } }, (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('error', reject)
          response.on('end', () => {
            const text = Buffer.concat(parts).toString()
            resolve({ status: response.statusCode ?? 0, json: text === '' ? undefined : JSON.parse(text) })
          })
        })
        request.on('error', reject)
        request.end(body)
      }),
    expect(answer, status) {
      need(answer.status === status, `status ${answer.status}: ${JSON.stringify(answer.json).slice(0, 200)}`)
      return answer.json
    },
    close: async () => agent.destroy(),
  }
}
