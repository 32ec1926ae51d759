import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
  type IParagraphOptions,
  type IRunOptions,
} from 'docx'

/** Half points, and twentieths of a point, as Word counts. */
export const mm = (millimetres: number): number => Math.round((millimetres / 25.4) * 1_440)
export const page_width = mm(210 - 30 - 15)

type Look = { size?: number; bold?: boolean; italics?: boolean; caps?: boolean }

const run = (text: string, { size = 14, caps = false, ...look }: Look): TextRun => {
  const options: IRunOptions = { text: caps ? text.toLocaleUpperCase('vi') : text, size: size * 2, ...look }
  return new TextRun(options)
}

type Setting = Look & {
  align?: 'left' | 'center' | 'both'
  indent_mm?: number
  before_pt?: number
  after_pt?: number
  keep?: boolean
  new_page?: boolean
  /** A line under it, as long as this share of the column. */
  underline?: 'text'
}

const alignments = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, both: AlignmentType.JUSTIFIED }

export const paragraph = (text: string, setting: Setting = {}): Paragraph => {
  const { align = 'left', indent_mm = 0, before_pt = 0, after_pt = 0, keep = false, new_page = false } = setting
  const { size, bold, italics, caps } = setting
  const look: Look = {
    ...(size === undefined ? {} : { size }),
    ...(bold === undefined ? {} : { bold }),
    ...(italics === undefined ? {} : { italics }),
    ...(caps === undefined ? {} : { caps }),
  }
  const options: IParagraphOptions = {
    alignment: alignments[align],
    indent: { firstLine: mm(indent_mm) },
    spacing: { before: before_pt * 20, after: after_pt * 20 },
    keepNext: keep,
    pageBreakBefore: new_page,
    children: [run(text, look)],
  }
  return new Paragraph(options)
}

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const no_borders = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none }

/** A line of its own length under what stands above: an empty paragraph with a border, drawn in from both sides. */
export const rule = (column_width: number, length: number): Paragraph => {
  const side = Math.max(0, Math.round((column_width - length) / 2))
  return new Paragraph({
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
    indent: { left: side, right: side },
    spacing: { before: 20, after: 0, line: 120, lineRule: 'exact' },
  })
}

/** Columns without lines: the head, and the foot with the signature. */
export const side_by_side = (widths: number[], cells: Paragraph[][]): Table =>
  new Table({
    width: { size: page_width, type: WidthType.DXA },
    columnWidths: widths,
    borders: no_borders,
    rows: [
      new TableRow({
        cantSplit: true,
        children: cells.map(
          (children, i) =>
            new TableCell({
              ...{ children, borders: no_borders, width: { size: widths[i] ?? 0, type: WidthType.DXA } },
              margins: { left: 0, right: 0, top: 0, bottom: 0 },
            }),
        ),
      }),
    ],
  })

type Grid = {
  header: string[]
  rows: string[][]
  shares: number[]
  centred: boolean[]
  size: number
  total?: string[] | null
}

const cell = (text: string, width: number, look: Look & { align: 'left' | 'center' }): TableCell =>
  new TableCell({
    children: [paragraph(text, look)],
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { left: 60, right: 60, top: 40, bottom: 40 },
  })

/** A table with lines; its header comes again on every page. */
export const grid = ({ header, rows, shares, centred, size, total }: Grid): Table => {
  const whole = shares.reduce((sum, share) => sum + share, 0)
  const widths = shares.map((share) => Math.floor((page_width * share) / whole))
  const line = (row: string[], bold: boolean, all_centred = false): TableRow =>
    new TableRow({
      cantSplit: true,
      tableHeader: all_centred,
      children: row.map((text, i) =>
        cell(text, widths[i] ?? 0, { size, bold, align: all_centred || centred[i] ? 'center' : 'left' }),
      ),
    })
  return new Table({
    width: { size: page_width, type: WidthType.DXA },
    columnWidths: widths,
    rows: [line(header, true, true), ...rows.map((row) => line(row, false)), ...(total ? [line(total, true)] : [])],
  })
}
