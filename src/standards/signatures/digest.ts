import { createHash } from 'node:crypto'

export const sha256 = (...parts: Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** The 64 lower-case hex digits by which the house names a document's bytes. */
export const sha256_hex = (bytes: Uint8Array): string => Buffer.from(sha256(bytes)).toString('hex')
