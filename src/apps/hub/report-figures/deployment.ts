import { find_programme, list_entries, show_province, step_ids } from '../../../network/deployment/index.ts'
import type { FigureSource, ToldTable, Value } from '../../../network/oversight-reports/index.ts'
import { names_of } from './names.ts'

type Province = Awaited<ReturnType<typeof show_province>>
type Money = Province['money']

const share = (part: number, whole: number): number | null => (whole === 0 ? null : (part / whole) * 100)

const dong = (money: Money, sources: string[]): number =>
  money.reduce((sum, line) => (sources.includes(line.source) ? sum + line.dong : sum), 0)

const all = ['province', 'district', 'own', 'other']

const money_row = (name: string, money: Money): Value[] => [
  name,
  ...[dong(money, all), dong(money, ['province']), dong(money, ['district']), dong(money, ['own', 'other'])],
  money.reduce((sum, line) => sum + line.spent_dong, 0),
]

const progress_table = ({ rows }: Province): ToldTable => ({
  rows: rows.map(({ name, milestones }) => [
    name,
    ...step_ids.map((id) => milestones.find(({ step }) => step === id)?.percent ?? null),
  ]),
})

const late_steps = ({ rows }: Province): number =>
  rows.reduce(
    (sum, { milestones }) => sum + milestones.filter((one) => one.late_days > 0 && one.done_on === null).length,
    0,
  )

/** Steps, money and the forecast of the province's plan. What is not there yet is left out, and so "chưa có nguồn". */
export const programme = (today: () => string): FigureSource => ({
  source: 'Kế hoạch triển khai của tỉnh: tiến độ, kinh phí cơ sở báo, Sở duyệt',
  query: 'deployment/show-province',
  tells: [
    ...['tien_do', 'trien_khai.co_so', 'trien_khai.van_hanh', 'trien_khai.van_hanh_ty_le', 'trien_khai.tien_do'],
    ...['trien_khai.tre', 'trien_khai.dich', 'trien_khai.du_bao', 'kinh_phi', 'kinh_phi.tong', 'kinh_phi.tinh'],
    ...['kinh_phi.huyen', 'kinh_phi.khac', 'kinh_phi.da_chi', 'kinh_phi.da_chi_ty_le', 'kinh_phi.lech'],
  ],
  async ask(sql) {
    if (!(await find_programme(sql))) return {}
    const province = await show_province(sql, today())
    const { rows, operating, percent, money, forecast } = province
    const [, total, ...by_source] = money_row('', money)
    const [from_province, to_district, others, spent] = by_source
    return {
      figures: {
        'trien_khai.co_so': rows.length,
        'trien_khai.van_hanh': operating,
        'trien_khai.van_hanh_ty_le': share(operating, rows.length),
        'trien_khai.tien_do': percent,
        'trien_khai.tre': late_steps(province),
        'trien_khai.dich': province.programme.target_day,
        'trien_khai.du_bao': forecast.day,
        'kinh_phi.tong': total ?? null,
        'kinh_phi.tinh': from_province ?? null,
        'kinh_phi.huyen': to_district ?? null,
        'kinh_phi.khac': others ?? null,
        'kinh_phi.da_chi': spent ?? null,
        'kinh_phi.da_chi_ty_le': share(Number(spent), Number(total)),
        'kinh_phi.lech': province.disagreements.length,
      },
      tables: {
        tien_do: progress_table(province),
        kinh_phi: {
          rows: rows.map((row) => money_row(row.name, row.money)),
          total: money_row('Cộng', money),
        },
      },
    }
  },
})

const rows_max = 50

type Body = Record<string, string | number | boolean>

const said_in = ({ problem, proposal }: Body): string =>
  [problem, proposal && `Kiến nghị: ${String(proposal)}`].filter(Boolean).join('. ')

/** What facilities say is in the way, and whether the Sở answered. */
export const difficulties: FigureSource = {
  source: 'Sổ khó khăn, vướng mắc của kế hoạch triển khai',
  query: 'deployment/list-entries',
  tells: ['kho_khan', 'kho_khan.mo', 'kho_khan.da_tra_loi'],
  async ask(sql) {
    if (!(await find_programme(sql))) return {}
    const entries = await list_entries(sql, { kind: 'difficulty' })
    const open = entries.filter(({ state }) => state === 'submitted')
    const names = await names_of(sql)
    return {
      figures: {
        'kho_khan.mo': open.length,
        'kho_khan.da_tra_loi': entries.filter(({ state }) => state === 'answered' || state === 'closed').length,
      },
      tables: {
        kho_khan: {
          rows: open
            .toSorted((x, y) => (x.due ?? '9999').localeCompare(y.due ?? '9999'))
            .slice(0, rows_max)
            .map((one) => [names(one.facility), said_in(one.body), one.due ?? '', 'chờ Sở trả lời']),
        },
      },
    }
  },
}
