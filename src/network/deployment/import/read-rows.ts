import { createHash } from 'node:crypto'
import { fail } from '../../../base/outcome/index.ts'
import { fold } from '../../../base/text/index.ts'
import { has_macros, type GridRow } from '../../../standards/spreadsheet/index.ts'
import type { MoneyUnit } from '../contract.ts'
import { style_of_column, type Style } from './amounts.ts'
import { facility_place, find_table, is_named, name_place, type FoundTable } from './find-table.ts'
import { joined_to, letters_of } from './merged.ts'
import { read_cell } from './read-cell.ts'
import type { Column, ImportTable } from './tables.ts'
import { find_unit, part_name, unit_words } from './units.ts'

/** Money in đồng, days as yyyy-mm-dd, choices by their id. */
export type Values = Record<string, string | number | boolean>
/** has_own: the row says something that only tables of this kind have. */
export type ReadRow = { line: number; facility: string; values: Values; faults: string[]; has_own: boolean }
export type ReadFile = {
  /** Of the bytes, the sheet and the unit together: what was looked at is what is written. */
  digest: string
  sheet: string
  sheets: string[]
  unit: MoneyUnit | null
  asks_unit: boolean
  /** Of the file as a whole: none of it is written. */
  faults: string[]
  notes: string[]
  rows: ReadRow[]
  /** Puts before a fault where it is; without a column it is of the row. */
  at(line: number, column?: string): string
}

/** sheet, unit: as the person chose them, '' and undefined where nothing was chosen. */
export type ReadWish = { filename: string; today: string; sheet: string; unit: MoneyUnit | undefined }

type Placed = { column: Column; at: number; title: string; style: Style | undefined; unit: MoneyUnit | undefined }

/** What stands above the table, or the one unit that the names of its columns say. */
const unit_of_file = ({ cells, above }: FoundTable): MoneyUnit | undefined => {
  const said = new Set(cells.flatMap((cell) => part_name(cell).unit ?? []))
  const [only] = said
  return find_unit(above) ?? (said.size === 1 ? only : undefined)
}

const place_columns = (table: ImportTable, found: FoundTable): Placed[] => {
  const { cells, rows } = found
  const of_file = unit_of_file(found)
  const taken = new Set<number>()
  return table.columns.flatMap((column): Placed[] => {
    const at = cells.findIndex((cell, i) => !taken.has(i) && is_named(cell, column.names))
    if (at < 0) return []
    taken.add(at)
    const texts = rows.flatMap((row) => (row.numbers.has(at) ? [] : [row.cells[at] ?? '']))
    const title = cells[at] ?? ''
    return [
      {
        ...{ column, at, title: title.replaceAll('\n', ' ') },
        style: ['amount', 'count'].includes(column.type) ? style_of_column(texts) : undefined,
        unit: column.type === 'amount' ? (part_name(title).unit ?? of_file) : undefined,
      },
    ]
  })
}

const is_sum = (name: string): boolean => /^(tong|tong cong|cong|tong so|toan tinh)$/.test(fold(name))

/** A line of sums says so where the facility stands, or before the sums where cells were joined. */
const is_sum_line = (row: GridRow, facility_at: number): boolean => {
  const facility = row.cells[facility_at] ?? ''
  return is_sum(facility) || (facility === '' && row.cells.some(is_sum))
}

/** The name stands there for people; the code says who it is. */
const beside_the_code = ['tên', 'tên đơn vị', 'tên cơ sở', 'stt']
const style_words = { comma: '1.234,5', point: '1,234.5' }

const notes_of = (found: FoundTable, placed: Placed[], facility_at: number): string[] => {
  const unread = found.cells.filter(
    (name, at) =>
      name !== '' && at !== facility_at && !is_named(name, beside_the_code) && !placed.some((one) => one.at === at),
  )
  return [
    ...(found.others.length > 0
      ? [`Chỉ đọc trang “${found.sheet}”; không đọc: ${found.others.slice(0, 20).join(', ')}`]
      : []),
    ...(found.regions.length > 0
      ? [
          `Trang có ${found.regions.length} vùng ô gộp: chỉ ô đầu của mỗi vùng có giá trị, ô gộp trong dòng số liệu báo ở dòng đó`,
        ]
      : []),
    ...placed.flatMap(({ title, style }) => (style ? [`Cột “${title}”: số viết kiểu ${style_words[style]}`] : [])),
    ...(unread.length > 0 ? [`Không đọc các cột: ${unread.slice(0, 10).join(', ')}`] : []),
  ]
}

type Reading = { found: FoundTable; placed: Placed[]; facility_at: number; wish: ReadWish; unit_default: MoneyUnit }

/** Why this cell looks filled and has nothing to read. */
const lost = ({ found }: Reading, row: GridRow, at: number): string | undefined => {
  const why = row.unread.get(at)
  if (why !== undefined) return `${why}; hãy ghi số thay cho công thức`
  const first = joined_to(found.regions, row.line, at)
  return first === undefined ? undefined : `ô gộp với ${first}; hãy bỏ gộp và ghi riêng từng ô`
}

