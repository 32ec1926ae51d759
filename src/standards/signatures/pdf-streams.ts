/** Decoding the streams that carry structure: FlateDecode with PNG predictors (ISO 32000-2 sections 7.4.4, 7.5.7-8). */

import { inflateSync } from 'node:zlib'
import { fail } from '../../base/outcome/index.ts'
import { refuse_pdf } from './pdf-lexer.ts'
import { as_kind } from './pdf-values.ts'
import type { PdfDict, PdfStream, PdfValue } from './pdf-values.ts'

const largest_bytes = 64 * 1024 * 1024

const inflate = (bytes: Uint8Array): Uint8Array => {
  try {
    return inflateSync(bytes, { maxOutputLength: largest_bytes })
  } catch {
    throw refuse_pdf('không giải nén được luồng')
  }
}

const paeth = (left: number, up: number, corner: number): number => {
  const guess = left + up - corner
  const [to_left, to_up, to_corner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (to_left <= to_up && to_left <= to_corner) return left
  return to_up <= to_corner ? up : corner
}

/** PNG filters 0 to 4 over rows of bytes (one byte a sample, as cross-reference streams have it). */
const unpredict = (bytes: Uint8Array, columns: number): Uint8Array => {
  const rows = Math.ceil(bytes.length / (columns + 1))
  const out = new Uint8Array(rows * columns)
  for (let row = 0; row < rows; row += 1) {
    const filter = bytes[row * (columns + 1)] ?? 0
    for (let column = 0; column < columns; column += 1) {
      const here = row * columns + column
      const left = column > 0 ? (out[here - 1] ?? 0) : 0
      const up = row > 0 ? (out[here - columns] ?? 0) : 0
      const corner = row > 0 && column > 0 ? (out[here - columns - 1] ?? 0) : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
      if (guess === undefined) throw refuse_pdf('bộ lọc PNG lạ')
      out[here] = (bytes[row * (columns + 1) + 1 + column] ?? 0) + guess
    }
  }
  return out
}

const only = (value: PdfValue | undefined): PdfValue | undefined =>
  Array.isArray(value) ? (value.length > 1 ? raise_unsupported() : value[0]) : value

const raise_unsupported = (): never => {
  throw fail.not_supported('Tệp PDF nén theo cách chưa được hỗ trợ')
}

const whole_number = (dict: PdfDict | undefined, key: string, otherwise: number): number => {
  const value = dict?.entries.get(key)
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536 ? value : otherwise
}

export const decode_stream = (stream: PdfStream): Uint8Array => {
  const filter = only(stream.dict.entries.get('Filter'))
  if (filter === undefined || filter === null) return stream.raw
  if (as_kind('name', filter)?.name !== 'FlateDecode') return raise_unsupported()
  const parameters = as_kind('dict', only(stream.dict.entries.get('DecodeParms')))
  const predictor = whole_number(parameters, 'Predictor', 1)
  const bytes = inflate(stream.raw)
  if (predictor === 1) return bytes
  return predictor >= 10 ? unpredict(bytes, whole_number(parameters, 'Columns', 1)) : raise_unsupported()
}
