/** Reading ASN.1 DER strictly: whatever is not the one canonical encoding is refused, so nothing can hide in slack. */

import { fail } from '../../base/outcome/index.ts'
import { tag } from './der.ts'

export type DerNode = {
  tag: number
  /** Tag, length and content. */
  whole: Uint8Array
  content: Uint8Array
}

const refuse = (why: string) => fail.invalid(`Dữ liệu chữ ký số hoặc chứng thư bị hỏng (${why})`)

/** The element at the front of bytes; what follows it is left alone. */
export const read_first = (bytes: Uint8Array): DerNode => {
  const [tag_byte, first_length] = bytes
  if (tag_byte === undefined || first_length === undefined) throw refuse('DER cụt')
  if ((tag_byte & 0x1f) === 0x1f) throw refuse('thẻ DER nhiều byte')
  let length = first_length
  let start = 2
  if (first_length >= 0x80) {
    const count = first_length & 0x7f
    if (count === 0 || count > 4) throw refuse('độ dài DER không xác định')
    length = bytes.subarray(2, 2 + count).reduce((sum, byte) => sum * 256 + byte, 0)
    start = 2 + count
    if (length < 0x80 || bytes[2] === 0) throw refuse('độ dài DER không tối giản')
  }
  if (start + length > bytes.length) throw refuse('DER cụt')
  return { tag: tag_byte, whole: bytes.subarray(0, start + length), content: bytes.subarray(start, start + length) }
}

/** Exactly one element, nothing after it. */
export const read_one = (bytes: Uint8Array, expected_tag?: number): DerNode => {
  const node = read_first(bytes)
  if (node.whole.length !== bytes.length) throw refuse('thừa dữ liệu sau DER')
  return expected_tag === undefined ? node : expect_tag(node, expected_tag)
}

export const expect_tag = (node: DerNode | undefined, expected: number): DerNode => {
  if (node?.tag !== expected) throw refuse(`cần thẻ ${expected.toString(16)}, gặp ${node?.tag.toString(16) ?? 'hết'}`)
  return node
}

export const children = (node: DerNode): DerNode[] => {
  const found: DerNode[] = []
  for (let rest = node.content; rest.length > 0;) {
    const child = read_first(rest)
    found.push(child)
    rest = rest.subarray(child.whole.length)
  }
  return found
}

export const oid_text = (node: DerNode | undefined): string => {
  const arcs: number[] = []
  let arc = 0
  for (const byte of expect_tag(node, tag.oid).content) {
    arc = arc * 128 + (byte & 0x7f)
    if (byte < 0x80) {
      arcs.push(arc)
      arc = 0
    }
  }
  const [joined = 0, ...rest] = arcs
  const first = Math.min(2, Math.floor(joined / 40))
  return [first, joined - first * 40, ...rest].join('.')
}

export const small_integer = (node: DerNode | undefined): number => {
  const { content } = expect_tag(node, tag.integer)
  if (content.length === 0 || content.length > 4 || (content[0] ?? 0) & 0x80) throw refuse('số nguyên ngoài khoảng')
  return content.reduce((sum, byte) => sum * 256 + byte, 0)
}

export const time_value = (node: DerNode | undefined): Date => {
  const digits = Buffer.from(node?.content ?? []).toString('latin1')
  if (node?.tag !== tag.utc_time && node?.tag !== tag.generalized_time) throw refuse('thời gian')
  const century = Number(digits.slice(0, 2)) < 50 ? '20' : '19'
  const full = node.tag === tag.utc_time ? century + digits : digits
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(full)
  if (!parts) throw refuse('thời gian')
  const [, year, month, day, hour, minute, second] = parts
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (Number.isNaN(at.getTime())) throw refuse('thời gian')
  return at
}
