/** An opened PDF: objects by number, read when asked for. */

import { fail } from '../../base/outcome/index.ts'
import { guarded } from './guard.ts'
import { looking_at, read_natural, refuse_pdf } from './pdf-lexer.ts'
import { read_indirect, read_value } from './pdf-parser.ts'
import { decode_stream } from './pdf-streams.ts'
import { as_kind } from './pdf-values.ts'
import type { PdfDict, PdfRef, PdfValue } from './pdf-values.ts'
import { read_xref } from './pdf-xref.ts'
import type { Xref } from './pdf-xref.ts'

export type PdfDocument = {
  bytes: Uint8Array
  xref: Xref
  root_ref: PdfRef
  root: PdfDict
  /** Follows references until there is a value; an object that is not there is null (section 7.3.10). */
  resolve(value: PdfValue | undefined): PdfValue
  dict(value: PdfValue | undefined): PdfDict | undefined
  array(value: PdfValue | undefined): PdfValue[] | undefined
}

const longest_reference_chain = 16

/** An object stream, with the numbers and places of what it holds. */
type Container = { bytes: Uint8Array; places: { number: number; offset: number }[] }

const open_container = (value: PdfValue): Container => {
  const stream = as_kind('stream', value)
  const [first, count] = [stream?.dict.entries.get('First'), stream?.dict.entries.get('N')]
  const is_right_type = as_kind('name', stream?.dict.entries.get('Type'))?.name === 'ObjStm'
  if (!stream || !is_right_type || typeof first !== 'number' || typeof count !== 'number')
    throw refuse_pdf('luồng đối tượng')
  const bytes = decode_stream(stream)
  const cursor = { bytes, at: 0 }
  const places: Container['places'] = []
  while (places.length < count) places.push({ number: read_natural(cursor), offset: first + read_natural(cursor) })
  return { bytes, places }
}

const read_packed = ({ bytes, places }: Container, number: number, index: number): PdfValue => {
  const place = places[index]
  if (place?.number !== number) throw refuse_pdf(`đối tượng ${number}`)
  return read_value({ bytes, at: place.offset })
}

const object_reader = (bytes: Uint8Array, xref: Xref) => {
  const known = new Map<number, PdfValue>()
  const reading = new Set<number>()
  const containers = new Map<number, Container>()

  const container = (number: number): Container => {
    const opened = containers.get(number) ?? open_container(get(number, 0))
    containers.set(number, opened)
    return opened
  }

  const resolve = (value: PdfValue | undefined): PdfValue => {
    let current = value ?? null
    for (let step = 0; step < longest_reference_chain; step += 1) {
      const reference = as_kind('ref', current)
      if (!reference) return current
      current = get(reference.number, reference.generation)
    }
    throw refuse_pdf('tham chiếu vòng')
  }

  const length_of = (value: PdfValue | undefined): number => {
    const length = resolve(value)
    if (typeof length === 'number' && Number.isInteger(length) && length >= 0) return length
    throw refuse_pdf('độ dài luồng')
  }

  const read = (number: number, generation: number): PdfValue => {
    const entry = xref.entries.get(number)
    if (!entry || entry.type === 'free') return null
    if (entry.type === 'packed')
      return generation === 0 ? read_packed(container(entry.container), number, entry.index) : null
    if (entry.generation !== generation) return null
    const found = read_indirect(bytes, entry.offset, length_of)
    if (found.number !== number || found.generation !== generation) throw refuse_pdf(`đối tượng ${number}`)
    return found.value
  }

  const get = (number: number, generation: number): PdfValue => {
    const before = known.get(number)
    if (before !== undefined && before !== null) return before
    if (reading.has(number)) throw refuse_pdf('tham chiếu vòng')
    reading.add(number)
    const value = read(number, generation)
    reading.delete(number)
    known.set(number, value)
    return value
  }
  return resolve
}

export const guard_pdf = <T>(work: () => T): T => guarded(() => refuse_pdf('cấu trúc ngoài dự kiến'), work)

export const open_pdf = (bytes: Uint8Array): PdfDocument =>
  guard_pdf(() => {
    if (!looking_at({ bytes, at: 0 }, '%PDF-')) throw fail.invalid('Đây không phải tệp PDF')
    const xref = read_xref(bytes)
    if (xref.trailer.entries.has('Encrypt'))
      throw fail.not_supported('Tệp PDF có mật khẩu, không ký và không kiểm tra được')
    const resolve = object_reader(bytes, xref)
    const dict = (value: PdfValue | undefined) => as_kind('dict', resolve(value))
    const array = (value: PdfValue | undefined) => {
      const found = resolve(value)
      return Array.isArray(found) ? found : undefined
    }
    const root_ref = as_kind('ref', xref.trailer.entries.get('Root'))
    const root = dict(root_ref)
    if (!root_ref || !root) throw refuse_pdf('thiếu danh mục gốc')
    return { bytes, xref, root_ref, root, resolve, dict, array }
  })
