import { add_years, days_between } from '../../../base/time/index.ts'
import {
  add_told,
  bed_use,
  compare,
  nothing_told,
  sort_names,
  sum_activity,
  to_sum,
  type Told,
} from '../../../network/activity/index.ts'
import { list_names_on, states_on } from '../../../network/deployment/index.ts'
import { find_counted_at, find_known } from '../../../network/monitor/index.ts'
import type { FigureRows, FigureSource, Period, Value } from '../../../network/oversight-reports/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { column, facility_column } from './as-of.ts'

type Line = { code: string; name: string; sort: string; beds: number | null; is_due: boolean; now: Told; ago: Told }
type Counted = { lines: Line[]; days: number; ago: Parameters<typeof compare>[2] }

/** The same days a year before. */
const year_before = ({ from, counted_to }: Period) => {
  const [starts_on, ends_on] = [add_years(from, -1), add_years(counted_to, -1)]
  return { starts_on, ends_on, days: days_between(starts_on, ends_on) + 1 }
}

const read_lines = async (sql: Sql, period: Period): Promise<Counted> => {
  const ago = year_before(period)
  const known = await find_known(sql, null)
  const [now, before] = [
    await sum_activity(sql, period.from, period.counted_to),
    await sum_activity(sql, ago.starts_on, ago.ends_on),
  ]
  const states = await states_on(sql, period.counted_to)
  const codes = known.map(({ facility }) => facility)
  const name = await list_names_on(sql, codes, period.counted_to)
  const lines = known.map(({ facility: code, is_ended }): Line => {
    const state = states.get(code)
    return {
      ...{ code, name: name(code), sort: state?.sort ?? '', beds: state?.beds ?? null, is_due: !is_ended },
      ...{ now: now.get(code) ?? nothing_told, ago: before.get(code) ?? nothing_told },
    }
  })
  return { lines, days: days_between(period.from, period.counted_to) + 1, ago }
}

const sum_of = (lines: Line[]) => to_sum(add_told(lines.map(({ now }) => now)))
const growth = (lines: Line[], { days, ago }: Counted): Value => compare(lines, { days }, ago).percent.visits

const facility_cells = (line: Line, counted: Counted): Value[] => {
  const { visits, admissions, discharges, transfers, days } = to_sum(line.now)
  return [
    ...[line.name, visits, admissions, discharges, transfers, growth([line], counted)],
    ...[bed_use([line]).bed_percent, days],
  ]
}

const sort_rows = ({ lines, ...counted }: Counted): Value[][] =>
  [...Map.groupBy(lines, ({ sort }) => sort)]
    .map(([sort, of]): Value[] => {
      const { visits, admissions, discharges, transfers } = sum_of(of)
      const all = growth(of, { lines, ...counted })
      return [sort_names[sort] ?? sort, of.length, visits, admissions, discharges, transfers, all]
    })
    .toSorted(([a], [b]) => String(a).localeCompare(String(b), 'vi'))

const told = ({ now }: Line): boolean => now.days > 0
/** Of a figure, the facilities behind it; else all that told something. */
const rows_of: Record<string, (line: Line, days: number) => boolean> = {
  'hoat_dong.ngay_thieu': ({ is_due, now }, days) => is_due && now.days < days,
  'hoat_dong.luot_truoc': ({ ago }) => ago.days > 0,
  'hoat_dong.cong_suat': ({ beds, now }) => beds !== null && now.stay_told > 0,
  'hoat_dong.ngay_dieu_tri': ({ now }) => now.stay_told > 0,
  'hoat_dong.nam_vien': ({ now }) => now.stay_told > 0,
}

/** What facilities do for people, by the days they signed; of papers it is known now what they were (decision 0025), so of visits too. */
export const activity: FigureSource = {
  source: 'Số đếm có chữ ký của cơ sở; giường, loại hình theo danh bạ của ngày chốt',
  query: 'activity/sum-activity',
  tells: [
    ...['hoat_dong', 'hoat_dong_nhom'],
    ...[
      'co_so',
      'luot',
      'luot_truoc',
      'vao_vien',
      'ra_vien',
      'chuyen_vien',
      'ngay_dieu_tri',
      'nam_vien',
      'cong_suat',
    ].map((name) => `hoat_dong.${name}`),
    'hoat_dong.ngay_thieu',
  ],
  async ask(sql, period) {
    const counted = await read_lines(sql, period)
    const { lines, days } = counted
    if (!lines.some(told)) return {}
    const sum = sum_of(lines)
    const ago = to_sum(add_told(lines.map((line) => line.ago)))
    const { by_facilities } = await find_counted_at(sql, period.from, period.counted_to)
    return {
      figures: {
        'hoat_dong.co_so': lines.filter(told).length,
        ...{ 'hoat_dong.luot': sum.visits, 'hoat_dong.luot_truoc': ago.visits },
        ...{ 'hoat_dong.vao_vien': sum.admissions, 'hoat_dong.ra_vien': sum.discharges },
        ...{ 'hoat_dong.chuyen_vien': sum.transfers, 'hoat_dong.ngay_dieu_tri': sum.stay_days },
        ...{ 'hoat_dong.nam_vien': sum.average_stay, 'hoat_dong.cong_suat': bed_use(lines).bed_percent },
        'hoat_dong.ngay_thieu': lines.reduce(
          (all, { is_due, now }) => all + (is_due ? Math.max(0, days - now.days) : 0),
          0,
        ),
      },
      tables: {
        hoat_dong: { rows: lines.filter(told).map((line) => facility_cells(line, counted)) },
        hoat_dong_nhom: { rows: sort_rows({ ...counted, lines: lines.filter(told) }) },
      },
      counted_at: Object.fromEntries(activity.tells.map((name) => [name, by_facilities ?? ''])),
    }
  },
  async rows(sql, period, figure): Promise<FigureRows> {
    const { lines, days } = await read_lines(sql, period)
    const kept = lines.filter((line) => (rows_of[figure] ?? told)(line, days))
    return {
      columns: [
        ...[
          facility_column,
          column('Lượt khám, điều trị'),
          column('Vào viện'),
          column('Ra viện'),
          column('Chuyển viện'),
        ],
        ...[column('Ngày điều trị'), column('Giường'), column('Ngày có báo'), column('Lượt cùng kỳ năm trước')],
      ],
      rows: kept.map(({ code, name, beds, now, ago }) => {
        const { visits, admissions, discharges, transfers, stay_days } = to_sum(now)
        return {
          cells: [
            ...[name, visits, admissions, discharges, transfers, stay_days, beds, now.days],
            ago.days === 0 ? null : ago.visits,
          ],
          path: `/so/hoat-dong/${code}`,
        }
      }),
      more: 0,
    }
  },
}
