import { strFromU8, unzipSync } from 'fflate'
import { fail } from '../../base/outcome/index.ts'
import type { BookSheet, GridRow } from './read-table.ts'
import { format_of, number_text, shown_number, type CellFormat } from './xlsx-number.ts'
import { attribute, text_of, unescape_xml } from './xlsx-text.ts'

/** A catalogue of the whole country unpacks to some 20 MB; far above that a file is broken or hostile. */
const unpacked_max_bytes = 300_000_000

type Parts = (path: string) => string | undefined

const unpack = (bytes: Uint8Array): Parts => {
  let total = 0
  try {
    const files = unzipSync(bytes, {
      filter: (file) => {
        if (!/\.(xml|rels)$/i.test(file.name)) return false
        total += file.originalSize
        if (total > unpacked_max_bytes) throw fail.too_large('Tệp Excel giải nén ra quá lớn nên không đọc')
        return true
      },
    })
    const names = new Map(Object.keys(files).map((name) => [name.toLowerCase(), name] as const))
    return (path) => {
      const file = files[names.get(path.toLowerCase()) ?? '']
      return file && strFromU8(file)
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'Failure') throw error
    throw fail.invalid('Tệp Excel hỏng hoặc chưa tải xong; hãy mở lại bằng Excel và lưu lần nữa')
  }
}

