import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import type { Sql } from '../../../platform/database/index.ts'
import { export_book, type BookWish } from './export.ts'
import { long_tables, type KeptTable } from './kept-tables.ts'
import { header_of, is_shown, page_kept, type Whose } from './read-kept.ts'
import { csv_lines } from '../../../standards/spreadsheet/index.ts'

/** Adds one table to the archive, page by page; Excel knows its letters by the byte-order mark. */
const add_table = async (zip: Zip, sql: Sql, table: KeptTable, own: Whose): Promise<void> => {
  const file = new ZipDeflate(`${table.what}.csv`, { level: 6 })
  zip.add(file)
  file.push(strToU8(`\uFEFF${csv_lines([header_of(table)])}`))
  for await (const page of page_kept(sql, table, own)) file.push(strToU8(csv_lines(page)))
  file.push(new Uint8Array(), true)
}

/** Everything of the board: the book, and beside it a CSV for each table that is too long for a sheet. */
export const export_zip = async (sql: Sql, wish: BookWish): Promise<Buffer> => {
  const parts: Uint8Array[] = []
  let fault: Error | null = null
  const zip = new Zip((error, part) => {
    fault ??= error
    if (part) parts.push(part)
  })
  const book = new ZipPassThrough(`trien-khai-${wish.today}.xlsx`)
  zip.add(book)
  book.push(await export_book(sql, { ...wish, what: undefined }), true)
  for (const table of long_tables) if (is_shown(table, wish.facility)) await add_table(zip, sql, table, wish.facility)
  zip.end()
  if (fault) throw fault
  return Buffer.concat(parts)
}
