import { randomUUID } from 'node:crypto'

/** A new id: time-ordered, so that neighbours in time are neighbours on disk (RFC 9562, UUIDv7). */
export const new_id = (now_ms = Date.now()): string => {
  const random = randomUUID()
  const time = now_ms.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`
}