const tags = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(\\s[^>]*?)/?>`, 'g'))].map((match) => match[1] ?? '')

type Book = { sheets: { name: string; path: string }[]; is_1904: boolean }

const read_book = (parts: Parts): Book => {
  const book = parts('xl/workbook.xml')
  const rels = parts('xl/_rels/workbook.xml.rels')
  if (book === undefined || rels === undefined) {
    throw fail.invalid('Tệp không phải là bảng tính Excel .xlsx; hãy lưu lại dạng .xlsx')
  }
  const targets = new Map(
    tags(rels, 'Relationship').map((tag) => [attribute(tag, 'Id'), attribute(tag, 'Target') ?? '']),
  )
  const sheets = tags(book, 'sheet').map((tag) => {
    const target = targets.get(attribute(tag, '(?:\\w+:)id')) ?? ''
    return { name: attribute(tag, 'name') ?? '', path: target.startsWith('/') ? target.slice(1) : `xl/${target}` }
  })
  return { sheets, is_1904: /date1904\s*=\s*["'](?:1|true)/.test(book) }
}

const read_formats = (xml: string): CellFormat[] => {
  const codes = new Map(tags(xml, 'numFmt').map((tag) => [attribute(tag, 'numFmtId'), attribute(tag, 'formatCode')]))
  const cell_formats = /<(?:\w+:)?cellXfs[\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(xml)?.[0] ?? ''
  return tags(cell_formats, 'xf').map((tag) => {
    const id = attribute(tag, 'numFmtId') ?? '0'
    return format_of(Number(id), codes.get(id))
  })
}

const read_shared = (xml: string): string[] =>
  [...xml.matchAll(/<(?:\w+:)?si(?:\s[^>]*)?>([\s\S]*?)<\/(?:\w+:)?si>|<(?:\w+:)?si\s*\/>/g)].map((match) =>
    text_of(match[1] ?? ''),
  )

/** "BC12" → 54: letters of the address, from 0. */
const column_of = (address: string): number => {
  let column = 0
  for (const letter of address.match(/^[A-Z]+/)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

const columns_max = 1000

type Marks = { shared: string[]; formats: CellFormat[]; is_1904: boolean }

const raw_of = (body: string): string | undefined => /<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</.exec(body)?.[1]?.trim()

const value_of = (kind: string, body: string, format: CellFormat, { shared, is_1904 }: Marks): string => {
  if (kind === 'inlineStr') return text_of(body)
  const raw = raw_of(body)
  if (raw === undefined || kind === 'e') return ''
  if (kind === 's') return shared[Number(raw)] ?? ''
  if (kind === 'n') return number_text(raw, format, is_1904)
  if (kind === 'b') return raw === '1' ? 'TRUE' : 'FALSE'
  return unescape_xml(/<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</.exec(body)?.[1] ?? '')
}

/** Why a cell that is not empty in Excel has nothing to read; undefined: it has, or is empty. */
const unread_of = (kind: string, body: string): string | undefined => {
  if (kind === 'e') return `công thức báo lỗi ${raw_of(body) ?? ''}`.trim()
  if (/<(?:\w+:)?f[\s/>]/.test(body) && raw_of(body) === undefined) return 'công thức chưa có kết quả'
  return undefined
}

const row_pattern = /<(?:\w+:)?row((?:\s[^>]*?)?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?row>)/g
const cell_pattern = /<(?:\w+:)?c((?:\s[^>]*?)?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g
const plain: CellFormat = { kind: 'plain' }

const read_row = (xml: string, line: number, marks: Marks): GridRow => {
  const cells: string[] = []
  const numbers = new Map<number, number>()
  const unread = new Map<number, string>()
  for (const [, attributes = '', body] of xml.matchAll(cell_pattern)) {
    const address = attribute(attributes, 'r')
    const column = address === undefined ? cells.length : column_of(address)
    if (column < 0 || column >= columns_max) continue
    while (cells.length < column) cells.push('')
    const kind = attribute(attributes, 't') ?? 'n'
    const format = marks.formats[Number(attribute(attributes, 's') ?? 0)] ?? plain
    cells[column] = body === undefined ? '' : value_of(kind, body, format, marks)
    const number = kind === 'n' ? shown_number(raw_of(body ?? '') ?? '', format) : undefined
    if (number !== undefined) numbers.set(column, number)
    const why = unread_of(kind, body ?? '')
    if (why !== undefined) unread.set(column, why)
  }
  return { line, cells, numbers, unread }
}

function* rows_of(xml: string, marks: Marks): Generator<GridRow> {
  let line = 0
  for (const [, attributes = '', body = ''] of xml.matchAll(row_pattern)) {
    line = Number(attribute(attributes, 'r') ?? line + 1)
    yield read_row(body, line, marks)
  }
}

/** @throws 413 for more lines than the reader takes, counted without reading them */
export const demand_lines = (text: string, line: RegExp, lines_max: number): void => {
  if (lines_max === Infinity) return
  let count = 0
  while (line.exec(text)) count++
  if (count > lines_max) throw fail.too_large(`Tệp có ${count} dòng; mỗi lần đọc tối đa ${lines_max} dòng`)
}

const open_sheet = (parts: Parts, path: string, marks: () => Marks): Omit<BookSheet, 'name'> => ({
  head: (lines) => [...rows_of(parts(path) ?? '', marks()).take(lines)],
  read(lines_max) {
    const xml = parts(path) ?? ''
    demand_lines(xml, /<(?:\w+:)?row[\s/>]/g, lines_max)
    return [...rows_of(xml, marks())]
  },
  merged: () => tags(parts(path) ?? '', 'mergeCell').map((tag) => attribute(tag, 'ref') ?? ''),
})

/** Unpacked once for all its sheets; a sheet that is no table of cells (a chart) has no rows. */
export const open_xlsx = (bytes: Uint8Array): BookSheet[] => {
  const parts = unpack(bytes)
  const { sheets, is_1904 } = read_book(parts)
  let known: Marks | undefined
  const marks = (): Marks =>
    (known ??= {
      ...{ shared: read_shared(parts('xl/sharedStrings.xml') ?? ''), is_1904 },
      formats: read_formats(parts('xl/styles.xml') ?? ''),
    })
  return sheets.map(({ name, path }) => ({ name, ...open_sheet(parts, path, marks) }))
}

export const list_sheets = (bytes: Uint8Array): string[] => read_book(unpack(bytes)).sheets.map((sheet) => sheet.name)

export const read_xlsx_grid = (bytes: Uint8Array, wanted: string | number, lines_max = Infinity): GridRow[] => {
  const sheets = open_xlsx(bytes)
  const sheet =
    typeof wanted === 'number' ? sheets[wanted - 1] : sheets.find((one) => one.name.trim() === wanted.trim())
  if (!sheet) {
    throw fail.invalid(`Tệp Excel không có trang “${wanted}”; các trang: ${sheets.map((one) => one.name).join(', ')}`)
  }
  return sheet.read(lines_max)
}

/** Whether the file brings a program along (.xlsm, or one that only calls itself .xlsx). Nothing is unpacked. */
export const has_macros = (bytes: Uint8Array): boolean => {
  let found = false
  try {
    unzipSync(bytes, {
      filter: ({ name }) => {
        found ||= /vbaProject\.bin$/i.test(name)
        return false
      },
    })
  } catch {
    return false
  }
  return found
}
