/** A table's answer is rows by index; printed (fixed) rows keep their places even while empty. */
import type { AnswerRow, AnswerValue } from '../../contract.ts'
import type { TableItem } from '../../form-definition.ts'

const is_row = (value: string | AnswerRow): value is AnswerRow => typeof value === 'object' && value !== null

export const rows_of = (value: AnswerValue | undefined): AnswerRow[] =>
  Array.isArray(value) ? value.filter(is_row) : []

export const is_empty_row = (row: AnswerRow): boolean =>
  Object.values(row).every((cell) => cell === null || cell === undefined || cell === '' || cell === false)

/** As shown: the printed rows, or what there is and one to begin with. */
export const shown_rows = (table: TableItem, value: AnswerValue | undefined): AnswerRow[] => {
  const rows = rows_of(value)
  const at_least = table.fixed_rows?.length ?? 1
  return [...rows, ...Array.from({ length: Math.max(0, at_least - rows.length) }, (): AnswerRow => ({}))]
}

export const put_cell = (
  table: TableItem,
  value: AnswerValue | undefined,
  at: number,
  column: string,
  cell: AnswerRow[string],
): AnswerRow[] => {
  const rows = shown_rows(table, value).map((row, index) => (index === at ? { ...row, [column]: cell } : row))
  if (table.fixed_rows) return rows
  // empty rows at the end are not an answer
  const last = rows.reduce((found, row, index) => (is_empty_row(row) ? found : index), -1)
  return rows.slice(0, Math.max(last, at) + 1)
}

export const drop_row = (value: AnswerValue | undefined, at: number): AnswerRow[] =>
  rows_of(value).filter((_, index) => index !== at)

/** A new row begins with its time, where the table has one. */
export const new_row = (table: TableItem, now: string): AnswerRow => {
  const time = table.columns.find((column) => column.type === 'datetime' || column.type === 'date')
  return time ? { [time.id]: time.type === 'date' ? now.slice(0, 10) : now } : {}
}

/** Columns the paper prints itself in a fixed row are not typed. */
export const is_printed = (table: TableItem, at: number, column: string): boolean =>
  table.fixed_rows?.[at]?.[column] !== undefined

/** Wide tables and long texts lie as cards in the narrow entry. */
export const is_grid = (table: TableItem): boolean => {
  const typed = table.columns.filter((column) => !is_printed(table, 0, column.id) && column.type !== 'signature')
  return typed.length <= 3 && typed.every((column) => column.type !== 'long-text' && column.type !== 'datetime')
}
