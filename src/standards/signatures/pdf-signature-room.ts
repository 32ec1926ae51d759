/**
 * The bytes a signature covers. /ByteRange must leave out exactly the token of /Contents and nothing else, and the
 * token must hold one DER value and zeros: there is no byte in the file that neither the hash nor this check sees.
 */

import { read_first } from './der-reader.ts'
import { latin1, refuse_pdf } from './pdf-lexer.ts'
import { as_kind } from './pdf-values.ts'
import type { PdfDict } from './pdf-values.ts'

export type Covered = {
  cms: Uint8Array
  content: [Uint8Array, Uint8Array]
  /** Where the signed revision ends. */
  end: number
}

const read_range = (signature: PdfDict): [start: number, end: number, rest: number] => {
  const range = signature.entries.get('ByteRange')
  if (!Array.isArray(range) || range.length !== 4) throw refuse_pdf('thiếu ByteRange')
  const [zero, first, second, rest] = range.map((item) => (Number.isSafeInteger(item) ? Number(item) : -1))
  if (zero !== 0 || first === undefined || second === undefined || rest === undefined) throw refuse_pdf('ByteRange')
  if (first <= 0 || second <= first || rest <= 0) throw refuse_pdf('ByteRange')
  return [first, second, rest]
}

const is_zero = (bytes: Uint8Array, from: number): boolean => {
  for (let at = from; at < bytes.length; at += 1) if (bytes[at] !== 0) return false
  return true
}

export const covered_by = (pdf: Uint8Array, signature: PdfDict): Covered => {
  const [first, second, rest] = read_range(signature)
  const contents = as_kind('string', signature.entries.get('Contents'))
  const end = second + rest
  if (!contents?.hex || contents.span?.start !== first || contents.span.end !== second || end > pdf.length)
    throw refuse_pdf('vùng được ký không khớp vị trí chữ ký')
  // PDF would allow blanks, an odd number of digits and mixed case here: bytes one could change without being noticed.
  const digits = latin1(pdf, first + 1, second - 1)
  if (digits.length % 2 || !/^(?:[0-9a-f]+|[0-9A-F]+)$/.test(digits)) throw refuse_pdf('chữ ký không viết bằng hex đều')

  const { whole } = read_first(contents.bytes)
  if (!is_zero(contents.bytes, whole.length)) throw refuse_pdf('dữ liệu lạ sau chữ ký')
  return { cms: whole, content: [pdf.subarray(0, first), pdf.subarray(second, end)], end }
}
