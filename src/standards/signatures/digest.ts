import { createHash } from 'node:crypto'

export const sha256 = (...parts: Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

const known = new WeakMap<Uint8Array, Buffer>()

/** Of bytes that are passed from hand to hand and never changed: computed once, however many ask. */
export const sha256_of = (bytes: Uint8Array): Buffer => {
  const found = known.get(bytes) ?? createHash('sha256').update(bytes).digest()
  known.set(bytes, found)
  return found
}

/** The 64 lower-case hex digits by which the house names a document's bytes. */
export const sha256_hex = (bytes: Uint8Array): string => sha256_of(bytes).toString('hex')
