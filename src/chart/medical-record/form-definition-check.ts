/** What must hold for an expanded form. Messages name the item; the loader adds the file. */
import { fields_of } from './form-definition.ts'
import type { Field, FormDefinition } from './form-definition.ts'

const item_types = new Set(
  'heading text long-text number vital boolean choice multi-choice date datetime code table drawing signature'.split(
    ' ',
  ),
)
const column_types = new Set('text long-text number boolean choice date datetime code signature'.split(' '))
const stages = new Set<unknown>(['open', 'clinical', 'close'])
const starts = new Set<unknown>(['now', 'today'])
const series_names = new Set<unknown>(['transfer-letter', 'transfer-answer', 'reexam-letter'])
const id_shape = /^[a-z][a-z0-9_]*$/

type Raw = Record<string, unknown>
const is_raw = (value: unknown): value is Raw => typeof value === 'object' && value !== null
const list = (value: unknown): Raw[] => (Array.isArray(value) ? value.filter(is_raw) : [])

function refuse(id: unknown, message: string): never {
  throw new Error(`mục "${String(id)}": ${message}`)
}

export function check_form(form: unknown): asserts form is FormDefinition {
  if (!is_raw(form)) throw new Error('không phải một mẫu')
  for (const key of ['slug', 'version', 'title', 'setting', 'confidence'])
    if (typeof form[key] !== 'string') throw new Error(`thiếu "${key}"`)
  if (form.kind !== 'record' && form.kind !== 'sheet') throw new Error('kind phải là "record" hoặc "sheet"')
  if (!is_raw(form.law) || typeof form.law.valid_from !== 'string') throw new Error('thiếu law.valid_from')
  const sections = new Set<string>()
  for (const section of list(form.sections)) {
    if (typeof section.id !== 'string' || typeof section.title !== 'string') throw new Error('phần thiếu id, title')
    if (sections.has(section.id)) throw new Error(`trùng phần "${section.id}"`)
    sections.add(section.id)
    if (!stages.has(section.stage)) throw new Error(`phần "${section.id}": stage không đúng`)
    list(section.items).forEach(check_shape)
  }
  // The shapes above are what the type says; references are checked on the typed form.
  check_references(form as FormDefinition)
}

function check_shape(item: Raw) {
  if (typeof item.type !== 'string' || !item_types.has(item.type))
    refuse(item.id, `loại "${String(item.type)}" không có`)
  if (typeof item.label !== 'string') refuse(item.id, 'thiếu label')
  if (item.type === 'heading') return
  if (typeof item.id !== 'string' || !id_shape.test(item.id)) refuse(item.id, 'id phải là chữ thường, số, gạch dưới')
  if (item.type === 'choice' || item.type === 'multi-choice') check_options(item)
  if (item.type === 'table') check_columns(item)
  if (item.type === 'drawing' && list(item.figures).length === 0) refuse(item.id, 'không có hình nền (figures)')
  if (item.type === 'signature' && typeof item.role !== 'string') refuse(item.id, 'chữ ký thiếu role')
  if (item.required_at !== undefined && !stages.has(item.required_at)) refuse(item.id, 'required_at không đúng')
  if (item.starts !== undefined && !starts.has(item.starts)) refuse(item.id, 'starts phải là "now" hoặc "today"')
  if (item.series !== undefined) check_series(item)
}

function check_series(item: Raw) {
  const { name, prints } = is_raw(item.series) ? item.series : {}
  if (!series_names.has(name)) refuse(item.id, `dãy số "${String(name)}" không có`)
  if (typeof prints !== 'string' || !prints.includes('{number}')) refuse(item.id, 'series.prints phải có {number}')
}

function check_options(item: Raw) {
  const codes = list(item.options).map((option) => option.code)
  if (codes.length === 0) refuse(item.id, 'không có lựa chọn')
  if (new Set(codes).size !== codes.length) refuse(item.id, 'trùng mã lựa chọn')
}

function check_columns(item: Raw) {
  if (item.about !== undefined && item.about !== 'newborn') refuse(item.id, `about "${String(item.about)}" không có`)
  const columns = list(item.columns)
  if (columns.length === 0) refuse(item.id, 'bảng không có cột')
  if (new Set(columns.map((column) => column.id)).size !== columns.length) refuse(item.id, 'trùng id cột')
  for (const column of columns)
    if (typeof column.type !== 'string' || !column_types.has(column.type))
      refuse(item.id, `cột "${String(column.id)}": loại "${String(column.type)}" không có`)
}

function check_references(form: FormDefinition) {
  const by_id = new Map<string, Field>()
  for (const field of fields_of(form)) {
    if (by_id.has(field.id)) refuse(field.id, 'trùng id')
    by_id.set(field.id, field)
  }
  for (const field of by_id.values()) {
    if (field.type === 'code' && field.of !== undefined && !by_id.has(field.of))
      refuse(field.id, `"of" trỏ tới "${field.of}" không có`)
    if (field.visible_if) check_condition(field, by_id)
  }
}

function check_condition(field: Field, by_id: Map<string, Field>) {
  const { item, equals } = field.visible_if ?? { item: '', equals: '' }
  const target = by_id.get(item)
  if (!target) refuse(field.id, `visible_if trỏ tới "${item}" không có`)
  if ('options' in target && !target.options.some((option) => option.code === equals))
    refuse(field.id, `visible_if: "${item}" không có lựa chọn "${equals}"`)
}
