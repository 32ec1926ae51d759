import { fail } from '../../base/outcome/index.ts'
import {
  days_between,
  days_in_month,
  format_date,
  is_real_date,
  shift_days,
  to_instant,
} from '../../base/time/index.ts'
import type { Closing, Period, PeriodWish } from './contract.ts'

const two = (value: number): string => String(value).padStart(2, '0')
const roman = ['I', 'II', 'III', 'IV']
const days_max = 1_100

type Span = { from: string; to: string; label: string }

/** Months `first` to `last` of a year, as the calendar has them or from the 15th to the 14th. */
const months = (year: number, first: number, last: number, closing: Closing): { from: string; to: string } => {
  if (closing === 'calendar')
    return { from: `${year}-${two(first)}-01`, to: `${year}-${two(last)}-${two(days_in_month(year, last))}` }
  return {
    from: first === 1 ? `${year - 1}-12-15` : `${year}-${two(first - 1)}-15`,
    to: `${year}-${two(last)}-14`,
  }
}

/** ISO 8601: the week with the year's first Thursday is the first. */
const week = (year: number, number: number): Span => {
  const fourth = `${year}-01-04`
  const weekday = (new Date(`${fourth}T00:00:00Z`).getUTCDay() + 6) % 7
  const from = shift_days(fourth, (number - 1) * 7 - weekday)
  const to = shift_days(from, 6)
  return { from, to, label: `tuần ${number} năm ${year} (${format_date(from)} – ${format_date(to)})` }
}

const numbered = (wish: PeriodWish, closing: Closing): Span => {
  const { kind, year = 0, number = 1 } = wish
  if (kind === 'week') return week(year, number)
  if (kind === 'month') return { ...months(year, number, number, closing), label: `tháng ${number} năm ${year}` }
  if (kind === 'quarter')
    return { ...months(year, number * 3 - 2, number * 3, closing), label: `quý ${roman[number - 1]} năm ${year}` }
  if (kind === 'half')
    return {
      ...months(year, number * 6 - 5, number * 6, closing),
      label: number === 1 ? `6 tháng đầu năm ${year}` : `6 tháng cuối năm ${year}`,
    }
  return { ...months(year, 1, 12, closing), label: `năm ${year}` }
}

const numbers_max = { week: 53, month: 12, quarter: 4, half: 2, year: 1 }

const read_day = (text: string | undefined, field: string): string => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? '')
  if (!match || !is_real_date(Number(match[1]), Number(match[2]), Number(match[3])))
    throw fail.value('Cần ngày có thật (năm-tháng-ngày)', field)
  return text ?? ''
}

const span_of = (wish: PeriodWish, closing: Closing): Span => {
  if (wish.kind === 'adhoc') {
    const [from, to] = [read_day(wish.from, 'from'), read_day(wish.to, 'to')]
    if (from > to) throw fail.value(`Ngày đầu ${format_date(from)} đứng sau ngày cuối ${format_date(to)}`, 'from')
    return { from, to, label: `từ ngày ${format_date(from)} đến ngày ${format_date(to)}` }
  }
  const { year = 0, number = 1, kind } = wish
  if (!Number.isInteger(year) || year < 2020 || year > 2100)
    throw fail.value('Năm báo cáo phải từ 2020 đến 2100', 'year')
  if (!Number.isInteger(number) || number < 1 || number > numbers_max[kind])
    throw fail.value(`Kỳ phải từ 1 đến ${numbers_max[kind]}`, 'number')
  return numbered(wish, closing)
}

/** The days a report tells of. @throws 422 a period that has not begun, or is none */
export const read_period = (wish: PeriodWish, closing: Closing, today: string): Period => {
  const { from, to, label } = span_of(wish, closing)
  if (from > today)
    throw fail.rule(
      `Kỳ ${label} bắt đầu ngày ${format_date(from)}, còn ở tương lai: chưa có số liệu để báo cáo`,
      'period',
    )
  if (days_between(from, to) > days_max) throw fail.value('Kỳ báo cáo dài quá 3 năm', 'to')
  const is_over = to < today
  return {
    ...{ kind: wish.kind, label, from, to, counted_to: is_over ? to : today },
    known_by: is_over ? to_instant(shift_days(to, 1)) : null,
    ...(wish.programme === undefined ? {} : { programme: wish.programme }),
  }
}
