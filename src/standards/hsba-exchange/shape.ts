/**
 * From any tree to the model: every name must be known, every leaf a string, every group present. A field that is
 * missing inside a group is filled with the empty string: we know only part of the annex, and so do others.
 */
import { is_object } from '../fhir/index.ts'
import { fail } from '../../base/outcome/index.ts'
import type { Issue } from '../../base/outcome/index.ts'
import { find_forbidden_character } from './lexical.ts'
import { group_fields, root_fields } from './schema-2025-06.ts'
import type { HoSoBenhAn } from './schema-2025-06.ts'
import type { AnyList, Field, Leaf } from './schema-field.ts'

/** A tree that has the shape of the schema. */
export type Tree = { [name: string]: Tree | Tree[] | string }

/** Called for a name the schema does not know. Without one, an unknown name is an error. */
export type OnUnknown = (path: string, value: unknown) => void

type Walk = { issues: Issue[]; on_unknown: OnUnknown | undefined }

const complain = (walk: Walk, expression: string, message: string) =>
  walk.issues.push({ severity: 'error', code: 'structure', message, expression })

const shape_leaf = (leaf: Leaf, value: unknown, path: string, walk: Walk): string => {
  if (value === undefined || value === null) return ''
  if (typeof value === 'number' && Number.isFinite(value) && leaf.type === 'number') return String(value)
  if (typeof value !== 'string') {
    complain(walk, path, `${path}: phải là chuỗi ký tự`)
    return ''
  }
  const bad = find_forbidden_character(value)
  if (bad !== undefined)
    complain(walk, path, `${path}: ký tự điều khiển ${bad.code} ở vị trí ${bad.at} không được phép`)
  return leaf.type === 'raw' ? value : value.normalize('NFC')
}

export const is_tree = (value: unknown): value is Tree => is_object(value)

/** The record with nothing in it, as it is written: fields present, empty. */
export const blank_record = (fields: readonly Field[]): Tree =>
  Object.fromEntries(
    fields.map((field) => {
      if (field.kind === 'leaf') return [field.name, '']
      return [field.name, field.kind === 'record' || field.one_or_many ? blank_record(field.fields) : []]
    }),
  )

const is_blank = (value: Tree | Tree[] | string): boolean =>
  typeof value === 'string' ? value === '' : Object.values(value).every(is_blank)

const shape_list = (field: AnyList, value: unknown, path: string, walk: Walk): Tree[] => {
  if (value === undefined || value === null || value === '') return []
  if (!Array.isArray(value) && !(field.one_or_many && is_object(value))) {
    complain(walk, path, `${path}: phải là danh sách`)
    return []
  }
  const items: unknown[] = Array.isArray(value) ? value : [value]
  const rows = items.map((item, index) => shape_record(field.fields, item, `${path}[${index}]`, walk))
  const first = rows[0]
  return field.one_or_many && rows.length === 1 && first !== undefined && is_blank(first) ? [] : rows
}

const shape_record = (fields: readonly Field[], value: unknown, path: string, walk: Walk): Tree => {
  const source = value === '' || value === undefined || value === null ? {} : value
  if (!is_object(source)) complain(walk, path, `${path}: phải là một nhóm trường`)
  const known = is_object(source) ? source : {}
  const names = new Set(fields.map((field) => field.name))
  for (const name of Object.keys(known).filter((one) => !names.has(one))) {
    if (walk.on_unknown) walk.on_unknown(`${path}.${name}`, known[name])
    else complain(walk, `${path}.${name}`, `${path}.${name}: tên trường không có trong lược đồ`)
  }
  return Object.fromEntries(
    fields.map((field) => [
      field.name,
      shape_field(
        field,
        Object.hasOwn(known, field.name) ? known[field.name] : undefined,
        `${path}.${field.name}`,
        walk,
      ),
    ]),
  )
}

const shape_field = (field: Field, value: unknown, path: string, walk: Walk): Tree | Tree[] | string => {
  if (field.kind === 'leaf') return shape_leaf(field, value, path, walk)
  return field.kind === 'list' ? shape_list(field, value, path, walk) : shape_record(field.fields, value, path, walk)
}

/** The tree under the root name, shaped, together with everything that was wrong with its shape. */
export const try_shape = (value: unknown, on_unknown?: OnUnknown): { tree: Tree; issues: Issue[] } => {
  const walk: Walk = { issues: [], on_unknown }
  const source = is_object(value) ? value : {}
  if (!is_object(value)) complain(walk, 'HoSoBenhAn', 'HoSoBenhAn: phải là một nhóm trường')
  for (const group of group_fields) {
    if (!Object.hasOwn(source, group.name))
      complain(walk, `HoSoBenhAn.${group.name}`, `HoSoBenhAn.${group.name}: thiếu nhóm (nhóm trống vẫn phải có mặt)`)
  }
  const fields = source.PhanMoRong === undefined ? group_fields : root_fields
  return { tree: shape_record(fields, source, 'HoSoBenhAn', walk), issues: walk.issues }
}

/** The model, or a Failure that names every wrong place. The one cast: `shape_record` built exactly these fields. */
export const shape_hsba = (value: unknown, on_unknown?: OnUnknown): HoSoBenhAn => {
  const { tree, issues } = try_shape(value, on_unknown)
  if (issues.length > 0) throw fail.many(422, issues)
  return tree as unknown as HoSoBenhAn
}

/** A record with every group present and nothing in it. */
export const empty_hsba = (): HoSoBenhAn =>
  shape_hsba(Object.fromEntries(group_fields.map((group) => [group.name, {}])))

export { is_object }
