import { is_object } from '../fhir/index.ts'
import { malformed, not_applicable, type At } from './refusal.ts'

/** Names that reach into JavaScript's own objects instead of the resource. */
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** RFC 6901 §3–4: '' is the whole document, `~1` is a slash and `~0` a tilde. */
export const read_pointer = (text: unknown, member: 'path' | 'from', at: At): string[] => {
  if (typeof text !== 'string') throw malformed(at, `thiếu “${member}” (chuỗi JSON Pointer)`)
  if (text === '') return []
  if (!text.startsWith('/')) throw malformed(at, `“${member}” phải rỗng hoặc bắt đầu bằng “/”`)
  if (/~(?![01])/.test(text)) throw malformed(at, `“${member}”: sau dấu “~” chỉ có thể là 0 hoặc 1`)
  const tokens = text
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
  const trick = tokens.find((token) => forbidden.has(token))
  if (trick !== undefined) throw malformed(at, `“${member}”: tên “${trick}” không được phép`)
  return tokens
}

/** RFC 6901 §4: digits without leading zeros; undefined for everything else. */
export const index_of = (token: string): number | undefined =>
  /^(?:0|[1-9]\d{0,8})$/.test(token) ? Number(token) : undefined

/** One step down; undefined where nothing is. */
const member_of = (value: unknown, token: string): unknown => {
  if (Array.isArray(value)) {
    const index = index_of(token)
    return index === undefined ? undefined : (value[index] as unknown)
  }
  return is_object(value) && Object.hasOwn(value, token) ? value[token] : undefined
}

/** What stands at the pointer; null is something, undefined is nothing (JSON has no undefined). */
export const find_at = (document: unknown, tokens: readonly string[]): unknown => tokens.reduce(member_of, document)

export type Parent =
  { of: 'list'; list: unknown[]; token: string } | { of: 'object'; object: Record<string, unknown>; token: string }

/** The array or object that holds, or would hold, the value at a pointer that is not the root's. */
export const parent_at = (document: unknown, tokens: readonly string[], at: At): Parent => {
  const token = tokens.at(-1) ?? ''
  const parent = find_at(document, tokens.slice(0, -1))
  if (Array.isArray(parent)) return { of: 'list', list: parent, token }
  if (is_object(parent)) return { of: 'object', object: parent, token }
  throw not_applicable(at, parent === undefined ? 'không có phần tử cha' : 'phần tử cha không phải đối tượng hay mảng')
}
