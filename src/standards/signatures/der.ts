/**
 * Writing ASN.1 DER (ITU-T X.690). Small enough to read in one sitting, so that every byte we sign is a byte we chose.
 * Reading is in der-reader.ts.
 */

export const tag = {
  boolean: 0x01,
  integer: 0x02,
  bit_string: 0x03,
  octet_string: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8_string: 0x0c,
  printable_string: 0x13,
  utc_time: 0x17,
  generalized_time: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

const length_bytes = (length: number): number[] => {
  if (length < 0x80) return [length]
  const digits: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256)
  return [0x80 | digits.length, ...digits]
}

export const tlv = (tag_byte: number, ...parts: Uint8Array[]): Uint8Array => {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([Uint8Array.of(tag_byte, ...length_bytes(length)), ...parts])
}

export const sequence = (...parts: Uint8Array[]): Uint8Array => tlv(tag.sequence, ...parts)

/** SET OF: DER wants the members in ascending order of their bytes (X.690 section 11.6). */
export const set_of = (...parts: Uint8Array[]): Uint8Array => tlv(tag.set, ...parts.toSorted(Buffer.compare))

/** [n] constructed, for EXPLICIT tags and for IMPLICIT tags of constructed types. */
export const context = (number: number, ...parts: Uint8Array[]): Uint8Array => tlv(0xa0 | number, ...parts)
/** [n] primitive, for IMPLICIT tags of primitive types. */
export const context_primitive = (number: number, bytes: Uint8Array): Uint8Array => tlv(0x80 | number, bytes)

export const null_value = (): Uint8Array => tlv(tag.null)
export const boolean = (value: boolean): Uint8Array => tlv(tag.boolean, Uint8Array.of(value ? 0xff : 0))
export const octet_string = (bytes: Uint8Array): Uint8Array => tlv(tag.octet_string, bytes)
export const bit_string = (bytes: Uint8Array, unused_bits = 0): Uint8Array =>
  tlv(tag.bit_string, Uint8Array.of(unused_bits), bytes)
export const utf8 = (text: string): Uint8Array => tlv(tag.utf8_string, Buffer.from(text, 'utf8'))
export const printable = (text: string): Uint8Array => tlv(tag.printable_string, Buffer.from(text, 'latin1'))

/** A non-negative integer given as big-endian bytes: no needless leading zero, but one where the sign bit is set. */
export const unsigned_integer = (bytes: Uint8Array): Uint8Array => {
  const first = bytes.findIndex((byte) => byte !== 0)
  const digits = first < 0 ? Uint8Array.of(0) : bytes.subarray(first)
  return tlv(tag.integer, (digits[0] ?? 0) & 0x80 ? Uint8Array.of(0) : new Uint8Array(), digits)
}

export const integer = (value: number): Uint8Array => {
  const hex = value.toString(16)
  return unsigned_integer(Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex'))
}

const base_128 = (arc: number): number[] => {
  const digits = [arc & 0x7f]
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift((rest & 0x7f) | 0x80)
  return digits
}

export const oid = (dotted: string): Uint8Array => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return tlv(tag.oid, Uint8Array.from([first * 40 + second, ...rest].flatMap(base_128)))
}

/** UTCTime until 2049, GeneralizedTime after, as RFC 5280 section 4.1.2.5 demands. */
export const time = (at: Date): Uint8Array => {
  const digits = at.toISOString().replace(/[-:T]|\.\d+/g, '')
  return at.getUTCFullYear() < 2050
    ? tlv(tag.utc_time, Buffer.from(digits.slice(2)))
    : tlv(tag.generalized_time, Buffer.from(digits))
}
