import type { Value } from './write-book.ts'

/** A text that a spreadsheet would take for a formula is shown as a text (OWASP, CSV injection). */
const harmless = (text: string): string =>
  /^[=+\-@\t\r]/.test(text) && !/^-?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text

const csv_cell = (value: Value): string => {
  const text = harmless(value === undefined || value === null ? '' : String(value))
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Lines as RFC 4180; who writes the file puts U+FEFF in front, so that Excel reads the diacritics. */
export const csv_lines = (rows: Value[][]): string => rows.map((row) => `${row.map(csv_cell).join(',')}\r\n`).join('')
