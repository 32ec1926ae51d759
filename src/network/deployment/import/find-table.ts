import { fail } from '../../../base/outcome/index.ts'
import { fold } from '../../../base/text/index.ts'
import { open_book, type BookSheet, type GridRow } from '../../../standards/spreadsheet/index.ts'
import { holds, read_region, type Region } from './merged.ts'
import { code_names, facility_names, name_names, type ImportTable } from './tables.ts'
import { part_name } from './units.ts'

/** The names of columns stand among the first lines; they may take several, joined above and below. */
type Header = { line: number; cells: string[]; above: string[] }

/** The table of this kind in the file, and what else lies there. */
export type FoundTable = Header & {
  /** '' in a CSV, which has no sheets. */
  sheet: string
  /** All sheets with such a table. */
  sheets: string[]
  /** The sheet bears the table's own name, so nobody has to choose. */
  is_called: boolean
  /** Sheets with something on them that are not read. */
  others: string[]
  rows: GridRow[]
  regions: Region[]
}

export const rows_max = 20_000
const header_lines_max = 30

const one_line = (text: string): string => fold(text.replaceAll('\n', ' '))
export const is_named = (cell: string, names: readonly string[]): boolean => {
  const [whole, bare] = [one_line(cell), part_name(cell).name]
  return names.some((name) => [whole, bare].includes(fold(name)))
}

const regions_of = (sheet: BookSheet): Region[] => sheet.merged().flatMap((ref) => read_region(ref) ?? [])

/** The lower name counts where a group stands above its columns. */
const join_lines = (lines: GridRow[]): string[] =>
  Array.from({ length: Math.max(0, ...lines.map(({ cells }) => cells.length)) }, (_, at) =>
    lines.map(({ cells }) => cells[at] ?? '').findLast((cell) => cell !== ''),
  ).map((cell) => cell ?? '')

/** Its code where there is one, else its name. */
export const facility_place = (cells: string[]): number => {
  const coded = cells.findIndex((cell) => is_named(cell, code_names))
  return coded >= 0 ? coded : cells.findIndex((cell) => is_named(cell, facility_names))
}

/** Where its name stands, beside the code or alone; -1: nowhere. */
export const name_place = ({ cells }: Pick<Header, 'cells'>): number =>
  cells.findIndex((cell) => is_named(cell, ['tên', ...name_names]))

const find_header = (rows: GridRow[], regions: Region[], table: ImportTable): Header | undefined => {
  for (const [i, row] of rows.slice(0, header_lines_max).entries()) {
    const facility_at = facility_place(row.cells)
    if (facility_at < 0) continue
    const last = regions.find((one) => holds(one, row.line, facility_at))?.to_line ?? row.line
    const cells = join_lines(rows.filter(({ line }) => line >= row.line && line <= last))
    const own = table.columns.filter(({ is_common }) => !is_common)
    if (!cells.some((cell) => own.some(({ names }) => is_named(cell, names)))) continue
    return { line: last, cells, above: rows.slice(0, i).flatMap((one) => one.cells.filter((cell) => cell !== '')) }
  }
  return undefined
}

const is_called = (sheet: string, table: ImportTable): boolean =>
  [table.sheet, table.name].some((name) => fold(name) === fold(sheet))

const no_table = (filename: string, sheets: string[], table: ImportTable) =>
  fail.invalid(
    `Tệp ${filename}: không thấy dòng tên cột trong ${header_lines_max} dòng đầu${
      sheets.length > 1 ? ` của trang nào (${sheets.join(', ')})` : ''
    }; cần một cột “Mã CSKCB” hoặc “Đơn vị” và ít nhất một trong các cột: ${table.columns
      .filter(({ is_common }) => !is_common)
      .map(({ names }) => names[0])
      .join(', ')}`,
    'file',
  )

const read_whole = (sheet: BookSheet, table: ImportTable): Pick<FoundTable, 'rows' | 'regions'> & Partial<Header> => {
  const [rows, regions] = [sheet.read(rows_max), regions_of(sheet)]
  const header = find_header(rows, regions, table)
  return { ...header, regions, rows: rows.filter(({ line }) => line > (header?.line ?? 0)) }
}

/**
 * The sheet that is asked for; else the only one with such a table, or the one that is called by the table's name, or the
 * first of several (`sheets` says so). @throws 400 no table, 413 too many lines, 422 no such sheet
 */
export const find_table = (bytes: Uint8Array, filename: string, table: ImportTable, wanted: string): FoundTable => {
  const book = open_book(bytes, filename)
  const [only] = book
  const heads = book.map((sheet) => ({ sheet, head: book.length === 1 ? [] : sheet.head(header_lines_max * 2) }))
  const fitting =
    book.length === 1 && only
      ? [only]
      : heads.flatMap(({ sheet, head }) => (find_header(head, regions_of(sheet), table) ? [sheet] : []))
  const names = heads.filter(({ head }) => book.length === 1 || head.length > 0).map(({ sheet }) => sheet.name)
  if (wanted !== '' && !fitting.some(({ name }) => name === wanted))
    throw fail.value(`Trang “${wanted.slice(0, 40)}” không có bảng này; hãy chọn trang khác`, 'sheet')
  const chosen =
    fitting.find(({ name }) => name === wanted) ?? fitting.find(({ name }) => is_called(name, table)) ?? fitting[0]
  if (!chosen) throw no_table(filename, names, table)
  const { line, cells, above, rows, regions } = read_whole(chosen, table)
  if (line === undefined || !cells || !above) throw no_table(filename, names, table)
  return {
    ...{ line, cells, above, rows, regions, sheet: chosen.name },
    ...{ sheets: fitting.map(({ name }) => name), is_called: is_called(chosen.name, table) },
    others: names.filter((name) => name !== chosen.name),
  }
}
