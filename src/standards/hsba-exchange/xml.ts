/** From XML elements to the model. Which elements are lists is known from the schema, never guessed from their number. */
import { fail } from '../../base/outcome/index.ts'
import { root_fields, root_name } from './schema-2025-06.ts'
import type { HoSoBenhAn } from './schema-2025-06.ts'
import type { Field } from './schema-field.ts'
import { shape_hsba } from './shape.ts'
import type { OnUnknown } from './shape.ts'
import { read_xml } from './xml-read.ts'
import type { XmlNode } from './xml-read.ts'

const is_empty = (node: XmlNode): boolean => node.children.length === 0 && node.text.trim() === ''

const value_of = (field: Field, nodes: XmlNode[], path: string): unknown => {
  if (field.kind === 'list') {
    const only = nodes[0]
    if (nodes.length === 1 && only !== undefined && is_empty(only)) return []
    return nodes.map((node, index) => record_of(field.fields, node, `${path}[${index}]`))
  }
  const [node, second] = nodes
  if (node === undefined) return undefined
  if (second !== undefined) throw fail.value(`${path}: phần tử lặp lại`, path)
  if (field.kind === 'record') return record_of(field.fields, node, path)
  if (node.children.length > 0) throw fail.value(`${path}: phải là chuỗi ký tự, không có phần tử con`, path)
  return node.text
}

const record_of = (fields: readonly Field[], node: XmlNode, path: string): Record<string, unknown> => {
  if (node.children.length === 0 && node.text.trim() !== '') throw fail.value(`${path}: phải là một nhóm trường`, path)
  const by_name = Map.groupBy(node.children, (child) => child.name)
  const known = new Map(fields.map((field) => [field.name, field]))
  return Object.fromEntries(
    Array.from(by_name, ([name, nodes]) => {
      const field = known.get(name)
      return [
        name,
        field === undefined ? nodes.map((one) => one.text).join('') : value_of(field, nodes, `${path}.${name}`),
      ]
    }),
  )
}

/** Reads and refuses by name and place. Values are not judged here: see `validate`. */
export const from_xml = (text: string, on_unknown?: OnUnknown): HoSoBenhAn => {
  const root = read_xml(text)
  if (root.name !== root_name) throw fail.invalid(`Phần tử gốc là “${root.name}”, phải là ${root_name}`)
  return shape_hsba(record_of(root_fields, root, root_name), on_unknown)
}
