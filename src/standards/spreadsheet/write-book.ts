import write_excel_file, { type SheetData } from 'write-excel-file/node'

export type Value = string | number | boolean | null | undefined
/** One table of a book, the names of its columns first. */
export type Sheet = { name: string; header: string[]; rows: Value[][] }

const cell = (value: Value) =>
  value === undefined || value === null || value === ''
    ? null
    : { value, type: typeof value === 'number' ? Number : typeof value === 'boolean' ? Boolean : String }

const looked_at_max = 200

const width_of = (sheet: Sheet, at: number): number =>
  Math.min(
    60,
    Math.max(
      8,
      ...[sheet.header, ...sheet.rows.slice(0, looked_at_max)].map((row) => String(row[at] ?? '').length + 2),
    ),
  )

const to_data = ({ header, rows }: Sheet): SheetData => [
  header.map((value) => ({ value, type: String, fontWeight: 'bold' as const, wrap: true })),
  ...rows.map((row) => row.map(cell)),
]

/** What Excel holds on one sheet (1,048,576 lines) less the names of columns, and the letters of a name. */
const sheet_lines_max = 1_000_000
const name_max = 31

/** What Excel takes as the name of a sheet, each once. */
const name_sheets = (sheets: Sheet[]): Sheet[] => {
  const taken = new Set<string>()
  return sheets.map((sheet) => {
    const plain = sheet.name.replace(/[/\\?*:[\]]/g, ' ').slice(0, name_max)
    let name = plain
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${plain.slice(0, name_max - 4)} (${n})`
    taken.add(name.toLowerCase())
    return { ...sheet, name }
  })
}

/** A table longer than a sheet goes on on the next one: nothing is cut. */
const part = (sheet: Sheet): Sheet[] =>
  Array.from({ length: Math.max(1, Math.ceil(sheet.rows.length / sheet_lines_max)) }, (_, i) => ({
    ...sheet,
    rows: sheet.rows.slice(i * sheet_lines_max, (i + 1) * sheet_lines_max),
  }))

/** An .xlsx with a sheet for each table; numbers stay numbers, texts texts (a text that begins with = is no formula). */
export const write_book = (sheets: Sheet[]): Promise<Buffer> =>
  write_excel_file(
    name_sheets(sheets.flatMap(part)).map((sheet) => ({
      ...{ data: to_data(sheet), sheet: sheet.name, stickyRowsCount: 1 },
      columns: sheet.header.map((_, at) => ({ width: width_of(sheet, at) })),
    })),
  ).toBuffer()
