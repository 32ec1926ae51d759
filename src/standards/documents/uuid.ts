import { createHash } from 'node:crypto'

/** A `urn:uuid:` that the same words always give (RFC 9562 §5.8, version 8): documents come out byte for byte the same. */
export const uuid_urn_of = (...words: string[]): string => {
  const digest = createHash('sha256').update(JSON.stringify(words)).digest().subarray(0, 16)
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x80, 6)
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = digest.toString('hex')
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')}`
}
