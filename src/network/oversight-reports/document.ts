import { format_date_time } from '../../base/time/index.ts'
import { figure_names, table_names } from './catalogue.ts'
import type { Head, Snapshot, SourceLine } from './contract.ts'
import { fill_pieces, fill_template, type Block } from './template/fill.ts'
import { parse_line, parse_template } from './template/parse.ts'
import { show_value } from './values.ts'

/** A report as any form draws it. */
export type ReportDocument = {
  head: Head
  subject: string
  number: string
  dated: string
  blocks: Block[]
  sources: SourceLine[]
  made: string
  made_at: string
  /** yyyy-mm-dd: the last day that is counted. */
  counted_to: string
}

const names = { figures: figure_names, tables: table_names }

const sources_of = ({ figures, tables }: Snapshot, used: ReadonlySet<string>): SourceLine[] => [
  ...figures.flatMap((one): SourceLine[] =>
    used.has(one.name)
      ? [
          {
            label: one.unit === '' ? one.label : `${one.label} (${one.unit})`,
            ...{ value: show_value(one.value, one.kind), raw: one.value, definition: one.definition },
            ...{ source: one.value === null ? one.why : one.source, query: one.query, at: one.at },
            path: one.path ?? '',
          },
        ]
      : [],
  ),
  ...tables.flatMap((one): SourceLine[] =>
    used.has(one.name)
      ? [
          {
            ...{ label: `Bảng: ${one.label}`, value: one.why === '' ? `${one.rows.length} dòng` : 'chưa có nguồn' },
            ...{ raw: one.why === '' ? one.rows.length : null, definition: one.definition },
            ...{ source: one.why === '' ? one.source : one.why, query: one.query, at: one.at },
            path: one.path ?? '',
          },
        ]
      : [],
  ),
]

const used_in = (blocks: Block[]): Set<string> =>
  new Set(
    blocks.flatMap((block) =>
      block.kind === 'table' ? [block.table.name] : block.runs.flatMap(({ figure }) => figure ?? []),
    ),
  )

/** A year does not stand alone on a line of the title. */
const year_apart = /năm (\d{4})/g

/** The same snapshot gives the same document, whenever it is asked for. */
export const to_document = (snapshot: Snapshot): ReportDocument => {
  const filling = {
    figures: new Map(snapshot.figures.map((one) => [one.name, one])),
    tables: new Map(snapshot.tables.map((one) => [one.name, one])),
  }
  const { head, number, dated, made_at, made_name } = snapshot
  const subject = parse_line(head.subject, names)
  const blocks = fill_template(parse_template(snapshot.body, names).nodes, filling)
  return {
    ...{ head, number, dated, blocks, made_at, counted_to: snapshot.period.counted_to },
    subject: fill_pieces(subject.pieces, filling)
      .map(({ text }) => text)
      .join('')
      .replaceAll(year_apart, 'năm\u00a0$1'),
    sources: sources_of(snapshot, new Set([...used_in(blocks), ...subject.figures])),
    made: `${made_name} lập lúc ${format_date_time(made_at)} từ số liệu của trục liên thông; mẫu ${snapshot.template}, bản ${snapshot.version}. Dấu “–” trong bảng: chưa có nguồn.`,
  }
}
