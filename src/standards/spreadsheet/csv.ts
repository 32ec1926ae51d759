import { parse } from 'csv-parse/sync'
import { fail } from '../../base/outcome/index.ts'
import type { GridRow } from './read-table.ts'
import { demand_lines } from './xlsx.ts'

const decode = (bytes: Uint8Array, filename: string): string => {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : ''
  try {
    return new TextDecoder(utf16 || 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw fail.invalid(
      `Tệp ${filename} không phải bảng mã UTF-8 nên chữ tiếng Việt sẽ hỏng; hãy lưu lại dạng “CSV UTF-8” hoặc .xlsx`,
    )
  }
}

/** The sign that stands most often outside quotes in the first line. */
const find_delimiter = (text: string): string => {
  const first = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '')
  const count = (sign: string): number => first.split(sign).length
  return [',', ';', '\t'].sort((a, b) => count(b) - count(a))[0] ?? ','
}

type Parsed = { record: string[]; info: { lines: number } }

export const read_csv_grid = (bytes: Uint8Array, filename: string, lines_max = Infinity): GridRow[] => {
  const text = decode(bytes, filename)
  if (text.includes('\0')) throw fail.invalid(`Tệp ${filename} không phải là tệp CSV`)
  demand_lines(text, /\n/g, lines_max)
  let parsed: Parsed[]
  try {
    parsed = parse(text, {
      bom: true,
      delimiter: find_delimiter(text),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      record_delimiter: ['\r\n', '\n', '\r'],
    }) as unknown as Parsed[]
  } catch (error) {
    const line = error instanceof Error && 'lines' in error ? ` ở dòng ${String(error.lines)}` : ''
    throw fail.invalid(`Tệp ${filename} sai cấu trúc CSV${line}; xem lại dấu ngoặc kép`)
  }
  // csv-parse tells the line a record ends on; a cell with a line break makes a record longer than one line
  return parsed.map(({ record, info }) => ({
    line: info.lines - record.reduce((breaks, cell) => breaks + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0),
    cells: record,
    ...{ numbers: new Map<number, number>(), unread: new Map<number, string>() },
  }))
}