const place_words = ({ found, placed }: Reading, line: number, id: string | undefined): string => {
  const column = placed.find((one) => one.column.id === id)
  if (!column) return ''
  return `${found.sheet === '' ? '' : `${letters_of(column.at)}${line} · `}Cột “${column.title}”: `
}

const is_empty = (text: string | undefined): boolean => ['', '-', '–'].includes(text ?? '')

const read_row = (reading: Reading, row: GridRow): ReadRow => {
  const { placed, facility_at, wish, unit_default } = reading
  const values: Values = {}
  const faults: string[] = []
  const no_facility = lost(reading, row, facility_at)
  if (no_facility !== undefined)
    faults.push(
      `${letters_of(facility_at)}${row.line} · Cột “${reading.found.cells[facility_at] ?? ''}”: ${no_facility}`,
    )
  for (const { column, at, style, unit } of placed) {
    const where = place_words(reading, row.line, column.id)
    const why = lost(reading, row, at)
    const text = row.cells[at] ?? ''
    if (why !== undefined) faults.push(where + why)
    if (why !== undefined || is_empty(text)) continue
    const { value, fault } = read_cell({
      ...{ column, text, number: row.numbers.get(at), style, today: wish.today },
      unit: unit ?? wish.unit ?? unit_default,
    })
    if (fault) faults.push(where + fault)
    else if (value !== undefined) values[column.id] = value
  }
  const has_own = placed.some(({ column }) => !column.is_common && values[column.id] !== undefined)
  const code = row.cells[facility_at] ?? ''
  // A code that was left out, beside a name: the name says who it is.
  const facility =
    code === '' && has_own && no_facility === undefined ? (row.cells[name_place(reading.found)] ?? '') : code
  return { line: row.line, facility, values, faults, has_own }
}

const file_faults = ({ found, wish }: Reading, asks_unit: boolean): string[] => [
  ...(found.sheets.length > 1 && wish.sheet === '' && !found.is_called
    ? [`Tệp có ${found.sheets.length} trang cùng đọc được bảng này (${found.sheets.join(', ')}); hãy chọn một trang`]
    : []),
  ...(asks_unit && wish.unit === undefined
    ? ['Tệp không ghi đơn vị tính của tiền; hãy ghi “Đơn vị tính: triệu đồng” phía trên bảng, hoặc chọn đơn vị tính']
    : []),
]

/** Whether there is money of which nobody has said the unit. */
const says_money = (rows: GridRow[], placed: Placed[]): boolean =>
  placed.some(
    ({ column, at, unit }) =>
      column.type === 'amount' && unit === undefined && rows.some(({ cells }) => !is_empty(cells[at])),
  )

/** Who made the table signs below it: lines without a facility and without any value, after the last that has one. */
const part_below = (read: ReadRow[]): { rows: ReadRow[]; below: ReadRow[] } => {
  const has_value = ({ facility, has_own }: ReadRow): boolean => facility !== '' || has_own
  const end = read.findLastIndex(has_value) + 1
  const rows = read.slice(0, end).filter((row) => has_value(row) || row.faults.length > 0)
  return { rows, below: read.slice(end) }
}

const unit_of = (placed: Placed[], asks_unit: boolean, wish: ReadWish): MoneyUnit | null =>
  asks_unit ? (wish.unit ?? null) : (placed.find(({ unit }) => unit !== undefined)?.unit ?? null)

/**
 * Reads the Sở's own table: titles above, names of columns in one line or two, numbers in two styles, days in three, money in
 * four units. @throws 400, 413, 422 for a file that is no such table
 */
export const read_rows = (bytes: Uint8Array, table: ImportTable, wish: ReadWish): ReadFile => {
  if (/\.(xlsm|xlsb|xls)$/i.test(wish.filename) || has_macros(bytes))
    throw fail.value('Tệp có macro hoặc kiểu cũ không được nhận; hãy lưu lại dạng .xlsx hoặc CSV UTF-8', 'file')
  const found = find_table(bytes, wish.filename, table, wish.sheet)
  const facility_at = facility_place(found.cells)
  const placed = place_columns(table, found)
  const reading: Reading = { found, placed, facility_at, wish, unit_default: table.unit }
  const lines = found.rows.filter((row) => !is_sum_line(row, facility_at))
  const read = lines.map((row) => read_row(reading, row))
  const { rows, below } = part_below(read)
  const asks_unit = says_money(lines, placed)
  const unit = unit_of(placed, asks_unit, wish)
  const looked_at = createHash('sha256')
    .update(bytes)
    .update(`\n${found.sheet}\n${unit ?? ''}`)
  return {
    ...{ digest: looked_at.digest('hex'), sheet: found.sheet, sheets: found.sheets, unit, asks_unit, rows },
    faults: file_faults(reading, asks_unit),
    notes: [
      ...notes_of(found, placed, facility_at),
      ...(below.length > 0
        ? [
            `Không đọc dưới bảng: dòng ${below
              .map(({ line }) => line)
              .slice(0, 10)
              .join(', ')}`,
          ]
        : []),
      ...(unit ? [`Số tiền tính bằng ${unit_words[unit]}`] : []),
    ],
    at: (line, column) => place_words(reading, line, column),
  }
}
