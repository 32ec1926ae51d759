import type { Issue } from '../../base/outcome/index.ts'
import { is_real_date } from '../../base/time/index.ts'
import type { AnswerRow, Answers, AnswerValue } from './contract.ts'
import { read_drawing } from './drawing.ts'
import { fields_of, type Field, type FormDefinition, type TableItem } from './form-definition.ts'

/** One field may hold a long story, not a library. */
export const field_length_max = 1_000_000

const issue = (field: Field, message: string, severity: 'error' | 'warning' = 'error'): Issue => ({
  severity,
  code: 'value',
  message: `${field.label || field.id}: ${message}`,
  expression: field.id,
})

const date_pattern = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T([01]\d|2[0-3]):([0-5]\d))?)?)?$/

const check_date = (value: string): boolean => {
  const match = date_pattern.exec(value)
  return match !== null && is_real_date(Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1))
}

const check_number = (field: Extract<Field, { type: 'number' | 'vital' }>, text: string): Issue[] => {
  if (field.observe?.components)
    return /^\d{1,3}\s*\/\s*\d{1,3}$/.test(text) ? [] : [issue(field, `“${text}” không đúng dạng 120/80`)]
  if (!/^-?\d+(\.\d+)?$/.test(text)) return field.type === 'number' ? [issue(field, `“${text}” không phải là số`)] : []
  const value = Number(text)
  if ((field.min !== undefined && value < field.min) || (field.max !== undefined && value > field.max))
    return [issue(field, `${text.replace('.', ',')} nằm ngoài khoảng ${field.min ?? '…'}–${field.max ?? '…'}`)]
  return []
}

const check_value = (field: Field, value: AnswerValue): Issue[] => {
  if (value === null || value === '') return []
  if (typeof value === 'string' && value.length > field_length_max)
    return [issue(field, 'quá dài (tối đa 1.000.000 ký tự)')]
  if (field.type === 'drawing') return check_drawing(field, value)
  if (field.type === 'table') return Array.isArray(value) ? check_rows(field, value) : []
  if (Array.isArray(value)) return []
  const text = String(value)
  if (field.type === 'number' || field.type === 'vital') return check_number(field, text)
  if ((field.type === 'date' || field.type === 'datetime') && !check_date(text))
    return [issue(field, `“${text}” không phải là ngày có thật`)]
  if (field.type === 'choice' && !field.options.some((option) => option.code === text))
    return [issue(field, `không có lựa chọn “${text}”`)]
  return []
}

/** Numbers of a table's cells, where the form says between what they lie. */
const check_rows = (field: TableItem, rows: (string | AnswerRow)[]): Issue[] =>
  rows.flatMap((row, i) =>
    field.columns.flatMap((column) => {
      const text = typeof row === 'string' ? '' : String(row[column.id] ?? '')
      if (column.type !== 'number' || (column.min ?? column.max) === undefined || text === '') return []
      const cell = { ...column, type: 'number' as const, id: field.id, label: `${column.label}, dòng ${i + 1}` }
      return check_number(cell, text)
    }),
  )

/** A drawing is read before it is kept, even as a draft: the page draws drafts too. */
const check_drawing = (field: Field, value: AnswerValue): Issue[] => {
  if (field.type !== 'drawing' || value === null || value === '') return []
  const read = read_drawing(field.figures, typeof value === 'string' ? value : '')
  return 'problem' in read ? [issue(field, `hình vẽ không nhận được (${read.problem})`)] : []
}

/** Letters in a box, those of all cells of a table together. */
const length_of = (value: unknown): number => {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce((sum: number, cell: unknown) => sum + length_of(cell), 0)
}

/** What may not even be kept as a draft: boxes the form does not have, values of another kind than JSON holds. */
export const check_draft = (form: FormDefinition, answers: Answers): Issue[] => {
  const known = new Map(fields_of(form).map((field) => [field.id, field]))
  return Object.entries(answers).flatMap(([id, value]): Issue[] => {
    const field = known.get(id)
    if (!field)
      return [{ severity: 'error', code: 'invalid', message: `Mẫu ${form.slug} không có ô “${id}”`, expression: id }]
    if (length_of(value) > field_length_max) return [issue(field, 'quá dài (tối đa 1.000.000 ký tự)')]
    return check_drawing(field, value)
  })
}

const is_empty = (value: AnswerValue | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

const is_visible = (field: Field, answers: Answers): boolean =>
  field.visible_if === undefined || String(answers[field.visible_if.item] ?? '') === field.visible_if.equals

/** Boxes that are due and empty. @param closing also those wanted only before the record is closed */
export const missing_fields = (form: FormDefinition, answers: Answers, closing: boolean): Field[] =>
  fields_of(form).filter((field) => {
    if (field.type === 'signature' || !is_visible(field, answers) || !is_empty(answers[field.id])) return false
    return (
      (field.required === true && field.auto !== true && field.computed !== true) ||
      (closing && field.required_at === 'close')
    )
  })

/** What stands in the way of completing a sheet. */
export const check_completion = (form: FormDefinition, answers: Answers): Issue[] => [
  ...fields_of(form).flatMap((field) =>
    answers[field.id] === undefined ? [] : check_value(field, answers[field.id] ?? null),
  ),
  ...missing_fields(form, answers, false).map((field): Issue => ({
    severity: 'error',
    code: 'required',
    message: `Còn thiếu: ${field.label || field.id}`,
    expression: field.id,
  })),
]
