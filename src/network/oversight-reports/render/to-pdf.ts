import { local_time } from '../../../base/time/index.ts'
import { render_pages, render_pdf, type PaperInput, type PaperPages } from '../../../standards/print/index.ts'
import type { ReportDocument } from '../document.ts'
import type { Block } from '../template/fill.ts'
import { is_centred, keeps_next, shown_table, wide_columns_min } from './shown-table.ts'
import * as words from './words.ts'

const shown = (block: Block, keep: boolean) => {
  if (block.kind !== 'table') return { kind: block.kind, keep, text: block.runs.map(({ text }) => text).join('') }
  const { label, columns } = block.table
  const drawn = columns.map((column) => ({ ...column, centred: is_centred(column) }))
  const is_wide = columns.length >= wide_columns_min
  return { kind: block.kind, label, is_wide, columns: drawn, ...shown_table(block.table) }
}

/** The page's language takes the whole document as one text of JSON: data, never markup. */
const input_of = (document: ReportDocument, mode: PaperInput['mode']): PaperInput => {
  const { head, subject } = document
  const page = {
    ...{ superior: head.superior, unit: head.unit, kind: head.kind, subject },
    ...{ addressees: head.addressees, authority: head.authority, signer: head.signer, made: document.made },
    number: words.number_and_symbol(document),
    place_and_day: words.place_and_day(document),
    recipients: words.recipients_of(document),
    blocks: document.blocks.map((block, i) => shown(block, keeps_next(document.blocks, i))),
    annex: {
      ...{ title: words.annex_title, subject: words.annex_subject, of: words.annex_of(document) },
      note: words.annex_note(document),
      columns: words.annex_columns,
      rows: document.sources.map(words.annex_row),
      ...{ path_columns: words.path_columns, paths: words.path_rows(document) },
    },
  }
  return {
    form: { slug: 'paper', layout: 'administrative.typ', code: null, sections: [], title: subject },
    answers: { document: JSON.stringify(page) },
    signatures: {},
    marks: {
      ...{ facility_name: head.unit, printed_at: local_time(document.made_at).slice(0, 16) },
      ...{ printed_by: '', system: 'Bệnh Án Mở', status: 'draft' },
    },
    mode,
  }
}

export const to_pdf = (document: ReportDocument): Promise<Uint8Array> => render_pdf(input_of(document, 'paper'))

export const to_pages = (document: ReportDocument): Promise<PaperPages> => render_pages(input_of(document, 'screen'))
