import { fail } from '../../base/outcome/index.ts'
import { fold } from '../../base/text/index.ts'
import { read_table } from '../../standards/spreadsheet/index.ts'
import type { AnyBook } from './book.ts'
import type { RuleRow } from './contract.ts'
import { check_rows, rows_max } from './say-edition.ts'

/**
 * The rows of a table that somebody made in Excel: columns are known by their titles, in Vietnamese or English, or by their keys; a
 * choice by its words or its code. @throws 400 unreadable, 413 too long, 422 a column is missing or a line is wrong
 */
export const read_file = (book: AnyBook, bytes: Uint8Array, filename: string): RuleRow[] => {
  const { header, rows } = read_table(bytes, filename, { lines_max: rows_max + 1 })
  const places = book.columns.map(({ key, title, title_en, choices = {} }) => {
    const names = new Set([key, title, title_en].map(fold))
    const at = header.findIndex((cell) => names.has(fold(cell)))
    if (at < 0) throw fail.value(`Tệp ${filename} thiếu cột “${title}”; dòng đầu phải là tên các cột`, 'file')
    const codes = new Map(Object.entries(choices).map(([code, words]) => [fold(words), code]))
    return { key, at, code_of: (cell: string) => codes.get(fold(cell)) ?? cell }
  })
  return check_rows(
    book,
    rows.map(({ cells }) => Object.fromEntries(places.map(({ key, at, code_of }) => [key, code_of(cells[at] ?? '')]))),
  )
}
