import { createHash } from 'node:crypto'
import { fail } from '../../../base/outcome/index.ts'
import { fold } from '../../../base/text/index.ts'
import { parse_typed_date } from '../../../base/time/index.ts'
import { has_macros, list_merged, read_table } from '../../../standards/spreadsheet/index.ts'
import { read_amount, style_of_column, type Style } from './amounts.ts'
import { facility_names, type Column, type ImportTable } from './tables.ts'

export type Values = Record<string, string | number | boolean>
export type ReadRow = { line: number; facility: string; values: Values; faults: string[] }
export type ReadFile = { digest: string; rows: ReadRow[]; notes: string[] }

export const rows_max = 20_000

const one_line = (text: string): string => fold(text.replaceAll('\n', ' '))
const is_named = (cell: string, names: readonly string[]): boolean =>
  names.some((name) => fold(name) === one_line(cell))

type Cell = { column: Column; text: string; style: Style | undefined; today: string }
type Value = { value?: string | number | boolean; fault?: string }

const read_number = ({ column, text, style }: Cell): Value => {
  const read = read_amount(text.replace(/\s*%$/, ''), style)
  if (!read.ok) return { fault: read.reason }
  if (read.value < 0) return { fault: `“${text}” là số âm` }
  if (column.type !== 'amount' && !Number.isInteger(read.value)) return { fault: `“${text}” phải là số nguyên` }
  if (column.type === 'percent' && read.value > 100) return { fault: `“${text}” lớn hơn 100 %` }
  return { value: read.value }
}

const read_day = ({ text, today }: Cell): Value => {
  const read = parse_typed_date(text, { today, direction: 'any' })
  if (!read.ok) return { fault: read.reason }
  return read.date.length === 10 ? { value: read.date } : { fault: `“${text}” chưa đủ ngày, tháng, năm` }
}

const yes = ['co', 'x', 'yes', 'true', 'dat', '1']
const no = ['khong', 'no', 'false', 'chua', '0']

const read_cell = (cell: Cell): Value => {
  const { column, text } = cell
  if (column.type === 'text') return { value: text }
  if (column.type === 'day') return read_day(cell)
  if (column.type === 'yes_no') {
    if (yes.includes(fold(text))) return { value: true }
    return no.includes(fold(text)) ? { value: false } : { fault: `“${text}” phải là có hoặc không` }
  }
  if (column.type !== 'choice') return read_number(cell)
  const found = column.choices?.find(({ id, name }) => fold(name) === fold(text) || id === text)
  if (found) return { value: found.id }
  return { fault: `“${text}” phải là một trong: ${column.choices?.map(({ name }) => name).join(', ') ?? ''}` }
}

type Placed = { column: Column; at: number; style: Style | undefined }

const place_columns = (table: ImportTable, header: string[], rows: { cells: string[] }[]): Placed[] =>
  table.columns.flatMap((column) => {
    const at = header.findIndex((cell) => is_named(cell, column.names))
    if (at < 0) return []
    const style = ['amount', 'count'].includes(column.type)
      ? style_of_column(rows.map(({ cells }) => cells[at] ?? ''))
      : undefined
    return [{ column, at, style }]
  })

const is_sum_line = (name: string): boolean => /^(tong|tong cong|cong|tong so)$/.test(fold(name))

const notes_of = (bytes: Uint8Array, header: string[], placed: Placed[], facility_at: number): string[] => {
  const is_xlsx = bytes[0] === 0x50 && bytes[1] === 0x4b
  const merged = is_xlsx ? list_merged(bytes, 1) : []
  const unread = header.filter((name, at) => name !== '' && at !== facility_at && !placed.some((one) => one.at === at))
  const said = { comma: '1.234,5', point: '1,234.5' }
  return [
    ...(merged.length > 0
      ? [`Tệp có ${merged.length} vùng ô gộp (${merged.slice(0, 5).join(', ')}…): chỉ ô đầu của mỗi vùng có giá trị`]
      : []),
    ...placed.flatMap(({ column, style }) =>
      style ? [`Cột “${column.names[0] ?? column.id}”: số viết kiểu ${said[style]}`] : [],
    ),
    ...(unread.length > 0 ? [`Không đọc các cột: ${unread.slice(0, 10).join(', ')}`] : []),
  ]
}

/** Reads the Sở's own table: titles above, numbers in two styles, days in three. @throws 400, 413, 422 for the file as a whole */
export const read_rows = (bytes: Uint8Array, filename: string, table: ImportTable, today: string): ReadFile => {
  if (/\.(xlsm|xlsb|xls)$/i.test(filename) || has_macros(bytes))
    throw fail.value('Tệp có macro hoặc kiểu cũ không được nhận; hãy lưu lại dạng .xlsx hoặc CSV UTF-8', 'file')
  const is_header = (cells: string[]): boolean =>
    cells.some((cell) => is_named(cell, facility_names)) &&
    cells.some((cell) => table.columns.some(({ names }) => is_named(cell, names)))
  const { header, rows } = read_table(bytes, filename, { header_row: is_header, lines_max: rows_max })
  const facility_at = header.findIndex((cell) => is_named(cell, facility_names))
  const placed = place_columns(table, header, rows)
  const read = rows
    .map(({ line, cells }): ReadRow => {
      const values: Values = {}
      const faults: string[] = []
      for (const { column, at, style } of placed) {
        const text = cells[at] ?? ''
        if (text === '' || text === '-' || text === '–') continue
        const { value, fault } = read_cell({ column, text, style, today })
        if (fault) faults.push(`Cột “${header[at] ?? ''}”: ${fault}`)
        else if (value !== undefined) values[column.id] = value
      }
      return { line, facility: cells[facility_at] ?? '', values, faults }
    })
    .filter(({ facility }) => !is_sum_line(facility))
  const notes = notes_of(bytes, header, placed, facility_at)
  return { digest: createHash('sha256').update(bytes).digest('hex'), rows: read, notes }
}
