import { format_date_time } from '../../../base/time/index.ts'
import { refusal_classes_vi } from '../../../network/counters/index.ts'
import {
  find_counted_at,
  list_day_rows,
  list_gaps,
  list_refusal_rows,
  list_silent,
  sum_days,
  sum_refusals,
  type DayFigure,
  type DaySum,
  type Gap,
} from '../../../network/monitor/index.ts'
import type { FigureRows, FigureSource, Period, ToldTable, Value } from '../../../network/oversight-reports/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { document_kinds } from '../../../standards/documents/index.ts'
import { as_of, column, facility_column, names_of, rows_max, share_of } from './as-of.ts'

/** Added up as far as somebody said it; null: nobody did. */
const sum = (
  lines: DaySum[],
  name: 'visits' | 'due' | 'arrived' | 'taken' | 'missing' | 'refused' | 'late' | 'opened',
): Value => {
  const said = lines.flatMap((line) => line[name] ?? [])
  return said.length === 0 ? null : said.reduce((total, one) => total + one, 0)
}

const kind_name = (kind: string): string =>
  kind in document_kinds ? document_kinds[kind as keyof typeof document_kinds].name : kind || 'Tổng trong ngày'

const by_kind = (papers: DaySum[]): ToldTable => ({
  rows: [...Map.groupBy(papers, ({ kind }) => kind)].map(([kind, lines]) => [
    kind_name(kind),
    ...(['due', 'arrived', 'missing', 'refused', 'late', 'opened'] as const).map((name) => sum(lines, name)),
  ]),
  total: [
    'Cộng',
    ...(['due', 'arrived', 'missing', 'refused', 'late', 'opened'] as const).map((name) => sum(papers, name)),
  ],
})

const by_facility = (days: DaySum[], name: (code: string) => string): ToldTable => ({
  rows: [...Map.groupBy(days, ({ facility }) => facility)].map(([facility, lines]) => {
    const papers = lines.filter(({ kind }) => kind !== '')
    const due = sum(papers, 'due')
    const rate = share_of(sum(papers, 'arrived'), due)
    return [name(facility), sum(lines, 'visits'), due, sum(papers, 'arrived'), sum(papers, 'missing'), rate]
  }),
})

/** The column of a day that a figure adds up. */
const figure_of: Record<string, DayFigure> = {
  ...{
    'lien_thong.da_toi': 'arrived',
    'lien_thong.da_nhan': 'taken',
    'lien_thong.thieu': 'missing',
    'lien_thong.co_so_thieu': 'missing',
  },
  ...{ 'lien_thong.tu_choi': 'refused', 'lien_thong.muon': 'late', 'lien_thong.da_mo': 'opened' },
}

const day_page = (facility: string, day: string): string => `/so/lien-thong/${facility}/${day}`

const day_rows = async (sql: Sql, period: Period, name: string): Promise<FigureRows> => {
  const wish = { from: period.from, to: period.counted_to, figure: figure_of[name] ?? 'due', at_most: rows_max }
  const { rows, count } = await list_day_rows(sql, wish)
  const facility_name = await names_of(
    sql,
    rows.map(({ facility }) => facility),
    period,
  )
  return {
    columns: [
      ...[
        facility_column,
        column('Ngày', 'day', 1.8),
        column('Loại', 'text', 2.2),
        column('Phải gửi'),
        column('Đã tới'),
      ],
      ...['Trục đã nhận', 'Còn thiếu', 'Bị từ chối', 'Đến muộn', 'Nơi nhận đã mở'].map((label) => column(label)),
    ],
    rows: rows.map((row) => ({
      cells: [
        ...[facility_name(row.facility), row.day, kind_name(row.kind), row.due, row.arrived],
        ...[row.taken, row.missing, row.refused, row.late, row.opened],
      ],
      path: day_page(row.facility, row.day),
    })),
    more: count - rows.length,
  }
}

/** What facilities say was counted by them, all else by the hub's own monitor: when each was there last. */
const moments = async (
  sql: Sql,
  { from, counted_to }: Period,
  { said, seen }: { said: string[]; seen: string[] },
): Promise<Record<string, string>> => {
  const { by_hub, by_facilities } = await find_counted_at(sql, from, counted_to)
  const at = (names: string[], moment: string | null) => names.map((name): [string, string] => [name, moment ?? ''])
  return Object.fromEntries([...at(said, by_facilities), ...at(seen, by_hub)])
}

const exchange_tells = [
  ...['lien_thong', 'lien_thong_co_so', 'lien_thong.phai_gui', 'lien_thong.da_toi', 'lien_thong.ty_le'],
  ...['lien_thong.da_nhan'],
  ...['lien_thong.thieu', 'lien_thong.tu_choi', 'lien_thong.muon', 'lien_thong.da_mo', 'lien_thong.co_so_thieu'],
]

