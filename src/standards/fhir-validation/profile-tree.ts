import { fail } from '../../base/outcome/index.ts'
import { is_object, list_of, text_of } from '../fhir/index.ts'
import type { Json } from './check.ts'
import { find_codes, resource_types, value_set_name, type Codes } from './definitions.ts'

/** A profile's differential as a tree of what it adds to the base: what it does not mention is not looked at. */
export type Discriminator = { type: 'value' | 'pattern' | 'exists' | 'type'; path: string[] }

export type ProfileNode = {
  /** As in the path, without [x]: value, valueQuantity, identifier. */
  name: string
  is_choice: boolean
  min: number | undefined
  /** undefined: as in the base. */
  max: number | undefined
  /** Types a choice is narrowed to. */
  types: ReadonlySet<string> | undefined
  targets: ReadonlySet<string> | undefined
  /** Of an extension: the URLs it may have. */
  extension_urls: readonly string[]
  fixed: unknown
  pattern: unknown
  codes: Codes | undefined
  value_set: string
  discriminators: Discriminator[]
  is_closed: boolean
  children: Map<string, ProfileNode>
  slices: Map<string, ProfileNode>
}

const empty_node = (name: string): ProfileNode => ({
  name: name.replace('[x]', ''),
  is_choice: name.endsWith('[x]'),
  min: undefined,
  max: undefined,
  types: undefined,
  targets: undefined,
  extension_urls: [],
  fixed: undefined,
  pattern: undefined,
  codes: undefined,
  value_set: '',
  discriminators: [],
  is_closed: false,
  children: new Map(),
  slices: new Map(),
})

const structure_base = 'http://hl7.org/fhir/StructureDefinition/'

/** `fixedCode`, `patternCodeableConcept`: the value whatever its type. */
const value_starting = (element: Json, word: 'fixed' | 'pattern'): unknown => {
  const key = Object.keys(element).find((one) => one.startsWith(word) && /^[A-Z]/.test(one.slice(word.length)))
  return key === undefined ? undefined : element[key]
}

const strings_of = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

/** Types of resources that may be pointed at; undefined when a target is a profile or anything goes. */
const targets_of = (types: readonly Json[]): ReadonlySet<string> | undefined => {
  const names = types.flatMap((type) => strings_of(type['targetProfile'])).map((url) => url.replace(structure_base, ''))
  return names.length > 0 && names.every((name) => resource_types.has(name)) ? new Set(names) : undefined
}

const read_path = (path: string): string[] => {
  if (path === '$this') return []
  if (/[()]/.test(path)) throw fail.not_supported(`Chưa hỗ trợ slicing theo ${path}`, 'discriminator.path')
  return path.split('.')
}

const discriminators_of = (slicing: Json): Discriminator[] =>
  list_of(slicing['discriminator']).map((one) => {
    const type = text_of(one['type'])
    if (type !== 'value' && type !== 'pattern' && type !== 'exists' && type !== 'type')
      throw fail.not_supported(`Chưa hỗ trợ slicing kiểu ${type ?? ''}`, 'discriminator.type')
    return { type, path: read_path(text_of(one['path']) ?? '$this') }
  })

/** System → codes of the required binding, from the standard's sets or those given beside the profile. */
export type FindCodes = (value_set: string) => Codes | undefined

const put_binding = (node: ProfileNode, binding: unknown, find: FindCodes): void => {
  if (!is_object(binding) || binding['strength'] !== 'required') return
  const url = text_of(binding['valueSet']) ?? ''
  node.value_set = url.replace(/\|.*$/, '')
  node.codes = find(node.value_set) ?? find_codes(value_set_name(url))
}

const fill = (node: ProfileNode, element: Json, find: FindCodes): void => {
  const types = list_of(element['type'])
  if (typeof element['min'] === 'number') node.min = element['min']
  if (typeof element['max'] === 'string') node.max = element['max'] === '*' ? undefined : Number(element['max'])
  if (types.length > 0) node.types = new Set(types.flatMap((type) => text_of(type['code']) ?? []))
  node.targets = targets_of(types) ?? node.targets
  node.extension_urls = types.flatMap((type) => (type['code'] === 'Extension' ? strings_of(type['profile']) : []))
  node.fixed = value_starting(element, 'fixed') ?? node.fixed
  node.pattern = value_starting(element, 'pattern') ?? node.pattern
  put_binding(node, element['binding'], find)
  if (!is_object(element['slicing'])) return
  node.discriminators = discriminators_of(element['slicing'])
  node.is_closed = element['slicing']['rules'] === 'closed'
}

const entry_of = (map: Map<string, ProfileNode>, key: string, name: string): ProfileNode => {
  const known = map.get(key)
  if (known) return known
  const made = empty_node(name)
  map.set(key, made)
  return made
}

/** `Patient.identifier:cccd.system` → the node of that place, made on the way. */
const node_at = (root: ProfileNode, id: string): ProfileNode => {
  let node = root
  for (const step of id.split('.').slice(1)) {
    const [name = '', slice] = step.split(':')
    node = entry_of(node.children, name, name)
    if (slice !== undefined) node = entry_of(node.slices, slice, name)
  }
  return node
}

/** Slices that nothing tells apart would take each other's elements. */
const refuse_untold_slices = (node: ProfileNode, place: string): void => {
  const told = node.is_choice || node.discriminators.length > 0
  for (const [name, slice] of node.slices) {
    if (!told && slice.extension_urls.length === 0)
      throw fail.not_supported(`Slice ${place}:${name} không có discriminator`, place)
    refuse_untold_slices(slice, `${place}:${name}`)
  }
  for (const [name, child] of node.children) refuse_untold_slices(child, `${place}.${name}`)
}

/** Reads differential.element; ids name the places (sdf-17), or paths where ids are missing. */
export const read_differential = (structure: Json, find: FindCodes): ProfileNode => {
  const type = text_of(structure['type']) ?? ''
  const root = empty_node(type)
  const { differential } = structure
  for (const element of list_of(is_object(differential) ? differential['element'] : undefined)) {
    const id = text_of(element['id']) ?? text_of(element['path']) ?? ''
    if (id !== type) fill(node_at(root, id), element, find)
  }
  refuse_untold_slices(root, type)
  return root
}
