import { find_province_on, type ProvinceOn } from '../../../network/deployment/index.ts'
import type { FigureRows, FigureSource, Value } from '../../../network/oversight-reports/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { as_of, column, facility_column, names_of, share_of } from './as-of.ts'

type Line = ProvinceOn['money'][number]
type Check = ProvinceOn['checks'][number]
type Source = Line['source']

const source_words: Record<Source, string> = {
  ...{ province: 'Ngân sách tỉnh', district: 'Cấp về huyện', own: 'Quỹ của đơn vị', other: 'Nguồn khác' },
}
const parts: Record<string, Source[]> = {
  'kinh_phi.tinh': ['province'],
  'kinh_phi.huyen': ['district'],
  'kinh_phi.khac': ['own', 'other'],
}

const given = (lines: Line[], sources?: Source[]): number =>
  lines.reduce((sum, { source, dong }) => sum + (!sources || sources.includes(source) ? dong : 0), 0)
const spent = (lines: Line[]): number => lines.reduce((sum, { spent_dong }) => sum + spent_dong, 0)

/** null: nobody has said of any line what is contracted. */
const contracted = (lines: Line[]): Value => {
  const said = lines.flatMap(({ contracted_dong }) => contracted_dong ?? [])
  return said.length === 0 ? null : said.reduce((sum, dong) => sum + dong, 0)
}

const table_row = (name: string, lines: Line[]): Value[] => [
  ...[name, given(lines), given(lines, ['province']), given(lines, ['district']), given(lines, ['own', 'other'])],
  ...[contracted(lines), spent(lines)],
]

const unequal = ({ checks }: ProvinceOn): Check[] => checks.filter(({ difference_dong }) => difference_dong !== 0)

/** "Ngân sách tỉnh + Cấp về huyện, năm 2025": of what a printed sum is. */
const of_what = ({ sources, year, facility }: Check, name: (code: string) => string): string =>
  [
    facility === undefined ? '' : name(facility),
    (sources ?? []).map((one) => source_words[one]).join(' + ') || 'mọi nguồn',
    year === undefined ? '' : `năm ${year}`,
  ]
    .filter(Boolean)
    .join(', ')

const check_cells = (check: Check, name: (code: string) => string): Value[] => [
  ...[check.where, of_what(check, name), check.dong, check.counted_dong, check.difference_dong],
]

const money = (label: string) => column(label, 'money', 1.4)

const line_rows = (lines: Line[], name: (code: string) => string): FigureRows => ({
  columns: [
    facility_column,
    column('Năm'),
    column('Nguồn', 'text', 2),
    money('Số tiền (triệu)'),
    money('Đã ký (triệu)'),
    money('Đã chi (triệu)'),
  ],
  rows: lines.map(({ facility, year, source, dong, contracted_dong, spent_dong }) => ({
    cells: [name(facility), String(year), source_words[source], dong, contracted_dong, spent_dong],
    path: `/so/co-so/${facility}/kinh-phi`,
  })),
  more: 0,
})

const check_rows = (checks: Check[], name: (code: string) => string): FigureRows => ({
  columns: [
    ...[column('Văn bản ghi ở', 'text', 3), column('Của', 'text', 3), money('Văn bản ghi (triệu)')],
    ...[money('Cộng các dòng (triệu)'), money('Chênh (triệu)')],
  ],
  rows: checks.map((check) => ({ cells: check_cells(check, name), path: '/so/kinh-phi' })),
  more: 0,
})

const codes_in = ({ money: lines, checks, rows }: ProvinceOn): string[] => [
  ...lines.map(({ facility }) => facility),
  ...checks.flatMap(({ facility }) => facility ?? []),
  ...rows.map(({ code }) => code),
]

/** Facilities of the plan in its order, then whoever else has a line. */
const by_facility = ({ money: lines, rows }: ProvinceOn, name: (code: string) => string): Value[][] => {
  const codes = new Set([...rows.map(({ code }) => code), ...lines.map(({ facility }) => facility)])
  return [...codes].map((code) =>
    table_row(
      name(code),
      lines.filter(({ facility }) => facility === code),
    ),
  )
}

const find_money = async (sql: Sql, period: Parameters<FigureSource['ask']>[1]) => {
  const province = await find_province_on(sql, as_of(period))
  return province && { province, name: await names_of(sql, codes_in(province), period) }
}

/** Money by facility and source as it was known at the end of the period, and where the plan's words say otherwise. */
export const budget: FigureSource = {
  source: 'Kinh phí của kế hoạch triển khai: các dòng theo cơ sở, năm, nguồn',
  query: 'deployment/money-on',
  tells: [
    ...['kinh_phi', 'kinh_phi_lech', 'kinh_phi.tong', 'kinh_phi.tinh', 'kinh_phi.huyen', 'kinh_phi.khac'],
    ...['kinh_phi.hop_dong', 'kinh_phi.da_chi', 'kinh_phi.da_chi_ty_le', 'kinh_phi.lech'],
  ],
  async ask(sql, period) {
    const found = await find_money(sql, period)
    if (!found || found.province.money.length === 0) return {}
    const { province, name } = found
    const [lines, wrong] = [province.money, unequal(province)]
    return {
      figures: {
        'kinh_phi.tong': given(lines),
        ...Object.fromEntries(Object.entries(parts).map(([figure, sources]) => [figure, given(lines, sources)])),
        'kinh_phi.hop_dong': contracted(lines),
        'kinh_phi.da_chi': spent(lines),
        'kinh_phi.da_chi_ty_le': share_of(spent(lines), given(lines)),
        'kinh_phi.lech': wrong.length,
      },
      tables: {
        kinh_phi: { rows: by_facility(province, name), total: table_row('Cộng', lines) },
        kinh_phi_lech: { rows: wrong.map((check) => check_cells(check, name)) },
      },
    }
  },
  async rows(sql, period, figure) {
    const found = await find_money(sql, period)
    if (!found) return { columns: [], rows: [], more: 0 }
    const { province, name } = found
    if (figure.includes('lech')) return check_rows(unequal(province), name)
    const sources = parts[figure]
    return line_rows(
      province.money.filter(
        ({ source, spent_dong }) =>
          (!sources || sources.includes(source)) && (figure !== 'kinh_phi.da_chi' || spent_dong > 0),
      ),
      name,
    )
  },
}
