import { is_object } from '../fhir/index.ts'
import { read_given, type Given } from './given-value.ts'
import { malformed, too_much, whole_patch, type At } from './refusal.ts'

const operations_max = 1_000

export type Operation = { at: At; path: string } & (
  | { type: 'add'; name: string; value: Given }
  | { type: 'insert'; index: number; value: Given }
  | { type: 'delete' }
  | { type: 'replace'; value: Given }
  | { type: 'move'; source: number; destination: number }
)

type Parts = Map<string, Record<string, unknown>>

const part_names: ReadonlySet<string> = new Set(['type', 'path', 'name', 'value', 'index', 'source', 'destination'])

const read_parts = (operation: Record<string, unknown>, at: At): Parts => {
  const list = operation['part']
  if (!Array.isArray(list)) throw malformed(at, 'thao tác không có part')
  const parts: Parts = new Map()
  for (const part of list as unknown[]) {
    const name = is_object(part) ? part['name'] : undefined
    if (!is_object(part) || typeof name !== 'string') throw malformed(at, 'mỗi part cần “name”')
    if (!part_names.has(name)) throw malformed(at, `part “${name.slice(0, 100)}” không được hỗ trợ`)
    if (parts.has(name)) throw malformed(at, `part “${name}” có hai lần`)
    parts.set(name, part)
  }
  return parts
}

const text_part = (parts: Parts, name: string, keys: readonly string[], at: At): string => {
  const part = parts.get(name)
  const value = keys.map((key) => part?.[key]).find((one) => one !== undefined)
  if (typeof value !== 'string' || value === '') throw malformed(at, `thiếu part “${name}” (${keys[0]})`)
  return value
}

const number_part = (parts: Parts, name: string, at: At): number => {
  const part = parts.get(name)
  const value = part?.['valueInteger'] ?? part?.['valueUnsignedInt'] ?? part?.['valuePositiveInt']
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw malformed(at, `part “${name}” phải là valueInteger từ 0`)
  return value
}

const value_part = (parts: Parts, at: At): Given => {
  const part = parts.get('value')
  if (!part) throw malformed(at, 'thiếu part “value”')
  return read_given(part, at)
}

const read_operation = (parameter: unknown, index: number): Operation => {
  const unplaced: At = { index, path: '', expression: `Parameters.parameter[${index}]` }
  if (!is_object(parameter) || parameter['name'] !== 'operation')
    throw malformed(unplaced, 'mỗi parameter của FHIRPath Patch phải có name là “operation”')
  const parts = read_parts(parameter, unplaced)
  const type = text_part(parts, 'type', ['valueCode', 'valueString'], unplaced)
  const path = text_part(parts, 'path', ['valueString'], unplaced)
  const at: At = { ...unplaced, path }
  switch (type) {
    case 'add':
      return { at, path, type, name: text_part(parts, 'name', ['valueString'], at), value: value_part(parts, at) }
    case 'insert':
      return { at, path, type, index: number_part(parts, 'index', at), value: value_part(parts, at) }
    case 'replace':
      return { at, path, type, value: value_part(parts, at) }
    case 'delete':
      return { at, path, type }
    case 'move': {
      const [source, destination] = [number_part(parts, 'source', at), number_part(parts, 'destination', at)]
      return { at, path, type, source, destination }
    }
    default:
      throw malformed(at, `type phải là add, insert, delete, replace hoặc move, không phải “${type.slice(0, 100)}”`)
  }
}

/** The Parameters resource of R4 FHIRPath Patch as operations, in its order. */
export const read_parameters = (parameters: unknown): Operation[] => {
  if (!is_object(parameters) || parameters['resourceType'] !== 'Parameters')
    throw malformed(whole_patch, 'FHIRPath Patch phải là một tài nguyên Parameters')
  const list = parameters['parameter'] ?? []
  if (!Array.isArray(list)) throw malformed(whole_patch, '“parameter” phải là mảng')
  if (list.length > operations_max) throw too_much(whole_patch, `có quá ${operations_max} thao tác`)
  return list.map(read_operation)
}
