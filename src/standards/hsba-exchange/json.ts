/** The JSON form: {"HoSoBenhAn": {…}}, two spaces, fields in the order of the schema, all values strings. */
import { fail } from '../../base/outcome/index.ts'
import { group_fields, root_fields, root_name } from './schema-2025-06.ts'
import type { HoSoBenhAn } from './schema-2025-06.ts'
import type { Field } from './schema-field.ts'
import { blank_record, is_tree, shape_hsba, is_object } from './shape.ts'
import type { OnUnknown, Tree } from './shape.ts'

/** Where the samples of the annex write one finding as an object, so do we; none is the empty object, several an array. */
const written = (fields: readonly Field[], tree: Tree): Tree =>
  Object.fromEntries(
    fields.map((field) => {
      const value = tree[field.name] ?? ''
      if (typeof value === 'string' || field.kind === 'leaf') return [field.name, value]
      if (!Array.isArray(value)) return [field.name, written(field.fields, value)]
      const rows = value.map((row) => written(field.fields, row))
      if (field.kind !== 'list' || !field.one_or_many || rows.length > 1) return [field.name, rows]
      return [field.name, rows[0] ?? blank_record(field.fields)]
    }),
  )

/** Deterministic: the same record gives the same bytes. Refuses what could not be read back. */
export const to_json = (hsba: HoSoBenhAn): string => {
  const sound = shape_hsba(hsba)
  const fields = sound.PhanMoRong === undefined ? group_fields : root_fields
  const tree: unknown = sound
  return `${JSON.stringify({ [root_name]: written(fields, is_tree(tree) ? tree : {}) }, null, 2)}\n`
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw fail.invalid(`Tệp JSON hỏng hoặc thiếu phần cuối: ${why}`)
  }
}

/** Reads and refuses by name and place. Values are not judged here: see `validate`. */
export const from_json = (text: string, on_unknown?: OnUnknown): HoSoBenhAn => {
  const value = parse(text)
  if (!is_object(value) || !Object.hasOwn(value, root_name)) throw fail.invalid(`Thiếu phần tử gốc ${root_name}`)
  const others = Object.keys(value).filter((name) => name !== root_name)
  if (others.length > 0) throw fail.invalid(`Ngoài phần tử gốc ${root_name} còn có: ${others.join(', ')}`)
  return shape_hsba(value[root_name], on_unknown)
}
