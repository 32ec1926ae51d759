import { strFromU8, unzipSync } from 'fflate'
import { fail } from '../../base/outcome/index.ts'
import type { TableRow } from './read-table.ts'
import { format_of, number_text, type CellFormat } from './xlsx-number.ts'
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

const value_of = (
  attributes: string,
  body: string,
  shared: string[],
  formats: CellFormat[],
  is_1904: boolean,
): string => {
  const kind = attribute(attributes, 't') ?? 'n'
  if (kind === 'inlineStr') return text_of(body)
  const raw = /<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</.exec(body)?.[1]
  if (raw === undefined || kind === 'e') return ''
  if (kind === 's') return shared[Number(raw)] ?? ''
  if (kind === 'n')
    return number_text(raw.trim(), formats[Number(attribute(attributes, 's') ?? 0)] ?? { kind: 'plain' }, is_1904)
  if (kind === 'b') return raw === '1' ? 'TRUE' : 'FALSE'
  return unescape_xml(raw)
}

const row_pattern = /<(?:\w+:)?row((?:\s[^>]*?)?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?row>)/g
const cell_pattern = /<(?:\w+:)?c((?:\s[^>]*?)?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g

const read_sheet = (xml: string, shared: string[], formats: CellFormat[], is_1904: boolean): TableRow[] => {
  const rows: TableRow[] = []
  let line = 0
  for (const row of xml.matchAll(row_pattern)) {
    line = Number(attribute(row[1] ?? '', 'r') ?? line + 1)
    const cells: string[] = []
    for (const cell of (row[2] ?? '').matchAll(cell_pattern)) {
      const attributes = cell[1] ?? ''
      const address = attribute(attributes, 'r')
      const column = address === undefined ? cells.length : column_of(address)
      if (column < 0 || column >= columns_max) continue
      while (cells.length < column) cells.push('')
      cells[column] = cell[2] === undefined ? '' : value_of(attributes, cell[2], shared, formats, is_1904)
    }
    rows.push({ line, cells })
  }
  return rows
}

export const list_sheets = (bytes: Uint8Array): string[] => read_book(unpack(bytes)).sheets.map((sheet) => sheet.name)

/** @throws 413 for more lines than the reader takes, counted without reading them */
export const demand_lines = (text: string, line: RegExp, lines_max: number): void => {
  if (lines_max === Infinity) return
  let count = 0
  while (line.exec(text)) count++
  if (count > lines_max) throw fail.too_large(`Tệp có ${count} dòng; mỗi lần đọc tối đa ${lines_max} dòng`)
}

export const read_xlsx_grid = (bytes: Uint8Array, wanted: string | number, lines_max = Infinity): TableRow[] => {
  const parts = unpack(bytes)
  const { sheets, is_1904 } = read_book(parts)
  const sheet =
    typeof wanted === 'number' ? sheets[wanted - 1] : sheets.find((one) => one.name.trim() === wanted.trim())
  const xml = sheet && parts(sheet.path)
  if (xml === undefined) {
    throw fail.invalid(`Tệp Excel không có trang “${wanted}”; các trang: ${sheets.map((one) => one.name).join(', ')}`)
  }
  demand_lines(xml, /<(?:\w+:)?row[\s/>]/g, lines_max)
  const shared = read_shared(parts('xl/sharedStrings.xml') ?? '')
  const formats = read_formats(parts('xl/styles.xml') ?? '')
  return read_sheet(xml, shared, formats, is_1904)
}

/** Cells that were merged into one: only the first of them has a value in the file. */
export const list_merged = (bytes: Uint8Array, wanted: string | number): string[] => {
  const parts = unpack(bytes)
  const { sheets } = read_book(parts)
  const sheet = typeof wanted === 'number' ? sheets[wanted - 1] : sheets.find((one) => one.name === wanted)
  return tags((sheet && parts(sheet.path)) ?? '', 'mergeCell').map((tag) => attribute(tag, 'ref') ?? '')
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
