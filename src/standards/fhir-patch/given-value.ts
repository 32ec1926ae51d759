import { is_exact_number, is_object, printed } from '../fhir/index.ts'
import { choice_name, is_subtype, type Element } from '../fhirpath/index.ts'
import { malformed, wrong_value, type At } from './refusal.ts'

/** What a `value` part of a FHIRPath Patch gives: a typed value, perhaps with id and extensions, or parts of an element without a type of its own. */
export type Given =
  | { kind: 'typed'; type: string; value: unknown; companion: unknown }
  | { kind: 'parts'; parts: Record<string, unknown>[] }

const from_suffix = (suffix: string): string => primitive_types.get(suffix) ?? suffix

const primitive_types = new Map(
  (
    'base64Binary boolean canonical code date dateTime decimal id instant integer markdown oid positiveInt string time ' +
    'unsignedInt uri url uuid'
  )
    .split(' ')
    .map((type) => [choice_name('', type), type]),
)

/** One value[x], or nested parts, or a resource (for contained). */
export const read_given = (part: Record<string, unknown>, at: At): Given => {
  const suffixes = new Set(Object.keys(part).flatMap((key) => /^_?value([A-Z]\w*)$/.exec(key)?.[1] ?? []))
  const nested = part['part']
  const resource = part['resource']
  const count = suffixes.size + (nested === undefined ? 0 : 1) + (resource === undefined ? 0 : 1)
  if (count !== 1)
    throw malformed(at, `phần “${printed(part['name'])}” cần đúng một giá trị: value[x], part hoặc resource`)
  if (nested !== undefined) {
    if (!Array.isArray(nested) || !nested.every(is_object)) throw malformed(at, '“part” phải là mảng đối tượng')
    return { kind: 'parts', parts: nested }
  }
  if (resource !== undefined) return { kind: 'typed', type: 'Resource', value: resource, companion: undefined }
  const [suffix = ''] = suffixes
  return { kind: 'typed', type: from_suffix(suffix), value: part[`value${suffix}`], companion: part[`_value${suffix}`] }
}

const shape_of = (type: string): 'boolean' | 'number' | 'text' | 'object' => {
  if (!/^[a-z]/.test(type)) return 'object'
  if (type === 'boolean') return 'boolean'
  return /^(?:decimal|integer|positiveInt|unsignedInt)$/.test(type) ? 'number' : 'text'
}

const json_shape = (value: unknown): string => {
  if (typeof value === 'string') return 'text'
  if (is_exact_number(value)) return 'number'
  return is_object(value) ? 'object' : typeof value
}

/**
 * Does a value of type `given` fit where R4 wants `wanted`? Texts stand for each other (the standard's own examples
 * give the narrative as valueString), and so do numbers: their form is the validator's question.
 */
const fits = (given: string, wanted: string, is_choice: boolean): boolean => {
  const plain = wanted === 'SimpleQuantity' ? 'Quantity' : wanted
  if (given === plain) return true
  if (is_choice || shape_of(given) !== shape_of(plain)) return false
  return shape_of(given) !== 'object' || is_subtype(given, plain)
}

/** The type among the element's own that takes the value; throws with what was wanted. */
export const type_for = (element: Element, given: Given, at: At): string => {
  const wanted = element.types.map((use) => use.code)
  if (given.kind === 'parts') {
    const [type = ''] = wanted
    if (wanted.length === 1 && /^[A-Z]/.test(type)) return type
    throw wrong_value(at, `phần tử “${element.name}” không nhận giá trị ghép từ part: cần ${wanted.join(' | ')}`)
  }
  const type = wanted.find((one) => fits(given.type, one, element.is_choice))
  if (type === undefined)
    throw wrong_value(at, `giá trị kiểu ${given.type} không đúng chỗ: “${element.name}” cần ${wanted.join(' | ')}`)
  const shape = json_shape(given.value)
  if (given.value === undefined ? given.companion === undefined : shape !== shape_of(given.type))
    throw wrong_value(at, `giá trị không đúng dạng của kiểu ${given.type}`)
  return type
}
