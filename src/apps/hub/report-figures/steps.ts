import { find_province_on, steps, type ProvinceOn } from '../../../network/deployment/index.ts'
import type { FigureRows, FigureSource, ToldTable } from '../../../network/oversight-reports/index.ts'
import { as_of, column, facility_column, share_of } from './as-of.ts'

const step_ids = steps.map(({ id }) => id)
const name_of = (step: string): string => steps.find(({ id }) => id === step)?.name ?? step

type Row = ProvinceOn['rows'][number]

const progress_table = ({ rows }: ProvinceOn): ToldTable => ({
  rows: rows.map(({ name, milestones }) => [
    name,
    ...step_ids.map((id) => milestones.find(({ step }) => step === id)?.percent ?? null),
  ]),
})

const late_steps = ({ rows }: ProvinceOn) =>
  rows.flatMap((row) =>
    row.milestones
      .filter(({ late_days, done_on }) => late_days > 0 && done_on === null)
      .map((milestone) => ({ row, milestone })),
  )

const plan_page = (code: string): string => `/so/co-so/${code}/ke-hoach`

const operates = ({ milestones }: Row): boolean =>
  milestones.some(({ step, percent }) => step === 'operation' && percent === 100)

/** … and nobody but the Sở says so: the registers did not prove it. */
const operates_on_word = ({ milestones }: Row): boolean =>
  milestones.some(({ step, percent, lacks }) => step === 'operation' && percent === 100 && lacks !== '')

const word_rows = (rows: Row[]): FigureRows => ({
  columns: [
    facility_column,
    column('Vận hành từ', 'day', 1.8),
    column('Người nói xong', 'text', 2),
    column('Khi đó sổ còn thiếu', 'text', 5),
  ],
  rows: rows.filter(operates_on_word).map(({ code, name, milestones }) => {
    const { done_on = '', lacks_by = '', lacks = '' } = milestones.find(({ step }) => step === 'operation') ?? {}
    return { cells: [name, done_on ?? '', lacks_by, lacks], path: plan_page(code) }
  }),
  more: 0,
})

const facility_rows = (rows: Row[]): FigureRows => ({
  columns: [
    facility_column,
    ...step_ids.map((id) => column(name_of(id), 'percent')),
    column('Vận hành từ', 'day', 1.8),
  ],
  rows: rows.map(({ code, name, milestones }) => ({
    cells: [
      name,
      ...step_ids.map((id) => milestones.find(({ step }) => step === id)?.percent ?? null),
      milestones.find(({ step }) => step === 'operation')?.done_on ?? '',
    ],
    path: plan_page(code),
  })),
  more: 0,
})

const late_rows = (province: ProvinceOn): FigureRows => ({
  columns: [
    facility_column,
    column('Bước', 'text', 2),
    column('Hạn', 'day', 1.8),
    column('Đạt (%)'),
    column('Trễ (ngày)'),
  ],
  rows: late_steps(province).map(({ row, milestone }) => ({
    cells: [row.name, name_of(milestone.step), milestone.due, milestone.percent, milestone.late_days],
    path: plan_page(row.code),
  })),
  more: 0,
})

const due_rows = ({ programme }: ProvinceOn): FigureRows => ({
  columns: [column('Bước', 'text', 3), column('Hạn của tỉnh', 'day', 2)],
  rows: programme.steps.map(({ step, due }) => ({ cells: [name_of(step), due], path: '/so/chuong-trinh' })),
  more: 0,
})

const week_rows = ({ weeks }: ProvinceOn): FigureRows => ({
  columns: [column('Cuối tuần', 'day', 2), column('Cơ sở'), column('Vận hành'), column('Tiến độ (%)', 'percent')],
  rows: weeks.toReversed().map(({ day, facilities, operating, percent }) => ({
    cells: [day, facilities, operating, percent],
    path: '/so',
  })),
  more: 0,
})

const rows_of = (province: ProvinceOn, name: string): FigureRows => {
  if (name === 'trien_khai.tre') return late_rows(province)
  if (name === 'trien_khai.dich') return due_rows(province)
  if (name === 'trien_khai.du_bao') return week_rows(province)
  if (name === 'trien_khai.van_hanh_theo_loi') return word_rows(province.rows)
  return facility_rows(name.startsWith('trien_khai.van_hanh') ? province.rows.filter(operates) : province.rows)
}

/** Steps and the forecast of the province's plan, as they stood at the end of the period. */
export const programme: FigureSource = {
  source: 'Kế hoạch triển khai của tỉnh: tiến độ cơ sở báo, Sở duyệt',
  query: 'deployment/province-on',
  tells: [
    ...['tien_do', 'trien_khai.co_so', 'trien_khai.van_hanh', 'trien_khai.van_hanh_ty_le', 'trien_khai.tien_do'],
    ...[
      'trien_khai.van_hanh_theo_loi',
      'trien_khai.tre',
      'trien_khai.dich',
      'trien_khai.du_bao',
      'trien_khai.chuong_trinh',
    ],
  ],
  async ask(sql, period) {
    const province = await find_province_on(sql, as_of(period))
    if (!province) return {}
    const { rows, operating, percent, forecast } = province
    return {
      figures: {
        'trien_khai.chuong_trinh': province.programme.name,
        'trien_khai.co_so': rows.length,
        'trien_khai.van_hanh': operating,
        'trien_khai.van_hanh_theo_loi': rows.filter(operates_on_word).length,
        'trien_khai.van_hanh_ty_le': share_of(operating, rows.length),
        'trien_khai.tien_do': percent,
        'trien_khai.tre': late_steps(province).length,
        'trien_khai.dich': province.programme.target_day,
        'trien_khai.du_bao': forecast.day,
      },
      tables: { tien_do: progress_table(province) },
    }
  },
  async rows(sql, period, name) {
    const province = await find_province_on(sql, as_of(period))
    return province ? rows_of(province, name) : { columns: [], rows: [], more: 0 }
  },
}
