import { is_object } from '../fhir/index.ts'
import { model } from './model.ts'

/** An element as the engine holds it: the value, its companion (`_name`), its type and the way to it. */
export type ElementNode = {
  data: unknown
  _data: Record<string, unknown>
  path: string | null
  fhirNodeDataType: string | null
  propName: string | null
  index: number | null
  parentResNode: ElementNode | null
}

export const is_element_node = (value: unknown): value is ElementNode =>
  typeof value === 'object' && value !== null && 'parentResNode' in value && 'fhirNodeDataType' in value

/** Keys and indexes from the resource down to the value. */
export type Place = readonly (string | number)[]

/** Where id and extensions of the primitive at `place` stand: given[1] → _given[1]. */
export const companion_of = (place: Place): Place => {
  const at = place.findLastIndex((step) => typeof step === 'string')
  return place.map((step, i) => (i === at ? `_${step}` : step))
}

/** `value` of an Observation is valueQuantity in JSON: the engine forgets the suffix. */
const json_key = (node: ElementNode, owner: Record<string, unknown>): string | undefined => {
  const { propName: name, parentResNode: parent } = node
  if (name === null || parent === null) return undefined
  const variants = model.choiceTypePaths[`${parent.path}.${name}`] ?? ['']
  return variants.map((type) => name + type).find((key) => Object.hasOwn(owner, key) || Object.hasOwn(owner, `_${key}`))
}

const index_in = (node: ElementNode, owner: Record<string, unknown>, key: string): number | undefined => {
  if (node.index !== null) return node.index
  // A list of which only the companions are there: the engine gives no index.
  const companions = owner[`_${key}`]
  return Array.isArray(companions) ? companions.indexOf(node._data) : undefined
}

/** Undefined for what stands nowhere in the resource: literals, results of functions. */
export const find_place = (node: unknown): Place | undefined => {
  if (!is_element_node(node)) return undefined
  const { parentResNode: parent } = node
  if (parent === null) return []
  const above = find_place(parent)
  const owner = is_object(parent.data) ? parent.data : parent._data
  const key = json_key(node, owner)
  if (above === undefined || key === undefined) return undefined
  const index = index_in(node, owner, key)
  const base = owner === parent.data ? above : companion_of(above)
  return index === undefined ? [...base, key] : [...base, key, index]
}
