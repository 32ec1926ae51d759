/** Characters and tokens of PDF (ISO 32000-2 section 7.2), read at a place in the file. */

import { fail } from '../../base/outcome/index.ts'

/** A place in the bytes that moves on as one reads. State is its whole point. */
export type Cursor = { bytes: Uint8Array; at: number }

export const refuse_pdf = (why: string) => fail.invalid(`Tệp PDF hỏng hoặc không đọc được (${why})`)

const code = (one: string) => one.charCodeAt(0)
const [regular, white, delimiter] = [0, 1, 2]
/** What each byte is (section 7.2.3); asked for every byte of every file that is verified. */
const class_of = new Uint8Array(256).fill(regular)
for (const byte of [0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]) class_of[byte] = white
for (const one of '()<>[]{}/%') class_of[code(one)] = delimiter

export const is_white = (byte: number | undefined) => byte !== undefined && class_of[byte] === white

/** Moves over a run of regular characters. */
const skip_regular = (cursor: Cursor): void => {
  const { bytes } = cursor
  let at = cursor.at
  while (at < bytes.length && class_of[bytes[at] ?? 0] === regular) at += 1
  cursor.at = at
}

/** Bytes as characters of the same number; of a view, for a copy of each token costs more than reading it. */
export const latin1 = (bytes: Uint8Array, start: number, end: number): string =>
  (bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).toString(
    'latin1',
    start,
    end,
  )

export const skip_white = (cursor: Cursor): void => {
  const { bytes } = cursor
  for (;;) {
    while (is_white(bytes[cursor.at])) cursor.at += 1
    if (bytes[cursor.at] !== code('%')) return
    while (cursor.at < bytes.length && bytes[cursor.at] !== 0x0a && bytes[cursor.at] !== 0x0d) cursor.at += 1
  }
}

export const looking_at = (cursor: Cursor, text: string): boolean => {
  for (let index = 0; index < text.length; index += 1)
    if (cursor.bytes[cursor.at + index] !== text.charCodeAt(index)) return false
  return true
}

/** A run of regular characters: a number or a keyword. */
export const read_word = (cursor: Cursor): string => {
  skip_white(cursor)
  const start = cursor.at
  skip_regular(cursor)
  return latin1(cursor.bytes, start, cursor.at)
}

export const expect_word = (cursor: Cursor, word: string): void => {
  if (read_word(cursor) !== word) throw refuse_pdf(`cần “${word}” gần byte ${cursor.at}`)
}

/** Digits that a number takes exactly. */
const longest_natural = 15

export const read_natural = (cursor: Cursor): number => {
  skip_white(cursor)
  const { bytes, at: start } = cursor
  skip_regular(cursor)
  let number = 0
  for (let at = start; at < cursor.at; at += 1) {
    const digit = (bytes[at] ?? 0) - code('0')
    if (digit < 0 || digit > 9) throw refuse_pdf(`cần số nguyên gần byte ${cursor.at}`)
    number = number * 10 + digit
  }
  if (cursor.at === start || cursor.at - start > longest_natural)
    throw refuse_pdf(`cần số nguyên gần byte ${cursor.at}`)
  return number
}

export const read_name = (cursor: Cursor): string => {
  cursor.at += 1
  const start = cursor.at
  skip_regular(cursor)
  const name = latin1(cursor.bytes, start, cursor.at)
  if (!name.includes('#')) return name
  return name.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
}

export const read_hex_string = (cursor: Cursor): Uint8Array => {
  const end = cursor.bytes.indexOf(code('>'), cursor.at)
  if (end < 0) throw refuse_pdf('chuỗi hex không đóng')
  const written = latin1(cursor.bytes, cursor.at + 1, end)
  cursor.at = end + 1
  const read = Buffer.from(written, 'hex')
  // Reading stops at the first that is no digit: where it did not, there was none.
  if (read.length * 2 === written.length) return read
  const digits = written.replace(/[\0\t\n\f\r ]/g, '')
  if (/[^0-9a-fA-F]/.test(digits)) throw refuse_pdf('chuỗi hex có ký tự lạ')
  return Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex')
}

const escapes = new Map([...'nrtbf'].map((letter, index) => [code(letter), [10, 13, 9, 8, 12][index] ?? 0]))

const read_escape = (cursor: Cursor): number[] => {
  const byte = cursor.bytes[cursor.at] ?? 0
  const octal = /^[0-7]{1,3}/.exec(latin1(cursor.bytes, cursor.at, cursor.at + 3))?.[0]
  if (octal) {
    cursor.at += octal.length
    return [parseInt(octal, 8) & 0xff]
  }
  cursor.at += byte === 0x0d && cursor.bytes[cursor.at + 1] === 0x0a ? 2 : 1
  return byte === 0x0d || byte === 0x0a ? [] : [escapes.get(byte) ?? byte]
}

export const read_literal_string = (cursor: Cursor): Uint8Array => {
  const found: number[] = []
  let depth = 0
  while (cursor.at < cursor.bytes.length) {
    const byte = cursor.bytes[cursor.at] ?? 0
    cursor.at += 1
    if (byte === code('\\')) found.push(...read_escape(cursor))
    else {
      if (byte === code('(')) depth += 1
      if (byte === code(')')) depth -= 1
      if (depth === 0) return Uint8Array.from(found)
      if (byte !== code('(') || depth > 1) found.push(byte)
    }
  }
  throw refuse_pdf('chuỗi không đóng')
}
