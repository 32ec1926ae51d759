import { format_decimal } from '../../base/text/index.ts'
import { show_moment } from '../../base/time/index.ts'
import type { AnswerRow, AnswerValue } from './contract.ts'
import { read_drawing, say_mark } from './drawing.ts'
import type { Column, DrawingItem, Field, TableItem } from './form-definition.ts'

/** "Dòng Dị ứng: cột Thời gian dùng ghi dị nguyên" (the block's own note): there a number column takes words. */
export const column_in_row = (table: TableItem, at: number, column: Column): Column =>
  table.fixed_rows?.[at]?.allergy === true && column.type === 'number'
    ? { id: column.id, label: String(table.fixed_rows[at]?.hint ?? column.label), type: 'text' }
    : column

export const say_cell = (column: Column, value: AnswerRow[string]): string => {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return value ? 'x' : ''
  const option = column.options?.find((one) => one.code === String(value))
  if (option) return option.label
  if (column.type === 'date' || column.type === 'datetime') return show_moment(String(value))
  return column.type === 'number' ? format_decimal(String(value)) : String(value)
}

const is_row = (value: string | AnswerRow): value is AnswerRow => typeof value === 'object'

const say_drawing = (field: DrawingItem, text: string): string => {
  const read = read_drawing(field.figures, text)
  if (!('drawing' in read)) return ''
  const marks = read.drawing.marks.map((mark, i) => `${i + 1}. ${say_mark(mark)}`)
  return [`${read.figure.title}: ${read.drawing.strokes.length} nét vẽ`, ...marks].join('\n')
}

/** An answer in words, for showing: never for storing. */
export const say_value = (field: Field, value: AnswerValue | undefined): string => {
  if (value === undefined || value === null || value === '') return ''
  if (typeof value === 'boolean') return value ? 'Có' : 'Không'
  if (Array.isArray(value) && field.type === 'table')
    return value
      .filter(is_row)
      .map((row) =>
        field.columns
          .map((column) => say_cell(column, row[column.id] ?? null))
          .filter(Boolean)
          .join(' · '),
      )
      .filter(Boolean)
      .join('\n')
  if (Array.isArray(value))
    return value
      .map((one) => (is_row(one) ? '' : say_value(field, one)))
      .filter(Boolean)
      .join('; ')
  const text = String(value)
  if (field.type === 'drawing') return say_drawing(field, text)
  if (field.type === 'choice' || field.type === 'multi-choice')
    return field.options.find((option) => option.code === text)?.label ?? text
  if (field.type === 'date' || field.type === 'datetime') return show_moment(text)
  return field.type === 'number' || field.type === 'vital'
    ? [format_decimal(text), field.unit].filter(Boolean).join(' ')
    : text
}
