/** Values and indirect objects of PDF (ISO 32000-2 sections 7.3 and 7.3.10). */

import { is_white, looking_at, read_hex_string, read_literal_string, read_name } from './pdf-lexer.ts'
import { expect_word, read_natural, read_word, refuse_pdf, skip_white } from './pdf-lexer.ts'
import type { Cursor } from './pdf-lexer.ts'
import type { PdfDict, PdfValue } from './pdf-values.ts'

const deepest = 64

const read_dict = (cursor: Cursor, depth: number): PdfDict => {
  const entries = new Map<string, PdfValue>()
  cursor.at += 2
  for (;;) {
    skip_white(cursor)
    if (looking_at(cursor, '>>')) {
      cursor.at += 2
      return { kind: 'dict', entries }
    }
    if (!looking_at(cursor, '/')) throw refuse_pdf(`từ điển hỏng gần byte ${cursor.at}`)
    const key = read_name(cursor)
    // A key given twice would let two readers see two documents.
    if (entries.has(key)) throw refuse_pdf(`khóa ${key} lặp lại trong từ điển`)
    entries.set(key, read_value(cursor, depth + 1))
  }
}

const read_array = (cursor: Cursor, depth: number): PdfValue[] => {
  const found: PdfValue[] = []
  cursor.at += 1
  for (;;) {
    skip_white(cursor)
    if (looking_at(cursor, ']')) {
      cursor.at += 1
      return found
    }
    found.push(read_value(cursor, depth + 1))
  }
}

/** `12 0 R` begins like a number: look two words ahead before settling for one. */
const read_number_or_ref = (cursor: Cursor, word: string): PdfValue => {
  if (/^\d{1,10}$/.test(word)) {
    const ahead = { bytes: cursor.bytes, at: cursor.at }
    const generation = read_word(ahead)
    if (/^\d{1,5}$/.test(generation) && read_word(ahead) === 'R') {
      cursor.at = ahead.at
      return { kind: 'ref', number: Number(word), generation: Number(generation) }
    }
  }
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) throw refuse_pdf(`“${word.slice(0, 20)}” gần byte ${cursor.at}`)
  return Number(word)
}

export const read_value = (cursor: Cursor, depth = 0): PdfValue => {
  if (depth > deepest) throw refuse_pdf('cấu trúc lồng quá sâu')
  skip_white(cursor)
  if (cursor.at >= cursor.bytes.length) throw refuse_pdf('tệp cụt')
  const start = cursor.at
  const span = () => ({ start, end: cursor.at })
  if (looking_at(cursor, '<<')) return read_dict(cursor, depth)
  if (looking_at(cursor, '[')) return read_array(cursor, depth)
  if (looking_at(cursor, '/')) return { kind: 'name', name: read_name(cursor) }
  if (looking_at(cursor, '<')) return { kind: 'string', hex: true, bytes: read_hex_string(cursor), span: span() }
  if (looking_at(cursor, '(')) return { kind: 'string', hex: false, bytes: read_literal_string(cursor), span: span() }
  const word = read_word(cursor)
  if (word === 'true' || word === 'false') return word === 'true'
  return word === 'null' ? null : read_number_or_ref(cursor, word)
}

/** The bytes between `stream` and `endstream`; the length is looked up, for it may be an object of its own. */
const read_stream_data = (cursor: Cursor, length: number): Uint8Array => {
  cursor.at += 'stream'.length
  if (cursor.bytes[cursor.at] === 0x0d) cursor.at += 1
  if (cursor.bytes[cursor.at] !== 0x0a) throw refuse_pdf(`luồng hỏng gần byte ${cursor.at}`)
  const start = cursor.at + 1
  if (start + length > cursor.bytes.length) throw refuse_pdf('luồng cụt')
  cursor.at = start + length
  expect_word(cursor, 'endstream')
  return cursor.bytes.subarray(start, start + length)
}

export type IndirectObject = { number: number; generation: number; value: PdfValue; end: number }

/** `12 0 obj … endobj` at an offset. */
export const read_indirect = (
  bytes: Uint8Array,
  offset: number,
  length_of: (value: PdfValue | undefined) => number,
): IndirectObject => {
  const cursor = { bytes, at: offset }
  if (is_white(bytes[offset])) skip_white(cursor)
  const number = read_natural(cursor)
  const generation = read_natural(cursor)
  expect_word(cursor, 'obj')
  const dict = read_value(cursor)
  skip_white(cursor)
  const is_stream = typeof dict === 'object' && dict !== null && !Array.isArray(dict) && dict.kind === 'dict'
  const value: PdfValue =
    is_stream && looking_at(cursor, 'stream')
      ? { kind: 'stream', dict, raw: read_stream_data(cursor, length_of(dict.entries.get('Length'))) }
      : dict
  expect_word(cursor, 'endobj')
  return { number, generation, value, end: cursor.at }
}
