import { fail } from '../../base/outcome/index.ts'
import { is_object, text_of } from '../fhir/index.ts'
import { find_place, is_element_node, type AddedFunction } from '../fhirpath/index.ts'
import { date_boundary, date_time_boundary, decimal_boundary, time_boundary, type Side } from './boundary.ts'

/** Patient/123 of the resource itself: what getReferenceKey() gives for a reference to it. */
export const resource_key = (resource: unknown): string | undefined => {
  if (!is_object(resource)) return undefined
  const [type, id] = [text_of(resource['resourceType']), text_of(resource['id'])]
  return type !== undefined && id !== undefined ? `${type}/${id}` : undefined
}

/**
 * Patient/123 of a relative reference, with or without version. Other servers' URLs, urn:uuid and #contained are no rows
 * here: the specification wants them empty.
 */
export const reference_key = (reference: unknown, type: string | undefined): string | undefined => {
  const text = is_object(reference) ? text_of(reference['reference']) : undefined
  const [, key, its_type] = /^(([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]+)?$/.exec(text ?? '') ?? []
  return type === undefined || type === its_type ? key : undefined
}

const data_of = (node: unknown): unknown => (is_element_node(node) ? node.data : node)

const keys_of = (nodes: unknown[], key: (data: unknown) => string | undefined): string[] =>
  nodes.flatMap((node) => key(data_of(node)) ?? [])

/** What stands at the node's place in the resource as it was handed in; undefined for what was computed. */
export const written_value = (node: unknown, exact: unknown): unknown =>
  find_place(node)?.reduce<unknown>((one, step) => (one as Record<string | number, unknown> | undefined)?.[step], exact)

/** The number as it was written: the copy the engine works on has lost 1.0 to 1. */
const written_number = (node: unknown, exact: unknown): string =>
  JSON.stringify(written_value(node, exact) ?? data_of(node))

/** The library's own dates and times carry what was written, and their class says what they are. */
const type_of = (node: unknown): string => {
  if (is_element_node(node) && node.fhirNodeDataType !== null) return node.fhirNodeDataType
  const value = data_of(node)
  if (typeof value === 'number') return 'decimal'
  const of_library = value?.constructor.name ?? ''
  return (
    { FP_Date: 'date', FP_DateTime: 'dateTime', FP_Instant: 'instant', FP_Time: 'time' }[of_library] ?? typeof value
  )
}

const number_types: ReadonlySet<string> = new Set([
  'decimal',
  'integer',
  'positiveInt',
  'unsignedInt',
  'Decimal',
  'Integer',
])

const boundary_of = (node: unknown, side: Side, precision: number | undefined, exact: unknown): unknown => {
  const type = type_of(node)
  const data = data_of(node)
  if (number_types.has(type)) return decimal_boundary(written_number(node, exact), side, precision)
  if (type === 'date') return date_boundary(String(data), side, precision)
  if (type === 'dateTime' || type === 'instant') return date_time_boundary(String(data), side, precision)
  if (type === 'time') return time_boundary(String(data), side, precision)
  if (type === 'Period' && is_object(data)) {
    const end = text_of(data[side === 'low' ? 'start' : 'end'])
    return end === undefined ? undefined : date_time_boundary(end, side, precision)
  }
  throw fail.value(`${side}Boundary() không dùng được cho kiểu ${type}`)
}

const boundary = (side: Side, exact: () => unknown): AddedFunction => ({
  fn: (nodes: unknown[], precision?: number) => {
    if (nodes.length > 1) throw fail.value(`${side}Boundary() chỉ dùng được cho một giá trị`)
    const [node] = nodes
    if (node === undefined || data_of(node) === null) return []
    const value = boundary_of(node, side, precision, exact())
    return value === undefined ? [] : [value]
  },
  arity: { 0: [], 1: ['Integer'] },
})

/** What SQL on FHIR adds to FHIRPath. `exact` gives the resource being read, with the digits of its numbers. */
export const view_functions = (exact: () => unknown): Record<string, AddedFunction> => ({
  getResourceKey: { fn: (nodes) => keys_of(nodes, resource_key), arity: { 0: [] } },
  getReferenceKey: {
    fn: (nodes: unknown[], type?: { name: string }) => keys_of(nodes, (data) => reference_key(data, type?.name)),
    arity: { 0: [], 1: ['TypeSpecifier'] },
  },
  lowBoundary: boundary('low', exact),
  highBoundary: boundary('high', exact),
})
