import { edit_list, list_length, write_single, type Pair } from './edit-list.ts'
import { choice_name, find_element, rival_names, type Element } from '../fhirpath/index.ts'
import { read_given, type_for, type Given } from './given-value.ts'
import { malformed, not_applicable, wrong_value, type At } from './refusal.ts'

type Owner = Record<string, unknown>

export const get_element = (type: string, name: string, at: At): Element => {
  const element = find_element(type, name)
  if (!element || element.max === '0') throw wrong_value(at, `${type} không có phần tử “${name.slice(0, 100)}”`)
  return element
}

/** The JSON of a value and the member name it goes under: `value` with a Quantity is valueQuantity. */
export const to_json = (element: Element, given: Given, at: At): { key: string; pair: Pair } => {
  const type = type_for(element, given, at)
  const key = element.is_choice ? choice_name(element.name, type) : element.name
  const pair =
    given.kind === 'parts'
      ? { value: build(type, given.parts, at), companion: null }
      : { value: given.value ?? null, companion: given.companion ?? null }
  return { key, pair }
}

/** An element without a type name of its own (Patient.contact), or any other, from parts named like its children. */
const build = (type: string, parts: readonly Record<string, unknown>[], at: At): Owner => {
  const owner: Owner = {}
  for (const part of parts) {
    const { name } = part
    if (typeof name !== 'string') throw malformed(at, 'mỗi part cần “name”')
    add_element(owner, type, name, read_given(part, at), at)
  }
  return owner
}

/** To the end of a list, or as the only one where none is yet. */
export const add_element = (owner: Owner, type: string, name: string, given: Given, at: At): void => {
  const element = get_element(type, name, at)
  const { key, pair } = to_json(element, given, at)
  if (element.many) return edit_list(owner, key, (pairs) => void pairs.push(pair))
  const present = rival_names(type, element).find(
    (rival) => Object.hasOwn(owner, rival) || Object.hasOwn(owner, `_${rival}`),
  )
  if (present !== undefined) throw not_applicable(at, `“${present}” đã có; hãy dùng replace`)
  write_single(owner, key, pair)
}

export const insert_element = (owner: Owner, type: string, name: string, index: number, given: Given, at: At): void => {
  const { element, length } = list_in(owner, type, name, at)
  if (index > length) throw not_applicable(at, `index ${index} vượt quá ${length} phần tử của “${name}”`)
  const { key, pair } = to_json(element, given, at)
  edit_list(owner, key, (pairs) => void pairs.splice(index, 0, pair))
}

export const move_element = (owner: Owner, type: string, name: string, from: number, to: number, at: At): void => {
  const { element, length } = list_in(owner, type, name, at)
  for (const [word, index] of [
    ['source', from],
    ['destination', to],
  ] as const)
    if (index >= length) throw not_applicable(at, `${word} ${index} vượt quá ${length} phần tử của “${name}”`)
  edit_list(owner, element.name, (pairs) => void pairs.splice(to, 0, ...pairs.splice(from, 1)))
}

const list_in = (owner: Owner, type: string, name: string, at: At): { element: Element; length: number } => {
  const element = get_element(type, name, at)
  if (!element.many) throw not_applicable(at, `“${name}” không phải là danh sách`)
  return { element, length: list_length(owner, name) }
}