/** The Sở's own numbers: what facilities say is due beside what the hub has receipts of. */
export const exchange: FigureSource = {
  source: 'Số đếm có chữ ký của cơ sở, đối chiếu biên nhận của trục',
  query: 'monitor/sum-days',
  tells: exchange_tells,
  rows: day_rows,
  async ask(sql, period) {
    const days = await sum_days(sql, period.from, period.counted_to)
    if (days.length === 0) return {}
    const facility_name = await names_of(
      sql,
      days.map(({ facility }) => facility),
      period,
    )
    const seen = exchange_tells.filter((name) => name !== 'lien_thong.phai_gui')
    const papers = days.filter(({ kind }) => kind !== '')
    const due = sum(papers, 'due')
    const short = papers.filter(({ missing }) => missing > 0)
    return {
      figures: {
        'lien_thong.phai_gui': due,
        'lien_thong.da_toi': sum(papers, 'arrived'),
        'lien_thong.da_nhan': sum(papers, 'taken'),
        'lien_thong.ty_le': share_of(sum(papers, 'arrived'), due),
        'lien_thong.thieu': sum(papers, 'missing'),
        'lien_thong.tu_choi': sum(papers, 'refused'),
        'lien_thong.muon': sum(papers, 'late'),
        'lien_thong.da_mo': sum(papers, 'opened'),
        // Where nobody said a word of papers nobody knows who lacks some.
        'lien_thong.co_so_thieu': papers.length === 0 ? null : new Set(short.map(({ facility }) => facility)).size,
      },
      tables: {
        lien_thong: papers.length === 0 ? null : by_kind(papers),
        lien_thong_co_so: by_facility(days, facility_name),
      },
      counted_at: await moments(sql, period, { said: ['lien_thong.phai_gui'], seen }),
    }
  },
}

const gaps_max = 50
const what_words: Record<string, string> = {
  missing: 'chưa gửi tới trục',
  inflated: 'báo đã gửi nhiều hơn trục nhận',
  unsaid: 'trục nhận nhiều hơn cơ sở báo',
  understated: 'báo phải gửi ít hơn số lượt',
  unbacked: 'đã gửi nhiều hơn số phải gửi',
  removed: 'lượt, đợt nội trú mất khỏi hồ sơ không có lý do',
  outdone: 'nguồn khác đếm nhiều hơn cơ sở báo',
  unproven: 'đơn báo đã gửi mà không giữ câu trả lời',
  silent: 'mất tín hiệu (phút)',
}

/** Who was silent when the period ended. */
export const silence: FigureSource = {
  source: 'Giờ trục nhận bản đếm cuối cùng của từng cơ sở',
  query: 'monitor/list-silent',
  tells: ['lien_thong.mat_tin_hieu'],
  async ask(sql, period) {
    const { speaking, silent } = await list_silent(sql, as_of(period))
    return { figures: { 'lien_thong.mat_tin_hieu': speaking === 0 ? null : silent.length } }
  },
  async rows(sql, period) {
    const { silent } = await list_silent(sql, as_of(period))
    const name = await names_of(
      sql,
      silent.map(({ facility }) => facility),
      period,
    )
    return {
      columns: [
        facility_column,
        column('Bản đếm cuối (chưa có: được duyệt) lúc', 'text', 2.4),
        column('Im lặng (phút)'),
      ],
      rows: silent.map(({ facility, last_word_at, silent_min }) => ({
        cells: [name(facility), format_date_time(last_word_at), silent_min],
        path: `/so/lien-thong/${facility}`,
      })),
      more: 0,
    }
  },
}

const gaps_read_max = 20_000

const gap_cells = ({ facility, day, kind, what, count }: Gap, name: (code: string) => string): Value[] => [
  ...[name(facility), day, kind === '' ? '' : kind_name(kind), what_words[what] ?? what, count],
]

const find_gaps = async (sql: Sql, period: Period, at_most: number) => {
  const found = await list_gaps(sql, period.from, period.counted_to, at_most)
  const codes = found.map(({ facility }) => facility)
  return { found, name: await names_of(sql, codes, period) }
}

/** What is missing, by name. */
export const gaps: FigureSource = {
  source: 'Đối chiếu số đếm của cơ sở với biên nhận của trục',
  query: 'monitor/list-gaps',
  tells: ['thieu'],
  async ask(sql, period) {
    if ((await sum_days(sql, period.from, period.counted_to)).length === 0) return {}
    const { found, name } = await find_gaps(sql, period, gaps_max)
    return {
      tables: { thieu: { rows: found.map((gap) => gap_cells(gap, name)) } },
      counted_at: await moments(sql, period, { said: [], seen: ['thieu'] }),
    }
  },
  async rows(sql, period) {
    const { found, name } = await find_gaps(sql, period, gaps_read_max)
    return {
      columns: [
        ...[facility_column, column('Ngày', 'day', 1.8), column('Loại', 'text', 2.2), column('Vấn đề', 'text', 3)],
        column('Số lượng'),
      ],
      rows: found
        .slice(0, rows_max)
        .map((gap) => ({ cells: gap_cells(gap, name), path: day_page(gap.facility, gap.day) })),
      more: Math.max(0, found.length - rows_max),
    }
  },
}

const class_name = (of: string): string => refusal_classes_vi[of] ?? of

export const refusals: FigureSource = {
  source: 'Sổ từ chối của trục',
  query: 'monitor/sum-refusals',
  tells: ['loi'],
  async ask(sql, period) {
    const found = await sum_refusals(sql, period.from, period.counted_to)
    return {
      tables: { loi: { rows: found.map((one) => [class_name(one.class), one.count]) } },
      counted_at: await moments(sql, period, { said: [], seen: ['loi'] }),
    }
  },
  async rows(sql, period) {
    const wish = { from: period.from, to: period.counted_to, at_most: rows_max }
    const { rows, count } = await list_refusal_rows(sql, wish)
    const name = await names_of(
      sql,
      rows.map(({ facility }) => facility),
      period,
    )
    return {
      columns: [
        ...[facility_column, column('Ngày', 'day', 1.8), column('Loại', 'text', 2.2), column('Lý do', 'text', 3)],
        column('Số lần'),
      ],
      rows: rows.map((row) => ({
        cells: [name(row.facility), row.day, kind_name(row.kind), class_name(row.class), row.count],
        path: day_page(row.facility, row.day),
      })),
      more: count - rows.length,
    }
  },
}
