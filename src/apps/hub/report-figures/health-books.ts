import { is_told_by_type, to_visit_matrix, visit_types, type VisitPair } from '../../../network/counters/index.ts'
import { find_counted_at, sum_visits, type VisitSum } from '../../../network/monitor/index.ts'
import type { FigureSource, ToldTable, Value } from '../../../network/oversight-reports/index.ts'
import { column, facility_column, names_of } from './as-of.ts'

const untold = 'chưa báo'

const total_of = (sums: VisitSum[], name: 'untold_visits' | 'untold_taken' | 'untold_days' | 'taken'): number =>
  sums.reduce((total, one) => total + one[name], 0)

const two = ({ visits, linked }: VisitPair): Value[] => [visits, linked]

/** The six types, then what no row can hold: visits whose record does not say who pays, and days told as a total only. */
const by_type = (sums: VisitSum[]): ToldTable => {
  const told = sums.filter(({ figures }) => is_told_by_type(figures))
  const { rows, unstated, total } = to_visit_matrix(told.map(({ figures }) => figures))
  const rest: VisitPair = { visits: total_of(sums, 'untold_visits'), linked: total_of(sums, 'untold_taken') }
  const unknown: Value[] = [untold, untold, untold, untold]
  const sum = (payer: 'insured' | 'uninsured', of: keyof VisitPair): number =>
    rows.reduce((all, row) => all + row[payer][of], 0)
  const lines = rows.map(({ type, ...row }): Value[] => [
    visit_types[type].name,
    ...(told.length === 0 ? [...unknown, untold, untold] : [row.insured, row.uninsured, row.total].flatMap(two)),
  ])
  if (unstated.visits > 0) lines.push(['Hồ sơ chưa ghi đối tượng', '', '', '', '', ...two(unstated)])
  if (rest.visits > 0) lines.push(['Chưa báo theo loại lượt', ...unknown, ...two(rest)])
  const cells = (['insured', 'uninsured'] as const).flatMap((payer) => [sum(payer, 'visits'), sum(payer, 'linked')])
  return {
    rows: lines,
    total: [
      'Cộng',
      ...(told.length === 0 ? unknown : cells),
      ...two({
        visits: total.visits + rest.visits,
        linked: total.linked + rest.linked,
      }),
    ],
  }
}

const by_facility = (sums: VisitSum[], name: (code: string) => string): ToldTable => ({
  rows: sums.map((one) => {
    const { rows, unstated } = to_visit_matrix([one.figures])
    const sum = (payer: 'insured' | 'uninsured', of: keyof VisitPair): Value =>
      one.told_days === 0 ? untold : rows.reduce((total, row) => total + row[payer][of], 0)
    return [
      name(one.facility),
      ...(['insured', 'uninsured'] as const).flatMap((payer) => [sum(payer, 'visits'), sum(payer, 'linked')]),
      ...[one.told_days === 0 ? untold : unstated.visits, one.taken + one.untold_taken, one.told_days, one.untold_days],
    ]
  }),
})

const tells = [
  ...['so_skdt', 'so_skdt_co_so', 'so_skdt.luot', 'so_skdt.lien_thong', 'so_skdt.ty_le', 'so_skdt.chua_bao'],
  ...['so_skdt.chua_ghi', 'so_skdt.lech'],
]

/**
 * The six-monthly report of the health book (QĐ 2733/QĐ-BYT 2024). Facilities say their visits by type and payer, and which
 * are linked; beside it stands what the hub itself took. What was told as a total only is a line of its own, not nought.
 */
export const health_books: FigureSource = {
  source: 'Số đếm có chữ ký của cơ sở theo loại lượt, đối tượng; biên nhận của trục (trang sổ)',
  query: 'monitor/sum-visits',
  tells,
  async ask(sql, period) {
    const sums = await sum_visits(sql, period.from, period.counted_to)
    if (sums.length === 0) return {}
    const name = await names_of(
      sql,
      sums.map(({ facility }) => facility),
      period,
    )
    const { by_hub, by_facilities } = await find_counted_at(sql, period.from, period.counted_to)
    const told = sums.filter(({ figures }) => is_told_by_type(figures))
    const { unstated, total } = to_visit_matrix(told.map(({ figures }) => figures))
    const visits = total.visits + total_of(sums, 'untold_visits')
    const taken = total_of(sums, 'taken') + total_of(sums, 'untold_taken')
    return {
      figures: {
        'so_skdt.luot': visits,
        'so_skdt.lien_thong': taken,
        'so_skdt.ty_le': visits === 0 ? null : (taken / visits) * 100,
        'so_skdt.chua_bao': sums.filter(({ untold_visits }) => untold_visits > 0).length,
        'so_skdt.chua_ghi': told.length === 0 ? null : unstated.visits,
        'so_skdt.lech': told.length === 0 ? null : Math.abs(total.linked - total_of(sums, 'taken')),
      },
      tables: { so_skdt: by_type(sums), so_skdt_co_so: by_facility(sums, name) },
      counted_at: Object.fromEntries(
        tells.map((one) => [one, (one === 'so_skdt.lien_thong' ? by_hub : by_facilities) ?? '']),
      ),
    }
  },
  async rows(sql, period) {
    const sums = await sum_visits(sql, period.from, period.counted_to)
    const name = await names_of(
      sql,
      sums.map(({ facility }) => facility),
      period,
    )
    return {
      columns: [
        ...[facility_column, column('Lượt báo theo loại'), column('Lượt báo gộp'), column('Trang sổ trục nhận')],
        ...[column('Ngày báo theo loại'), column('Ngày báo gộp')],
      ],
      rows: sums.map((one) => ({
        cells: [
          ...[name(one.facility), one.figures['visits'] ?? 0, one.untold_visits, one.taken + one.untold_taken],
          ...[one.told_days, one.untold_days],
        ],
        path: `/so/lien-thong/${one.facility}`,
      })),
      more: 0,
    }
  },
}
