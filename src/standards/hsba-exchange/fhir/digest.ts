/** Hashes and names derived from content: the same record gives the same names. */
import { createHash } from 'node:crypto'

export const sha256_hex = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

/**
 * A UUID (version 8, RFC 9562 §5.8) made of a running number and a hash: unique for this record and place, and in the
 * order of the bundle, so that rows of the same minute keep their order when a store sorts by id.
 */
export const derived_uuid = (seed: string, index: number): string => {
  const hash = sha256_hex(`${seed}|${index}`)
  const variant = '89ab'.charAt(Number.parseInt(hash.charAt(0), 16) % 4)
  const number = index.toString(16).padStart(8, '0')
  return `${number}-${hash.slice(1, 5)}-8${hash.slice(5, 8)}-${variant}${hash.slice(8, 11)}-${hash.slice(11, 23)}`
}

/** The bytes of a base64 text, or undefined when it is not exactly one (stray characters would be lost on the way). */
export const find_bytes = (base64: string): Uint8Array | undefined => {
  const bytes = Buffer.from(base64, 'base64')
  return bytes.toString('base64') === base64 ? bytes : undefined
}
