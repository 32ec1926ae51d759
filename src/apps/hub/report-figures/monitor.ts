import {
  count_silent,
  list_gaps,
  sum_days,
  sum_refusals,
  type DaySum,
  type Gap,
} from '../../../network/monitor/index.ts'
import type { FigureSource, ToldTable, Value } from '../../../network/oversight-reports/index.ts'
import { document_kinds } from '../../../standards/documents/index.ts'
import { names_of } from './names.ts'

/** Added up as far as somebody said it; null: nobody did. */
const sum = (
  lines: DaySum[],
  name: 'visits' | 'due' | 'arrived' | 'taken' | 'missing' | 'refused' | 'late' | 'opened',
): Value => {
  const said = lines.flatMap((line) => line[name] ?? [])
  return said.length === 0 ? null : said.reduce((total, one) => total + one, 0)
}

const share = (part: Value, whole: Value): Value =>
  typeof part === 'number' && typeof whole === 'number' && whole > 0 ? (part / whole) * 100 : null

const kind_name = (kind: string): string =>
  kind in document_kinds ? document_kinds[kind as keyof typeof document_kinds].name : kind || 'Tổng trong ngày'

const by_kind = (papers: DaySum[]): ToldTable => ({
  rows: [...Map.groupBy(papers, ({ kind }) => kind)].map(([kind, lines]) => [
    kind_name(kind),
    ...(['due', 'taken', 'missing', 'refused', 'late', 'opened'] as const).map((name) => sum(lines, name)),
  ]),
  total: [
    'Cộng',
    ...(['due', 'taken', 'missing', 'refused', 'late', 'opened'] as const).map((name) => sum(papers, name)),
  ],
})

const by_facility = (days: DaySum[], name: (code: string) => string): ToldTable => ({
  rows: [...Map.groupBy(days, ({ facility }) => facility)].map(([facility, lines]) => {
    const papers = lines.filter(({ kind }) => kind !== '')
    const due = sum(papers, 'due')
    const rate = share(sum(papers, 'arrived'), due)
    return [name(facility), sum(lines, 'visits'), due, sum(papers, 'taken'), sum(papers, 'missing'), rate]
  }),
})

/** The Sở's own numbers: what facilities say is due beside what the hub has receipts of. */
export const exchange: FigureSource = {
  source: 'Số đếm có chữ ký của cơ sở, đối chiếu biên nhận của trục',
  query: 'monitor/sum-days',
  tells: [
    ...['lien_thong', 'lien_thong_co_so', 'lien_thong.phai_gui', 'lien_thong.da_nhan', 'lien_thong.ty_le'],
    ...['lien_thong.thieu', 'lien_thong.tu_choi', 'lien_thong.muon', 'lien_thong.da_mo', 'lien_thong.co_so_thieu'],
  ],
  async ask(sql, { from, counted_to }) {
    const days = await sum_days(sql, from, counted_to)
    if (days.length === 0) return {}
    const papers = days.filter(({ kind }) => kind !== '')
    const due = sum(papers, 'due')
    return {
      figures: {
        'lien_thong.phai_gui': due,
        'lien_thong.da_nhan': sum(papers, 'taken'),
        'lien_thong.ty_le': share(sum(papers, 'arrived'), due),
        'lien_thong.thieu': sum(papers, 'missing'),
        'lien_thong.tu_choi': sum(papers, 'refused'),
        'lien_thong.muon': sum(papers, 'late'),
        'lien_thong.da_mo': sum(papers, 'opened'),
        'lien_thong.co_so_thieu': new Set(papers.filter(({ missing }) => missing > 0).map((one) => one.facility)).size,
      },
      tables: { lien_thong: by_kind(papers), lien_thong_co_so: by_facility(days, await names_of(sql)) },
    }
  },
}

const gaps_max = 50
const what_words: Record<string, string> = {
  missing: 'chưa gửi tới trục',
  inflated: 'báo đã gửi nhiều hơn trục nhận',
  unsaid: 'trục nhận nhiều hơn cơ sở báo',
  understated: 'báo phải gửi ít hơn số lượt',
  silent: 'mất tín hiệu (phút)',
}

/** What is missing, by name; and who is silent just now. */
export const gaps: FigureSource = {
  source: 'Đối chiếu số đếm của cơ sở với biên nhận của trục',
  query: 'monitor/list-gaps',
  tells: ['thieu', 'lien_thong.mat_tin_hieu'],
  async ask(sql, { from, counted_to }) {
    const silent = await count_silent(sql)
    const days = await sum_days(sql, from, counted_to)
    const name = await names_of(sql)
    const row = (gap: Gap): Value[] => [
      name(gap.facility),
      gap.day,
      gap.kind === '' ? '' : kind_name(gap.kind),
      what_words[gap.what] ?? gap.what,
      gap.count,
    ]
    const found = days.length === 0 ? null : { rows: (await list_gaps(sql, from, counted_to, gaps_max)).map(row) }
    return { figures: { 'lien_thong.mat_tin_hieu': silent }, tables: { thieu: found } }
  },
}

/** Classes of refusal (FHIR issue types) in words. */
const class_words: Record<string, string> = {
  invalid: 'Nội dung không hợp lệ',
  structure: 'Sai cấu trúc',
  required: 'Thiếu mục bắt buộc',
  value: 'Giá trị sai',
  security: 'Chữ ký hoặc chứng thư không được công nhận',
  forbidden: 'Không có quyền gửi',
  duplicate: 'Trùng mã giấy tờ đã nhận',
  conflict: 'Trái với giấy tờ đã nhận',
  'business-rule': 'Trái quy tắc của trục',
  'not-found': 'Không có nơi nhận',
  'not-supported': 'Loại giấy tờ trục không nhận',
  'too-long': 'Quá lớn',
}

export const refusals: FigureSource = {
  source: 'Sổ từ chối của trục',
  query: 'monitor/sum-refusals',
  tells: ['loi'],
  async ask(sql, { from, counted_to }) {
    const found = await sum_refusals(sql, from, counted_to)
    return { tables: { loi: { rows: found.map((one) => [class_words[one.class] ?? one.class, one.count]) } } }
  },
}
