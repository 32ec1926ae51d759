import { format_decimal } from '../../../../base/text/index.ts'
import { show_moment } from '../../../../base/ui/date-entry.ts'
import type { AnswerRow, AnswerValue } from '../../contract.ts'
import type { Column, Field } from '../../form-definition.ts'

const say_cell = (column: Column, value: AnswerRow[string]): string => {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return value ? 'x' : ''
  const option = column.options?.find((one) => one.code === String(value))
  if (option) return option.label
  if (column.type === 'date' || column.type === 'datetime') return show_moment(String(value))
  return column.type === 'number' ? format_decimal(String(value)) : String(value)
}

const is_row = (value: string | AnswerRow): value is AnswerRow => typeof value === 'object'

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
  if (field.type === 'choice' || field.type === 'multi-choice')
    return field.options.find((option) => option.code === text)?.label ?? text
  if (field.type === 'date' || field.type === 'datetime') return show_moment(text)
  return field.type === 'number' || field.type === 'vital'
    ? [format_decimal(text), field.unit].filter(Boolean).join(' ')
    : text
}
