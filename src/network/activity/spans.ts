import { fail } from '../../base/outcome/index.ts'
import { add_years, is_real_date, shift_days } from '../../base/time/index.ts'
import { units, type Unit } from './contract.ts'

const week_days = 7
/** A year of whole weeks: a Monday stands beside a Monday. */
const year_of_weeks = 52 * week_days

const month_start = (day: string): string => `${day.slice(0, 7)}-01`
/** A Monday: of the week in which the day lies. */
const monday_of = (day: string): string =>
  shift_days(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % week_days))

const next_month = (start: string): string => month_start(shift_days(start, 31))

export const start_of = (unit: Unit, day: string): string =>
  unit === 'day' ? day : unit === 'week' ? monday_of(day) : month_start(day)

export const end_of = (unit: Unit, start: string): string =>
  unit === 'day' ? start : unit === 'week' ? shift_days(start, week_days - 1) : shift_days(next_month(start), -1)

export const later_than = (unit: Unit, start: string): string => shift_days(end_of(unit, start), 1)
export const earlier_than = (unit: Unit, start: string): string => start_of(unit, shift_days(start, -1))

/** With what one is compared first: the week, the month before; a day with the same day of the week before. */
export const before_of = (unit: Unit, start: string): string =>
  unit === 'day' ? shift_days(start, -week_days) : earlier_than(unit, start)

/** The same a year before: the month of that name, or the same days of the week. */
export const year_before = (unit: Unit, start: string): string =>
  unit === 'month' ? add_years(start, -1) : shift_days(start, -year_of_weeks)

/** So far back the trend goes: eight weeks of days, a year of weeks, two years of months. */
const points_of: Record<Unit, number> = { day: 56, week: 53, month: 25 }

/** The starts of a trend that ends with this one, the earliest first. */
export const trend_starts = (unit: Unit, start: string): string[] => {
  const starts = [start]
  while (starts.length < points_of[unit]) starts.unshift(earlier_than(unit, starts[0] ?? start))
  return starts
}

export type Span = {
  unit: Unit
  starts_on: string
  ends_on: string
  is_running: boolean
  earlier: string
  later: string
}

/**
 * The day, week or month in which a day lies; without one, the last that is over.
 * @throws 400 for another unit, for what is no day or not there yet
 */
export const read_span = (by: string, on: string, today: string): Span => {
  const unit = units.find((one) => one === by)
  if (!unit) throw fail.invalid(`Không gộp theo “${by.slice(0, 40)}”`, 'by')
  const [, y, m, d] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(on) ?? []
  if (on !== '' && !is_real_date(Number(y), Number(m), Number(d)))
    throw fail.invalid(`“${on.slice(0, 40)}” không phải là ngày`, 'on')
  if (on > today) throw fail.invalid('Ngày này chưa tới', 'on')
  const starts_on = on === '' ? earlier_than(unit, start_of(unit, today)) : start_of(unit, on)
  const ends_on = end_of(unit, starts_on)
  const later = later_than(unit, starts_on)
  return {
    ...{ unit, starts_on, ends_on, is_running: ends_on >= today, earlier: earlier_than(unit, starts_on) },
    later: later <= today ? later : '',
  }
}
