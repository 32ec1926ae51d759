import write_xlsx from 'write-excel-file/node'
import type { Sheet, SheetData } from 'write-excel-file/node'
import type { Table, Value, ValueKind } from '../contract.ts'
import type { ReportDocument } from '../document.ts'
import { show_value } from '../values.ts'
import { annex_note, empty_table, number_and_symbol, place_and_day, sheet_columns, sheet_row } from './words.ts'
import { stable_zip } from './stable-zip.ts'

const sheet_name_max = 31
const formats: Partial<Record<ValueKind, string>> = { number: '#,##0', percent: '0.0', money: '#,##0.0' }

type Row = SheetData[number]
const bold = (value: string): Row[number] => ({ value, fontWeight: 'bold', wrap: true })
const plain = (value: string): Row[number] => ({ value, wrap: true, alignVertical: 'top' })
const line = (text: string, is_bold = false): Row => [is_bold ? bold(text) : plain(text)]

/** Numbers stay numbers, so that they can be added up again; money in million, as it is printed. */
const cell_of = (value: Value, kind: ValueKind): Row[number] => {
  if (typeof value !== 'number') return plain(show_value(value, kind))
  const format = formats[kind]
  return { value: kind === 'money' ? value / 1_000_000 : value, type: Number, ...(format ? { format } : {}) }
}

const table_sheet = (table: Table, i: number): Sheet<never> => {
  const rows = table.rows.map((row) => row.map((value, at) => cell_of(value, table.columns[at]?.kind ?? 'text')))
  const total = table.total?.map((value, at): Row[number] => {
    const cell = cell_of(value, table.columns[at]?.kind ?? 'text')
    return typeof cell === 'object' && cell !== null && 'value' in cell ? { ...cell, fontWeight: 'bold' } : cell
  })
  const body: Row[] =
    table.why !== '' ? [line(`Chưa có nguồn: ${table.why}`)] : rows.length === 0 ? [line(empty_table)] : rows
  return {
    data: [table.columns.map(({ label }) => bold(label)), ...body, ...(total ? [total] : [])],
    sheet: `${i + 1} ${table.label}`.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, sheet_name_max),
    columns: table.columns.map(({ share }) => ({ width: Math.round(share * 12) })),
    stickyRowsCount: 1,
  }
}

const text_sheet = (document: ReportDocument): Sheet<never> => ({
  data: [
    line(document.head.superior),
    line(document.head.unit, true),
    line(number_and_symbol(document)),
    line(place_and_day(document)),
    line(''),
    line(document.head.kind, true),
    line(document.subject, true),
    ...document.blocks.map((block): Row => {
      if (block.kind === 'table') return line(`Bảng: ${block.table.label} (xem trang tính riêng)`)
      const text = block.runs.map((run) => run.text).join('')
      return line(block.kind === 'item' ? `- ${text}` : text, block.kind === 'heading')
    }),
    line(''),
    line(document.made),
    line(annex_note(document)),
  ],
  sheet: 'Báo cáo',
  columns: [{ width: 110 }],
})

const source_sheet = ({ sources }: ReportDocument): Sheet<never> => ({
  data: [
    sheet_columns.map(bold),
    ...sources.map((one, i): Row => {
      const [number = '', label = '', value = '', ...rest] = sheet_row(one, i)
      const raw: Row[number] = typeof one.raw === 'number' ? { value: one.raw, type: Number } : plain(value)
      return [plain(number), plain(label), raw, ...rest.map(plain)]
    }),
  ],
  sheet: 'Nguồn số liệu',
  columns: [5, 34, 16, 60, 44, 18, 60].map((width) => ({ width })),
  stickyRowsCount: 1,
})

/** The text on the first sheet, each table on one of its own, and where every number comes from on the last. */
export const to_xlsx = async (document: ReportDocument): Promise<Uint8Array> => {
  const tables = document.blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []))
  const sheets = [text_sheet(document), ...tables.map(table_sheet), source_sheet(document)]
  const bytes = await write_xlsx(sheets, { fontFamily: 'Times New Roman', fontSize: 12 }).toBuffer()
  return stable_zip(bytes, document.made_at)
}
