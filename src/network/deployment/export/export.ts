import { fail } from '../../../base/outcome/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { write_book } from '../../../standards/spreadsheet/index.ts'
import { find_programme } from '../programme/programmes.ts'
import { list_taking } from '../programme/take-part.ts'
import { list_readiness } from '../readiness/show-readiness.ts'
import { importable_sheets } from './importable.ts'
import { kept_tables, long_tables } from './kept-tables.ts'
import { is_shown, read_kept, type Whose } from './read-kept.ts'
import { readiness_sheet } from './readiness-sheet.ts'
import type { Sheet } from './sheet.ts'

/** facility: whose book it is; null: everybody's. what: one table only. programme: whose plans and money, where there is more than one. */
export type BookWish = {
  today: string
  facility: Whose
  what?: string | undefined
  programme?: string | undefined
}

const contents = (sheets: Sheet[], own: Whose): Sheet => ({
  ...{ what: 'contents', name: 'Mục lục', header: ['Trang hoặc tệp', 'Số dòng', 'Nơi có'] },
  rows: [
    ...sheets.map(({ name, rows }) => [name, rows.length, 'trang của tệp này']),
    ...long_tables
      .filter((table) => is_shown(table, own))
      .map(({ name, what }) => [name, null, `${what}.csv trong tệp nén “Xuất tất cả”`]),
  ],
})

/** Who takes part and has sent no survey stands there without a score, as on the page. */
const readiness_of = async (sql: Sql, { today, facility, programme: id }: BookWish): Promise<Sheet> => {
  const programme = await find_programme(sql, { today, id, facility: facility ?? undefined })
  const taking = programme ? await list_taking(sql, programme.id, today) : []
  return readiness_sheet(await list_readiness(sql, today, taking))
}

/** Everything the caller's wall shows, one sheet for each table: those that come in again first, then what lies behind them. */
const gather = async (sql: Sql, wish: BookWish): Promise<Sheet[]> => {
  const { facility: own } = wish
  const sheets = [...(await importable_sheets(sql, wish)), await readiness_of(sql, wish)]
  for (const table of kept_tables) if (is_shown(table, own)) sheets.push(await read_kept(sql, table, own))
  return [contents(sheets, own), ...sheets]
}

/** One table only: of the kept ones nothing else is read. */
const gather_one = async (sql: Sql, wish: BookWish, what: string): Promise<Sheet[]> => {
  const kept = kept_tables.find((table) => table.what === what && is_shown(table, wish.facility))
  if (kept) return [await read_kept(sql, kept, wish.facility)]
  if (what === 'readiness') return [await readiness_of(sql, wish)]
  return (await importable_sheets(sql, wish)).filter((sheet) => sheet.what === what)
}

/** One book of everything, or of one table only, as XLSX. @throws 404 */
export const export_book = async (sql: Sql, wish: BookWish): Promise<Buffer> => {
  const { what } = wish
  const sheets = what === undefined ? await gather(sql, wish) : await gather_one(sql, wish, what)
  if (sheets.length === 0) throw fail.not_found(`Không có loại bảng “${(what ?? '').slice(0, 40)}”`)
  return write_book(sheets)
}
