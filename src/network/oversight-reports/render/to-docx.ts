import { AlignmentType, Document, Header, Packer, PageNumber, Paragraph, Table, TextRun } from 'docx'
import type { ReportDocument } from '../document.ts'
import type { Block } from '../template/fill.ts'
import { is_centred, keeps_next, shown_table, wide_columns_min } from './shown-table.ts'
import { grid, mm, page_width, paragraph, rule, side_by_side } from './docx-parts.ts'
import { stable_zip } from './stable-zip.ts'
import * as words from './words.ts'

type Part = Paragraph | Table

/** Quốc hiệu in 13 pt bold fits into the right one on one line. */
const left = Math.round(page_width * 0.39)
const right = page_width - left

const head_of = (document: ReportDocument): Part[] => {
  const { head } = document
  const centre = { align: 'center' } as const
  return [
    side_by_side(
      [left, right],
      [
        [
          paragraph(head.superior, { ...centre, size: 13, caps: true }),
          paragraph(head.unit, { ...centre, size: 13, bold: true, caps: true }),
          rule(left, mm(22)),
          paragraph(words.number_and_symbol(document), { ...centre, size: 13, before_pt: 6 }),
        ],
        [
          paragraph('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { ...centre, size: 13, bold: true }),
          paragraph('Độc lập - Tự do - Hạnh phúc', { ...centre, bold: true }),
          rule(right, mm(64)),
          paragraph(words.place_and_day(document), { ...centre, italics: true, before_pt: 6 }),
        ],
      ],
    ),
    paragraph(head.kind, { ...centre, bold: true, caps: true, before_pt: 18, keep: true }),
    paragraph(document.subject, { ...centre, bold: true, keep: true }),
    rule(page_width, mm(40)),
    ...addressees_of(head.addressees),
  ]
}

const addressees_of = (addressees: string[]): Part[] => {
  const [only, ...more] = addressees
  if (only === undefined) return []
  if (more.length === 0) return [paragraph(`Kính gửi: ${only}`, { align: 'center', before_pt: 8, after_pt: 10 })]
  return [
    paragraph('Kính gửi:', { align: 'center', before_pt: 8 }),
    ...addressees.map((one, i) =>
      paragraph(`- ${one}${i + 1 < addressees.length ? ';' : '.'}`, {
        ...{ align: 'center', after_pt: i + 1 < addressees.length ? 0 : 10 },
      }),
    ),
  ]
}

const table_of = (block: Extract<Block, { kind: 'table' }>): Part[] => {
  const { table } = block
  const { note, rows, total } = shown_table(table)
  const title = paragraph(table.label, { align: 'center', size: 13, bold: true, before_pt: 8, after_pt: 4, keep: true })
  if (note !== '') return [title, paragraph(note, { align: 'center', size: 13, italics: true, after_pt: 8 })]
  return [
    title,
    grid({
      ...{ header: table.columns.map(({ label }) => label), rows, total },
      shares: table.columns.map(({ share }) => share),
      centred: table.columns.map(is_centred),
      size: table.columns.length >= wide_columns_min ? 10 : 12,
    }),
    paragraph('', { size: 6 }),
  ]
}

/** @param keep what follows stands on the same page: a table, or the signature */
const block_of = (block: Block, keep: boolean): Part[] => {
  if (block.kind === 'table') return table_of(block)
  const text = block.runs.map((run) => run.text).join('')
  if (block.kind === 'heading')
    return [paragraph(text, { bold: true, indent_mm: 10, before_pt: 6, after_pt: 6, keep: true })]
  return [paragraph(block.kind === 'item' ? `- ${text}` : text, { align: 'both', indent_mm: 10, after_pt: 6, keep })]
}

const foot_of = (document: ReportDocument): Part[] => {
  const { authority, signer } = document.head
  return [
    paragraph('', { size: 8, keep: true }),
    side_by_side(
      [Math.round(page_width * 0.48), Math.round(page_width * 0.52)],
      [
        [
          paragraph('Nơi nhận:', { size: 12, bold: true, italics: true }),
          ...words.recipients_of(document).map((one) => paragraph(one, { size: 11 })),
        ],
        [
          ...authority.map((one) => paragraph(one, { align: 'center', bold: true, caps: true })),
          ...Array.from({ length: 4 }, () => paragraph('', { align: 'center' })),
          paragraph(signer, { align: 'center', bold: true }),
        ],
      ],
    ),
  ]
}

const annex_of = (document: ReportDocument): Part[] => [
  paragraph(words.annex_title, { align: 'center', bold: true, new_page: true }),
  paragraph(words.annex_subject, { align: 'center', bold: true }),
  paragraph(words.annex_of(document), { align: 'center', italics: true, after_pt: 8 }),
  grid({
    ...{ header: words.annex_columns, rows: document.sources.map(words.annex_row) },
    ...{ shares: [0.4, 1.5, 1, 2.4, 1.9, 1], centred: [true, false, true, false, false, true], size: 10 },
  }),
  paragraph('', { size: 6 }),
  grid({
    ...{ header: words.path_columns, rows: words.path_rows(document) },
    ...{ shares: [0.4, 7.8], centred: [true, false], size: 10 },
  }),
  paragraph(words.annex_note(document), { size: 10, italics: true, before_pt: 6 }),
  paragraph(document.made, { size: 10, italics: true, before_pt: 2 }),
]

/** From the second page on, in the middle of the upper margin. */
const numbered = new Header({
  children: [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      children: [new TextRun({ children: [PageNumber.CURRENT], size: 26 })],
    }),
  ],
})

/** The administrative style of NĐ 30/2020/NĐ-CP: A4, 20–20–30–15 mm, Times New Roman 14. */
export const to_docx = async (document: ReportDocument): Promise<Uint8Array> => {
  const file = new Document({
    creator: document.head.unit,
    title: document.subject,
    styles: { default: { document: { run: { font: 'Times New Roman', size: 28, language: { value: 'vi-VN' } } } } },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: mm(210), height: mm(297) },
            margin: { top: mm(20), bottom: mm(20), left: mm(30), right: mm(15), header: mm(10), footer: mm(10) },
          },
        },
        headers: { default: numbered, first: new Header({ children: [new Paragraph({})] }) },
        children: [
          ...head_of(document),
          ...document.blocks.flatMap((block, i) => block_of(block, keeps_next(document.blocks, i))),
          ...foot_of(document),
          ...annex_of(document),
        ],
      },
    ],
  })
  return stable_zip(await Packer.toBuffer(file), document.made_at)
}
