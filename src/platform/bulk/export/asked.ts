import { Failure, fail } from '../../../base/outcome/index.ts'
import { is_object, list_of, printed } from '../../../standards/fhir/index.ts'
import { resource_types } from '../../../standards/fhir-search/index.ts'
import { check_criteria, is_in_patient_compartment } from '../../records/index.ts'

export type Level = 'system' | 'patient' | 'group'

/** What an export was asked for (Bulk Data Access IG 2.0 §2.1.2), read and checked; kept with the job. */
export type Asked = {
  level: Level
  types?: string[]
  since?: string
  /** Elements by type; under '*' those of every type. */
  elements?: Record<string, string[]>
  /** Search conditions by type: a resource meets all of one of the lists. */
  filters?: Record<string, [name: string, value: string][][]>
  /** Whose compartments; absent: those of every patient, or everything. */
  patients?: string[]
  /** Who had bulk export closed when this was asked; settled by the server, never asked for. */
  without?: string[]
}

const refuse = (name: string, why: string): Failure =>
  new Failure(400, [
    { severity: 'error', code: 'not-supported', message: `Tham số “${name}”: ${why}`, expression: name },
  ])

const value_kinds = [
  ...['valueString', 'valueCode', 'valueInstant', 'valueDateTime', 'valueDate', 'valueUri', 'valueCanonical'],
]

const value_of = (part: Record<string, unknown>): string => {
  const { name, valueReference: reference } = part
  if (is_object(reference) && typeof reference['reference'] === 'string') return reference['reference']
  const value = value_kinds.map((kind) => part[kind]).find((one) => one !== undefined)
  if (typeof value !== 'string') throw fail.invalid(`“${printed(name)}” thiếu giá trị`, printed(name))
  return value
}

/** Parameters of the address and, for a POST, of the Parameters in the body. */
export const pairs_of = (query: URLSearchParams, body: unknown): [name: string, value: string][] => {
  if (body === undefined) return [...query]
  if (!is_object(body) || body['resourceType'] !== 'Parameters')
    throw fail.invalid('Nội dung phải là một tài nguyên Parameters', 'Parameters')
  const sent = list_of(body['parameter']).map((part): [string, string] => [printed(part['name']), value_of(part)])
  return [...query, ...sent]
}

const formats = new Set(['application/fhir+ndjson', 'application/fhir ndjson', 'application/ndjson', 'ndjson'])

const read_format = (value: string): void => {
  if (!formats.has(value)) throw refuse('_outputFormat', `chỉ xuất application/fhir+ndjson, không có “${value}”`)
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/** In an address `+` is a blank: a zone of +07:00 arrives as " 07:00". */
const read_since = (value: string): string => {
  const text = value.replace(/ (?=\d\d:\d\d$)/, '+')
  const at = instant.test(text) ? new Date(text) : undefined
  if (!at || Number.isNaN(at.getTime())) throw refuse('_since', `“${value}” không phải một thời điểm (instant)`)
  return at.toISOString()
}

const read_type = (level: Level, closed: ReadonlySet<string>, type: string): string => {
  if (!resource_types.has(type)) throw refuse('_type', `không có loại “${type}” trong FHIR R4`)
  if (closed.has(type)) throw refuse('_type', `${type} không nằm trong kho, không xuất được`)
  if (level !== 'system' && !is_in_patient_compartment(type))
    throw refuse('_type', `${type} không thuộc hồ sơ của người bệnh nào; hãy xuất ở cấp hệ thống`)
  return type
}

const read_elements = (value: string): Record<string, string[]> => {
  const elements: Record<string, string[]> = {}
  for (const one of value.split(',')) {
    const [, type = '*', name] = /^(?:([A-Z][A-Za-z]+)\.)?([a-z][A-Za-z0-9]*(?:\[x\])?)$/.exec(one.trim()) ?? []
    if (name === undefined || (type !== '*' && !resource_types.has(type)))
      throw refuse('_elements', `“${one}” không phải tên phần tử gốc (ví dụ Patient.name)`)
    ;(elements[type] ??= []).push(name)
  }
  return elements
}

/** `Observation?status=final&code=…`; several are divided by commas (before the next `Type?`) or repeated. */
const read_filters = (value: string): { type: string; pairs: [string, string][] }[] =>
  value.split(/,(?=[A-Z][A-Za-z]+\?)/).map((one) => {
    const [, type = '', query = ''] = /^([A-Z][A-Za-z]+)\?(.+)$/s.exec(one.trim()) ?? []
    if (!resource_types.has(type)) throw refuse('_typeFilter', `“${one}” cần dạng Loại?tham-số=giá-trị`)
    const pairs: [string, string][] = [...new URLSearchParams(query)]
    check_criteria({ type, filters: pairs })
    return { type, pairs }
  })

const read_patient = (value: string): string => {
  const id = /^(?:Patient\/)?([A-Za-z0-9.-]{1,64})$/.exec(value)?.[1]
  if (id === undefined) throw refuse('patient', `“${value}” cần dạng Patient/mã`)
  return id
}

/**
 * Every parameter is served or refused by name.
 * @param closed types that are not in the store
 */
export const read_asked = (level: Level, pairs: [string, string][], closed: ReadonlySet<string>): Asked => {
  const asked: Asked = { level }
  const filters: ReturnType<typeof read_filters> = []
  for (const [name, value] of pairs) {
    if (name === '_outputFormat') read_format(value)
    else if (name === '_since') asked.since = read_since(value)
    else if (name === '_type') {
      const types = value.split(',').map((type) => read_type(level, closed, type.trim()))
      asked.types = [...new Set([...(asked.types ?? []), ...types])]
    } else if (name === '_elements') asked.elements = { ...asked.elements, ...read_elements(value) }
    else if (name === '_typeFilter') filters.push(...read_filters(value))
    else if (name === 'patient' && level !== 'system')
      asked.patients = [...new Set([...(asked.patients ?? []), ...value.split(',').map(read_patient)])]
    else if (name === 'patient') throw refuse('patient', 'chỉ dùng ở cấp Patient và Group')
    else if (name !== '_format') throw fail.unsupported_parameter(name)
  }
  for (const { type, pairs: met } of filters) {
    if (asked.types && !asked.types.includes(type)) throw refuse('_typeFilter', `${type} không có trong _type`)
    read_type(level, closed, type)
    ;((asked.filters ??= {})[type] ??= []).push(met)
  }
  return asked
}
