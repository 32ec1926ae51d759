import { fail } from '../../base/outcome/index.ts'
import { tidy_spaces } from '../../base/text/index.ts'
import { read_csv_grid } from './csv.ts'
import { open_xlsx, read_xlsx_grid } from './xlsx.ts'

export type TableRow = {
  /** Line in the file as Excel or an editor numbers it, from 1. */ line: number
  cells: string[]
}
export type GridRow = TableRow & {
  /** By place from 0: the number as it is shown, where Excel keeps one; a CSV has none. */
  numbers: ReadonlyMap<number, number>
  /** By place: why nothing could be read of a formula. */
  unread: ReadonlyMap<number, string>
}

/** One sheet of a book, read when it is asked for. Rows are as they stand: texts not tidied, blank lines among them. */
export type BookSheet = {
  name: string
  head(lines: number): GridRow[]
  /** @throws 413 */
  read(lines_max: number): GridRow[]
  /** Cells that were merged into one (B5:B7): only the first of them has a value in the file. */
  merged(): string[]
}
export type Table = { header: string[]; rows: TableRow[] }

export type ReadOptions = {
  /** Sheet by name, or by place from 1. Default: the first. */
  sheet?: string | number
  /** Line of the header, from 1, or how it is known among the first lines. Default 1. */
  header_row?: number | ((cells: string[]) => boolean)
  /** More lines than this are refused before they are read: reading holds up everybody else. */
  lines_max?: number
}

/** Line breaks inside a cell stay; everything else people cannot see goes. */
const tidy_cell = (text: string): string =>
  text.includes('\n') ? text.split(/\r?\n/).map(tidy_spaces).filter(Boolean).join('\n') : tidy_spaces(text)

const is_zip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

/** @throws 400 for what only calls itself Excel */
const refuse_others = (bytes: Uint8Array, filename: string): void => {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) {
    throw fail.invalid(
      `Tệp ${filename} là Excel kiểu cũ (.xls) hoặc có mật khẩu; hãy mở bằng Excel và lưu lại dạng .xlsx`,
    )
  }
  if (/\.(xlsx|xlsm|ods|xls)$/i.test(filename)) {
    throw fail.invalid(`Tệp ${filename} không phải là tệp Excel đọc được; hãy lưu lại dạng .xlsx`)
  }
}

const read_lines = (bytes: Uint8Array, filename: string, { sheet = 1, lines_max }: ReadOptions): GridRow[] => {
  if (is_zip(bytes)) return read_xlsx_grid(bytes, sheet, lines_max)
  refuse_others(bytes, filename)
  return read_csv_grid(bytes, filename, lines_max)
}

const tidy_rows = (rows: GridRow[]): GridRow[] =>
  rows
    .map((row) => ({ ...row, cells: row.cells.map(tidy_cell) }))
    .filter(({ cells, unread }) => unread.size > 0 || cells.some((cell) => cell !== ''))

/**
 * Every sheet with all it holds, titles above the names of columns among it; a CSV is one sheet without a name. Texts are
 * tidied, blank lines left out, lines keep their numbers.
 */
export const open_book = (bytes: Uint8Array, filename: string): BookSheet[] => {
  if (is_zip(bytes))
    return open_xlsx(bytes).map((sheet) => ({
      ...sheet,
      head: (lines) => tidy_rows(sheet.head(lines)),
      read: (lines_max) => tidy_rows(sheet.read(lines_max)),
    }))
  refuse_others(bytes, filename)
  const read = (lines_max: number): GridRow[] => tidy_rows(read_csv_grid(bytes, filename, lines_max))
  return [{ name: '', read, head: (lines) => read(Infinity).slice(0, lines), merged: () => [] }]
}

/** Titles and national emblems stand above the names of columns, but not more of them than this. */
const header_lines_max = 30

/** Reads one table as texts. Blank lines are left out; lines keep their numbers. */
export const read_table = (bytes: Uint8Array, filename: string, options: ReadOptions = {}): Table => {
  const wanted = options.header_row ?? 1
  const grid = read_lines(bytes, filename, options)
    .map((row) => ({ line: row.line, cells: row.cells.map(tidy_cell) }))
    .filter((row) => row.cells.some((cell) => cell !== ''))
  const header =
    typeof wanted === 'number'
      ? grid.find((row) => row.line === wanted)
      : grid.slice(0, header_lines_max).find((row) => wanted(row.cells))
  if (!header)
    throw fail.invalid(
      typeof wanted === 'number'
        ? `Tệp ${filename}: dòng ${wanted} trống, không có tên cột`
        : `Tệp ${filename}: không thấy dòng tên cột trong ${header_lines_max} dòng đầu`,
    )
  const width = header.cells.findLastIndex((cell) => cell !== '') + 1
  const rows = grid
    .filter((row) => row.line > header.line)
    .map((row) => ({ line: row.line, cells: Array.from({ length: width }, (_, at) => row.cells[at] ?? '') }))
    .filter((row) => row.cells.some((cell) => cell !== ''))
  return { header: header.cells.slice(0, width), rows }
}
