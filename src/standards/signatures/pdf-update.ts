/**
 * Appending a revision (ISO 32000-2 section 7.5.6). The earlier bytes stay as they are, which is what keeps earlier
 * signatures valid. The new section has the form of the newest one before it: a table after a table, a stream after
 * a stream. @signpdf/placeholder-plain is not used: it drops the trailer's /ID, which PDF/A demands
 * (ISO 19005-2 section 6.1.3), reads object dictionaries as UTF-8 text, and knows no cross-reference streams.
 */

import { sha256 } from './digest.ts'
import type { PdfDocument } from './pdf-document.ts'
import { dict, name, write_value } from './pdf-values.ts'
import type { PdfDict, PdfValue } from './pdf-values.ts'

export type NewObject = { number: number; generation: number; value: PdfValue }
export type Placed = NewObject & { offset: number }

/** The first object number that nothing uses. */
export const next_number = (document: PdfDocument): number => {
  const size = document.xref.trailer.entries.get('Size')
  return Math.max(typeof size === 'number' ? size : 0, ...[...document.xref.entries.keys()].map((number) => number + 1))
}

const left_out = new Set(['Prev', 'XRefStm', 'Size', 'Type', 'W', 'Index', 'Filter', 'DecodeParms', 'Length', 'ID'])

/** Everything the old trailer says, with Size, Prev and ID anew. The first half of ID names the file for good. */
const trailer_after = (document: PdfDocument, size: number, changed: Uint8Array): PdfDict => {
  const kept = [...document.xref.trailer.entries].filter(([key]) => !left_out.has(key))
  const fresh: PdfValue = { kind: 'string', hex: true, bytes: sha256(changed).subarray(0, 16) }
  const [first] = document.array(document.xref.trailer.entries.get('ID')) ?? []
  return {
    kind: 'dict',
    entries: new Map<string, PdfValue>([
      ['Size', size],
      ...kept,
      ['Prev', document.xref.offset],
      ['ID', [first ?? fresh, fresh]],
    ]),
  }
}

const padded = (value: number, digits: number) => String(value).padStart(digits, '0')

/** Entries are exactly 20 bytes each (section 7.5.4). */
const write_table = (placed: Placed[], trailer: PdfDict): string => {
  const rows = placed.map((one) => `${one.number} 1\n${padded(one.offset, 10)} ${padded(one.generation, 5)} n \n`)
  return `xref\n0 1\n0000000000 65535 f \n${rows.join('')}trailer\n${write_value(trailer)}\n`
}

const write_stream = (placed: Placed[], trailer: PdfDict, own: Placed): string => {
  const rows = [...placed, own].map((one) => {
    const row = Buffer.alloc(9)
    row.writeUInt8(1, 0)
    row.writeUIntBE(one.offset, 1, 6)
    row.writeUInt16BE(one.generation, 7)
    return row
  })
  const data = Buffer.concat(rows)
  const described = dict({
    Type: name('XRef'),
    W: [1, 6, 2],
    Index: [...placed, own].flatMap((one) => [one.number, 1]),
    Length: data.length,
  })
  const keys: PdfDict = { kind: 'dict', entries: new Map([...described.entries, ...trailer.entries]) }
  return `${own.number} 0 obj\n${write_value({ kind: 'stream', dict: keys, raw: data })}\nendobj\n`
}

export const append_revision = (
  document: PdfDocument,
  objects: NewObject[],
): { bytes: Uint8Array; placed: Map<number, Placed> } => {
  const last = document.bytes.at(-1)
  const parts: Uint8Array[] = [document.bytes, Buffer.from(last === 0x0a || last === 0x0d ? '' : '\n')]
  let length = parts.reduce((sum, part) => sum + part.length, 0)
  const add = (text: string) => {
    const part = Buffer.from(text, 'latin1')
    parts.push(part)
    length += part.length
  }
  const placed = objects
    .toSorted((a, b) => a.number - b.number)
    .map((object) => {
      const at = { ...object, offset: length }
      add(`${object.number} ${object.generation} obj\n${write_value(object.value)}\nendobj\n`)
      return at
    })
  const own = Math.max(next_number(document), ...objects.map((object) => object.number + 1))
  const trailer = trailer_after(document, document.xref.is_stream ? own + 1 : own, Buffer.concat(parts.slice(1)))
  const xref_offset = length
  add(
    document.xref.is_stream
      ? write_stream(placed, trailer, { number: own, generation: 0, value: null, offset: xref_offset })
      : write_table(placed, trailer),
  )
  add(`startxref\n${xref_offset}\n%%EOF\n`)
  return { bytes: Buffer.concat(parts), placed: new Map(placed.map((one) => [one.number, one])) }
}
