import { fail, type Issue } from '../../../base/outcome/index.ts'
import {
  any_of,
  day,
  group,
  keyed,
  list,
  nothing,
  number,
  read_shape,
  text,
  whole,
} from '../../../base/shapes/index.ts'
import { days_between, local_date } from '../../../base/time/index.ts'
import { edition, is_counted_kind, said_names, total_names } from '../figures.ts'
import type { BoardRules, CounterReport, Figures } from '../contract.ts'
import { check_visit_cells, visit_figure_names } from '../visit-types.ts'

const figure = any_of<number | null>('số liệu', 'số hoặc null', [number('số liệu'), nothing])
const shape = group<Omit<CounterReport, 'days'> & { days: { day: string; figures: Record<string, Figures> }[] }>(
  'báo cáo số liệu',
  {
    edition: text('ấn bản', 20),
    facility: text('mã cơ sở', 5),
    sequence: whole('số thứ tự'),
    previous: text('mã báo cáo trước', 64),
    counted_at: text('thời điểm đếm', 40),
    days: list(
      'các ngày',
      group<{ day: string; figures: Record<string, Figures> }>('ngày', {
        day: day('ngày'),
        figures: keyed('số liệu theo loại', keyed<number | null>('số liệu', figure)),
      }),
      400,
    ),
  },
)

/** No facility of the country has as much in a day: a slipped digit or a lie. */
const figure_max = 1_000_000
const clock_slack_ms = 5 * 60_000

const value_issue = (message: string, expression: string): Issue => ({
  ...{ severity: 'error', code: 'value', message, expression },
})

const check_figure = (path: string, value: number | null): Issue[] =>
  value === null || (Number.isInteger(value) && value >= 0 && value <= figure_max)
    ? []
    : [value_issue(`Số liệu ${value} không thể có: cần số nguyên từ 0 đến ${figure_max}`, path)]

const check_kind = (path: string, kind: string, said: Figures): Issue[] => {
  if (!is_counted_kind(kind)) return [value_issue(`Không đếm loại “${kind.slice(0, 40)}”`, path)]
  const known: readonly string[] = kind === '' ? [...total_names, ...visit_figure_names] : said_names
  const faults = Object.entries(said).flatMap(([name, value]) =>
    known.includes(name)
      ? check_figure(`${path}.${name}`, value)
      : [value_issue(`Không có số liệu “${name.slice(0, 40)}” ở loại này`, `${path}.${name.slice(0, 40)}`)],
  )
  if (kind !== '' || faults.length > 0) return faults
  return check_visit_cells(said).map(({ name, message }) => value_issue(message, `${path}.${name}`))
}

const check_day = (at: string, today: string, days_back_max: number, path: string): Issue[] => {
  const age = days_between(at, today)
  if (age < 0) return [value_issue(`Ngày ${at} chưa tới`, path)]
  return age >= days_back_max ? [value_issue(`Ngày ${at} đã quá ${days_back_max} ngày, không sửa được nữa`, path)] : []
}

const check_time = ({ counted_at }: CounterReport, now: Date): Issue[] => {
  const at_ms = Date.parse(counted_at)
  if (Number.isNaN(at_ms)) return [value_issue('Không hiểu thời điểm đếm', 'counted_at')]
  return at_ms > now.getTime() + clock_slack_ms ? [value_issue('Thời điểm đếm ở tương lai', 'counted_at')] : []
}

/** What was signed, as a report that could be true. @throws 400 of another shape, 422 with everything that cannot be */
export const read_report = (said: unknown, facility: string, rules: BoardRules, now: Date): CounterReport => {
  const report = read_shape(shape, said)
  const today = local_date(now)
  const repeated = report.days.filter(({ day: one }, i) => report.days.findIndex((other) => other.day === one) !== i)
  const issues = [
    ...(report.edition === edition
      ? []
      : [value_issue(`Trục hiểu ấn bản ${edition}, không hiểu “${report.edition}”`, 'edition')]),
    ...(report.facility === facility ? [] : [value_issue('Báo cáo nói tên một cơ sở khác', 'facility')]),
    ...check_time(report, now),
    ...repeated.map(({ day: one }) => value_issue(`Ngày ${one} được nói hai lần`, 'days')),
    ...report.days.flatMap(({ day: one, figures }, i) => [
      ...check_day(one, today, rules.days_back_max, `days[${i}].day`),
      ...Object.entries(figures).flatMap(([kind, of]) => check_kind(`days[${i}].${kind || 'totals'}`, kind, of)),
    ]),
  ]
  if (issues.length > 0) throw fail.many(422, issues.slice(0, 50))
  return report
}
