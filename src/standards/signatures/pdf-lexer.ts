/** Characters and tokens of PDF (ISO 32000-2 section 7.2), read at a place in the file. */

import { fail } from '../../base/outcome/index.ts'

/** A place in the bytes that moves on as one reads. State is its whole point. */
export type Cursor = { bytes: Uint8Array; at: number }

export const refuse_pdf = (why: string) => fail.invalid(`Tệp PDF hỏng hoặc không đọc được (${why})`)

const white = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20])
const delimiters = new Set([...'()<>[]{}/%'].map((one) => one.charCodeAt(0)))
const code = (one: string) => one.charCodeAt(0)

export const is_white = (byte: number | undefined) => byte !== undefined && white.has(byte)
const is_regular = (byte: number | undefined) => byte !== undefined && !white.has(byte) && !delimiters.has(byte)

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
  while (is_regular(cursor.bytes[cursor.at])) cursor.at += 1
  return Buffer.from(cursor.bytes.subarray(start, cursor.at)).toString('latin1')
}

export const expect_word = (cursor: Cursor, word: string): void => {
  if (read_word(cursor) !== word) throw refuse_pdf(`cần “${word}” gần byte ${cursor.at}`)
}

export const read_natural = (cursor: Cursor): number => {
  const word = read_word(cursor)
  if (!/^\d{1,15}$/.test(word)) throw refuse_pdf(`cần số nguyên gần byte ${cursor.at}`)
  return Number(word)
}

export const read_name = (cursor: Cursor): string => {
  cursor.at += 1
  const start = cursor.at
  while (is_regular(cursor.bytes[cursor.at])) cursor.at += 1
  return Buffer.from(cursor.bytes.subarray(start, cursor.at))
    .toString('latin1')
    .replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
}

export const read_hex_string = (cursor: Cursor): Uint8Array => {
  const end = cursor.bytes.indexOf(code('>'), cursor.at)
  if (end < 0) throw refuse_pdf('chuỗi hex không đóng')
  const digits = Buffer.from(cursor.bytes.subarray(cursor.at + 1, end))
    .toString('latin1')
    .replace(/[\0\t\n\f\r ]/g, '')
  if (/[^0-9a-fA-F]/.test(digits)) throw refuse_pdf('chuỗi hex có ký tự lạ')
  cursor.at = end + 1
  return Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex')
}

const escapes = new Map([...'nrtbf'].map((letter, index) => [code(letter), [10, 13, 9, 8, 12][index] ?? 0]))

const read_escape = (cursor: Cursor): number[] => {
  const byte = cursor.bytes[cursor.at] ?? 0
  const octal = /^[0-7]{1,3}/.exec(Buffer.from(cursor.bytes.subarray(cursor.at, cursor.at + 3)).toString('latin1'))?.[0]
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
