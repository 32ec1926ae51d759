import type { FastifyReply, FastifyRequest } from 'fastify'
import { Failure } from '../../base/outcome/index.ts'

/** So much more is taken off the line and thrown away; whoever sends on after that is cut off. */
const drained_max_bytes = 256 * 1_048_576
const drained_max_ms = 60_000

/** A body above what its route takes; undefined: another error. */
export const find_too_large = (error: unknown, { routeOptions }: FastifyRequest): Failure | undefined => {
  if (!(error instanceof Error && 'code' in error && error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')) return undefined
  const max_mb = Math.floor((routeOptions.bodyLimit ?? 0) / 1_048_576)
  const message = `Dữ liệu gửi lên quá lớn${max_mb > 0 ? ` (tối đa ${max_mb} MB)` : ''}`
  return new Failure(413, [{ severity: 'error', code: 'too-long', message }])
}

/**
 * Lets somebody who is still sending finish, so that the answer reaches him: closing at once resets the line, and what had
 * been answered is lost with it (RFC 9112 §9.6). Bounded in bytes and time.
 */
export const let_finish_sending = ({ raw, headers }: FastifyRequest, reply: FastifyReply): void => {
  // A packed body is read through its unpacker; its line is closed (server.ts).
  if (raw.complete || headers['content-encoding'] !== undefined) return
  const { socket } = raw
  const wants_close = headers.connection?.toLowerCase() === 'close'
  const cut_off = (): void => void socket.destroy()
  const patience = setTimeout(cut_off, drained_max_ms).unref()
  let left = drained_max_bytes
  reply.removeHeader('connection')
  reply.raw.shouldKeepAlive = true
  raw.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) cut_off()
  })
  raw.once('close', () => {
    clearTimeout(patience)
    if (wants_close) socket.end()
  })
  raw.resume()
}
