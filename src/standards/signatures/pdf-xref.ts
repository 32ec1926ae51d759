/** Where each object stands: cross-reference tables and streams, newest first (ISO 32000-2 sections 7.5.4 and 7.5.8). */

import {
  expect_word,
  is_white,
  latin1,
  looking_at,
  read_natural,
  read_word,
  refuse_pdf,
  skip_white,
} from './pdf-lexer.ts'
import type { Cursor } from './pdf-lexer.ts'
import { read_indirect, read_value } from './pdf-parser.ts'
import { decode_stream } from './pdf-streams.ts'
import { as_kind } from './pdf-values.ts'
import type { PdfDict, PdfValue } from './pdf-values.ts'

export type XrefEntry =
  | { type: 'free' }
  | { type: 'offset'; offset: number; generation: number }
  | { type: 'packed'; container: number; index: number }

export type Xref = {
  entries: Map<number, XrefEntry>
  /** The trailer dictionary of the newest section. */
  trailer: PdfDict
  /** The newest section is a cross-reference stream; an update must then be one, too. */
  is_stream: boolean
  offset: number
}

type Section = { entries: Map<number, XrefEntry>; trailer: PdfDict; is_stream: boolean }

const most_objects = 4_000_000
const most_sections = 1_000

const entry_of = (kind: number, first: number, second: number): XrefEntry => {
  if (kind === 1) return { type: 'offset', offset: first, generation: second }
  return kind === 2 ? { type: 'packed', container: first, index: second } : { type: 'free' }
}

const read_table = (cursor: Cursor): Section => {
  const entries = new Map<number, XrefEntry>()
  expect_word(cursor, 'xref')
  for (skip_white(cursor); !looking_at(cursor, 'trailer'); skip_white(cursor)) {
    const first = read_natural(cursor)
    const count = read_natural(cursor)
    if (first + count > most_objects) throw refuse_pdf('quá nhiều đối tượng')
    for (let number = first; number < first + count; number += 1) {
      const offset = read_natural(cursor)
      const generation = read_natural(cursor)
      const letter = read_word(cursor)
      if (letter !== 'n' && letter !== 'f') throw refuse_pdf('bảng tham chiếu')
      // Some writers list unused numbers as "in use at 0".
      entries.set(number, entry_of(letter === 'n' && offset > 0 ? 1 : 0, offset, generation))
    }
  }
  expect_word(cursor, 'trailer')
  const trailer = as_kind('dict', read_value(cursor))
  if (!trailer) throw refuse_pdf('thiếu trailer')
  return { entries, trailer, is_stream: false }
}

const direct_length = (value: PdfValue | undefined): number => {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
  throw refuse_pdf('độ dài luồng tham chiếu')
}

const naturals = (value: PdfValue | undefined): number[] =>
  Array.isArray(value) ? value.map((item) => (Number.isInteger(item) ? Math.max(0, Number(item)) : 0)) : []

const read_stream_section = (bytes: Uint8Array, offset: number): Section => {
  const stream = as_kind('stream', read_indirect(bytes, offset, direct_length).value)
  const keys = stream?.dict.entries
  if (!stream || as_kind('name', keys?.get('Type'))?.name !== 'XRef') throw refuse_pdf('bảng tham chiếu')
  const widths = naturals(keys?.get('W'))
  const [kind_width = 0, first_width = 0, second_width = 0] = widths
  const row = kind_width + first_width + second_width
  if (widths.length < 3 || row === 0 || widths.some((width) => width > 6)) throw refuse_pdf('độ rộng luồng tham chiếu')
  const data = Buffer.from(decode_stream(stream))
  const field = (at: number, width: number, otherwise: number) => (width ? data.readUIntBE(at, width) : otherwise)

  const entries = new Map<number, XrefEntry>()
  const index = keys?.has('Index') ? naturals(keys.get('Index')) : [0, direct_length(keys?.get('Size'))]
  let at = 0
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    const [first = 0, count = 0] = index.slice(pair, pair + 2)
    if (first + count > most_objects) throw refuse_pdf('quá nhiều đối tượng')
    for (let number = first; number < first + count && at + row <= data.length; number += 1, at += row) {
      const kind = field(at, kind_width, 1)
      const first_field = field(at + kind_width, first_width, 0)
      entries.set(number, entry_of(kind, first_field, field(at + kind_width + first_width, second_width, 0)))
    }
  }
  return { entries, trailer: stream.dict, is_stream: true }
}

const read_section = (bytes: Uint8Array, offset: number): Section => {
  const cursor = { bytes, at: offset }
  if (is_white(bytes[offset])) skip_white(cursor)
  return looking_at(cursor, 'xref') ? read_table(cursor) : read_stream_section(bytes, offset)
}

const start_of_newest = (bytes: Uint8Array): number => {
  const tail_start = Math.max(0, bytes.length - 2048)
  const tail = latin1(bytes, tail_start, bytes.length)
  const at = tail.lastIndexOf('startxref')
  if (at < 0) throw refuse_pdf('thiếu startxref')
  return read_natural({ bytes, at: tail_start + at + 'startxref'.length })
}

/** A hybrid file's stream tells of the objects that its table calls free (section 7.5.8.4), so it is asked first. */
const entries_of = (bytes: Uint8Array, section: Section): Map<number, XrefEntry>[] => {
  const hidden = section.trailer.entries.get('XRefStm')
  return typeof hidden === 'number' && !section.is_stream
    ? [read_stream_section(bytes, hidden).entries, section.entries]
    : [section.entries]
}

export const read_xref = (bytes: Uint8Array): Xref => {
  const entries = new Map<number, XrefEntry>()
  const offset = start_of_newest(bytes)
  const newest = read_section(bytes, offset)
  const seen = new Set<number>()
  let section = newest
  for (;;) {
    for (const map of entries_of(bytes, section))
      for (const [number, entry] of map) if (!entries.has(number)) entries.set(number, entry)
    const previous = section.trailer.entries.get('Prev')
    if (previous === undefined) return { entries, trailer: newest.trailer, is_stream: newest.is_stream, offset }
    if (typeof previous !== 'number' || seen.has(previous) || seen.size > most_sections)
      throw refuse_pdf('chuỗi bảng tham chiếu')
    seen.add(previous)
    section = read_section(bytes, previous)
  }
}
