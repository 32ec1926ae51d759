/** The XML form: one element a field, a list repeats its element, an empty value is an empty element. */
import { extension_namespace } from './schema-2025-06/extension.ts'
import { group_fields, root_fields, root_name } from './schema-2025-06.ts'
import type { HoSoBenhAn } from './schema-2025-06.ts'
import type { Field } from './schema-field.ts'
import { blank_record, is_tree, shape_hsba } from './shape.ts'
import type { Tree } from './shape.ts'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }

/** A carriage return must be written as a reference: XML 1.0 §2.11 lets every parser turn it into a line feed. */
const escape = (text: string): string => text.replace(/[&<>\r]/g, (found) => escapes[found] ?? found)

const write_element = (field: Field, value: Tree | string, indent: string, lines: string[]): void => {
  const attributes = field.name === 'PhanMoRong' ? ` xmlns="${extension_namespace}"` : ''
  if (value === '') lines.push(`${indent}<${field.name}${attributes}/>`)
  else if (typeof value === 'string') lines.push(`${indent}<${field.name}>${escape(value)}</${field.name}>`)
  else if (field.kind !== 'leaf') {
    lines.push(`${indent}<${field.name}${attributes}>`)
    write_fields(field.fields, value, `${indent}  `, lines)
    lines.push(`${indent}</${field.name}>`)
  }
}

const write_fields = (fields: readonly Field[], tree: Tree, indent: string, lines: string[]): void => {
  for (const field of fields) {
    const value = tree[field.name] ?? ''
    const items = Array.isArray(value) ? value : [value]
    const none = field.kind === 'list' && field.one_or_many ? blank_record(field.fields) : ''
    for (const item of items.length > 0 ? items : [none]) write_element(field, item, indent, lines)
  }
}

/** Deterministic: the same record gives the same bytes. Refuses what XML could not carry. */
export const to_xml = (hsba: HoSoBenhAn): string => {
  const sound = shape_hsba(hsba)
  const tree: unknown = sound
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', `<${root_name}>`]
  write_fields(sound.PhanMoRong === undefined ? group_fields : root_fields, is_tree(tree) ? tree : {}, '  ', lines)
  lines.push(`</${root_name}>`)
  return `${lines.join('\n')}\n`
}
