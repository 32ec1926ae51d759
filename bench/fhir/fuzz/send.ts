import { Agent, request, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { Ask } from './ask.ts'

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string; ms: number }

const agent = new Agent({ keepAlive: true, maxSockets: 64 })
/** A server that hangs is a finding, not a hang of the fuzz. */
const patience_ms = 60_000

const unpacked = (bytes: Buffer, encoding: string | undefined): Buffer =>
  encoding === 'br' ? brotliDecompressSync(bytes) : encoding === 'gzip' ? gunzipSync(bytes) : bytes

/** What node:http would rather not send (it would throw here, not at the server): sent by hand on a socket. */
const is_plain = ({ path, headers }: Ask): boolean =>
  !/[^\u0021-\u00ff]/.test(path) &&
  Object.values(headers).every((value) => !/[^\t\u0020-\u007e\u0080-\u00ff]/.test(value))

const send_plain = (base: URL, one: Ask, headers: Record<string, string>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const started = performance.now()
    const body = one.body === undefined ? undefined : Buffer.from(one.body)
    const sending = request(
      {
        ...{ agent, host: base.hostname, port: base.port, method: one.method, path: one.path },
        headers: { ...headers, ...(body ? { 'content-length': String(body.length) } : {}) },
        timeout: patience_ms,
      },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            ...{ status: response.statusCode ?? 0, headers: response.headers },
            text: unpacked(Buffer.concat(parts), response.headers['content-encoding']).toString(),
            ms: performance.now() - started,
          }),
        )
      },
    )
    sending.on('timeout', () => sending.destroy(new Error(`no answer within ${patience_ms} ms`)))
    // After a refusal of the head the server closes the line; whoever was given it just then asks again on a new one.
    sending.on('error', (error) =>
      sending.reusedSocket && 'code' in error && error.code === 'ECONNRESET'
        ? resolve(send_plain(base, one, headers))
        : reject(error),
    )
    sending.end(body)
  })

/** Byte for byte as it was made; what comes back is read just far enough to know the status. */
const send_raw = (base: URL, one: Ask, headers: Record<string, string>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const started = performance.now()
    const body = Buffer.from(one.body ?? '')
    const lines = Object.entries({ ...headers, 'content-length': String(body.length), connection: 'close' })
    const head = `${one.method} ${one.path} HTTP/1.1\r\nhost: x\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
    const socket = connect(Number(base.port), base.hostname, () => socket.end(Buffer.concat([Buffer.from(head), body])))
    let text = ''
    socket.setTimeout(patience_ms, () => socket.destroy(new Error(`no answer within ${patience_ms} ms`)))
    socket.on('data', (part) => (text += String(part)))
    socket.on('error', reject)
    socket.on('close', () => {
      const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(text)?.[1] ?? 0)
      resolve({ status, headers: {}, text: text.slice(text.indexOf('\r\n\r\n') + 4), ms: performance.now() - started })
    })
  })

/** Sends one request, with the caller's token unless the request brings its own. */
export const send = (base: string, token: string, one: Ask): Promise<Answer> => {
  const headers = { authorization: `Bearer ${token}`, ...one.headers }
  return (is_plain(one) ? send_plain : send_raw)(new URL(base), one, headers)
}
