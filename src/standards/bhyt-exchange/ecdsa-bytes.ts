/** r and s as XML-DSig wants them (RFC 6931 §2.3.6: two numbers of the curve's length, side by side), from ECDSA-Sig-Value. */

const integer_at = (der: Uint8Array, at: number): { value: Uint8Array; next: number } => {
  const length = der[at + 1] ?? 0
  if (der[at] !== 0x02 || at + 2 + length > der.length) throw new Error('no ECDSA-Sig-Value')
  return { value: der.subarray(at + 2, at + 2 + length), next: at + 2 + length }
}

const padded = (value: Uint8Array, size: number): Buffer => {
  const bare = Buffer.from(value).subarray(Math.max(0, value.length - size))
  return Buffer.concat([Buffer.alloc(size - bare.length), bare])
}

/** @param size bytes of each number: 32 for P-256 */
export const bare_ecdsa = (der: Uint8Array, size: number): Buffer => {
  if (der[0] !== 0x30) throw new Error('no ECDSA-Sig-Value')
  const start = (der[1] ?? 0) & 0x80 ? 3 : 2
  const r = integer_at(der, start)
  const s = integer_at(der, r.next)
  return Buffer.concat([padded(r.value, size), padded(s.value, size)])
}
