import type { Row, ViewColumn } from './compile-view.ts'

const text_of = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean)
}

/** RFC 4180 §2: quotes around what contains a comma, a quote or a line end; a quote inside is doubled. */
const field = (value: unknown): string => {
  const text = text_of(value)
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

const line = (values: unknown[]): string => `${values.map(field).join(',')}\r\n`

/** Lines with CRLF; nothing for null, JSON for lists and complex values. Without columns no line of names is written. */
export const write_csv = (rows: readonly Row[], columns: readonly ViewColumn[], with_names = true): string => {
  const names = columns.map((column) => column.name)
  const lines = rows.map((row) => line(names.map((name) => row[name])))
  return (with_names ? line(names) : '') + lines.join('')
}
