import { fail } from '../../base/outcome/index.ts'
import { tidy_spaces } from '../../base/text/index.ts'
import { read_csv_grid } from './csv.ts'
import { read_xlsx_grid } from './xlsx.ts'

export type TableRow = {
  /** Line in the file as Excel or an editor numbers it, from 1. */ line: number
  cells: string[]
}
export type Table = { header: string[]; rows: TableRow[] }

export type ReadOptions = {
  /** Sheet by name, or by place from 1. Default: the first. */
  sheet?: string | number
  /** Line of the header, from 1. Default 1. */
  header_row?: number
}

/** Line breaks inside a cell stay; everything else people cannot see goes. */
const tidy_cell = (text: string): string =>
  text.includes('\n') ? text.split(/\r?\n/).map(tidy_spaces).filter(Boolean).join('\n') : tidy_spaces(text)

const read_grid = (bytes: Uint8Array, filename: string, sheet: string | number): TableRow[] => {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return read_xlsx_grid(bytes, sheet)
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) {
    throw fail.invalid(
      `Tệp ${filename} là Excel kiểu cũ (.xls) hoặc có mật khẩu; hãy mở bằng Excel và lưu lại dạng .xlsx`,
    )
  }
  if (/\.(xlsx|xlsm|ods|xls)$/i.test(filename)) {
    throw fail.invalid(`Tệp ${filename} không phải là tệp Excel đọc được; hãy lưu lại dạng .xlsx`)
  }
  return read_csv_grid(bytes, filename)
}

/** Reads one table as texts. Blank lines are left out; lines keep their numbers. */
export const read_table = (bytes: Uint8Array, filename: string, options: ReadOptions = {}): Table => {
  const header_row = options.header_row ?? 1
  const grid = read_grid(bytes, filename, options.sheet ?? 1)
    .map((row) => ({ line: row.line, cells: row.cells.map(tidy_cell) }))
    .filter((row) => row.cells.some((cell) => cell !== ''))
  const header = grid.find((row) => row.line === header_row)
  if (!header) throw fail.invalid(`Tệp ${filename}: dòng ${header_row} trống, không có tên cột`)
  const width = header.cells.findLastIndex((cell) => cell !== '') + 1
  const rows = grid
    .filter((row) => row.line > header_row)
    .map((row) => ({ line: row.line, cells: Array.from({ length: width }, (_, at) => row.cells[at] ?? '') }))
    .filter((row) => row.cells.some((cell) => cell !== ''))
  return { header: header.cells.slice(0, width), rows }
}
