import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { Failure, type Issue } from '../../../base/outcome/index.ts'
import { is_object, parse_exact, printed, type Resource } from '../../../standards/fhir/index.ts'
import { resource_types } from '../../../standards/fhir-search/index.ts'
import type { Block, Line, Refusal } from './block.ts'

/** A line that is a resource of a type and has an id. */
export type Draft = { line: Line; type: string; id: string; ref: string; resource: Resource & { id: string } }

const refuse = (
  line: number,
  code: Issue['code'],
  message: string,
  expression?: string,
  ref?: string,
): { refusal: Refusal } => ({ refusal: { line, ref, issues: [{ severity: 'error', code, message, expression }] } })

/**
 * The id of a resource that came without one follows from its content (RFC 9562, UUIDv8): who sends the same file again
 * makes nothing twice.
 */
const id_of_content = (resource: Resource): string => {
  const hex = createHash('sha256').update(JSON.stringify(resource)).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-b${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const id_pattern = /^[A-Za-z0-9.-]{1,64}$/

/** @param closed types that are not written through /fhir */
const read_line = (line: Line, closed: ReadonlySet<string>): Draft | { refusal: Refusal } => {
  const { number, text } = line
  let value: unknown
  try {
    value = parse_exact(text)
  } catch (error) {
    return refuse(number, 'structure', `JSON không đọc được: ${error instanceof Error ? error.message : ''}`)
  }
  if (!is_object(value)) return refuse(number, 'structure', 'Mỗi dòng phải là một tài nguyên FHIR')
  const { resourceType: type, id } = value
  if (typeof type !== 'string' || !resource_types.has(type))
    return refuse(number, 'not-supported', `Loại tài nguyên “${printed(type)}” không có trong FHIR R4`, 'resourceType')
  if (closed.has(type)) return refuse(number, 'not-supported', `${type} do hệ thống tự lập, không nhập được`, type)
  if (id !== undefined && (typeof id !== 'string' || !id_pattern.test(id)))
    return refuse(number, 'invalid', 'Mã tài nguyên chỉ gồm chữ, số, “-”, “.” và dài không quá 64 ký tự', 'id')
  const resource = { ...value, resourceType: type }
  const own_id = id ?? id_of_content(resource)
  return {
    line,
    type,
    id: own_id,
    ref: `${type}/${own_id}`,
    resource: Object.assign(value, { resourceType: type, id: own_id }),
  }
}

/** What every draft of a block says; a line that is no resource is refused by its number. */
export const read_drafts = (lines: Line[], closed: ReadonlySet<string>): { drafts: Draft[]; refused: Refusal[] } => {
  const drafts: Draft[] = []
  const refused: Refusal[] = []
  for (const line of lines) {
    const read = read_line(line, closed)
    if ('refusal' in read) refused.push(read.refusal)
    else drafts.push(read)
  }
  return { drafts, refused }
}

/** What some programs write in front of a file to say that it is UTF-8. */
const byte_order_mark = '\ufeff'

/**
 * The lines of a block, each a text of its own: one text of a megabyte would outlive them all. Bytes that are no UTF-8
 * would be changed by reading them: their line is refused.
 */
export const lines_of = (block: Block): { lines: Line[]; refused: Refusal[] } => {
  const lines = [...block.carried]
  const refused: Refusal[] = []
  const bytes = Buffer.from(block.bytes.buffer, block.bytes.byteOffset, block.bytes.byteLength)
  const is_whole = isUtf8(bytes)
  let number = block.first_line
  for (let from = 0; from < bytes.length; number += 1) {
    const end = bytes.indexOf(10, from)
    const to = end < 0 ? bytes.length : end
    const is_text = is_whole || isUtf8(bytes.subarray(from, to))
    const text = is_text ? bytes.toString('utf8', from, to) : ''
    if (!is_text) refused.push(refuse(number, 'structure', 'Dòng này không phải UTF-8').refusal)
    else if (text.trim() !== '')
      lines.push({ number, text: number === 1 && text.startsWith(byte_order_mark) ? text.slice(1) : text })
    from = to + 1
  }
  return { lines, refused }
}

/** The refusal of a draft that R4 refuses. @throws what is no refusal */
export const refusal_of = (draft: Pick<Draft, 'line' | 'ref'>, error: unknown): Refusal => {
  if (!(error instanceof Failure)) throw error
  return { line: draft.line.number, ref: draft.ref, issues: error.issues }
}

/** Drafts that name one resource twice are written one after the other: cut before each second naming. */
export const cut_at_repeats = (drafts: Draft[]): Draft[][] => {
  const parts: Draft[][] = []
  let seen = new Set<string>()
  for (const draft of drafts) {
    if (parts.length === 0 || seen.has(draft.ref)) {
      parts.push([])
      seen = new Set()
    }
    seen.add(draft.ref)
    parts.at(-1)?.push(draft)
  }
  return parts
}
