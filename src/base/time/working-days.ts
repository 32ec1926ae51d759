import { shift_days } from './calendar.ts'

/**
 * Days off of Vietnam that fall on Monday to Friday, as announced year by year (Bộ luật Lao động 2019 Điều 111 khoản 3, 112),
 * and Saturdays worked instead. 2027 is not announced yet: Tết reckoned as one day before and four after the new year.
 */
const days_off: readonly string[] = [
  ...['2025-01-01', '2025-01-27', '2025-01-28', '2025-01-29', '2025-01-30', '2025-01-31'],
  ...['2025-04-07', '2025-04-30', '2025-05-01', '2025-05-02', '2025-09-01', '2025-09-02'],
  ...['2026-01-01', '2026-01-02', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'],
  ...['2026-04-27', '2026-04-30', '2026-05-01', '2026-08-31', '2026-09-01', '2026-09-02'],
  ...['2027-01-01', '2027-02-05', '2027-02-08', '2027-02-09', '2027-02-10', '2027-02-11'],
  ...['2027-04-16', '2027-04-30', '2027-05-03', '2027-09-02', '2027-09-03'],
]
const worked_saturdays: readonly string[] = ['2025-04-26', '2026-01-10', '2026-08-22']

/** Every year, where nothing was announced. */
const fixed_days_off = new Set(['01-01', '04-30', '05-01', '09-02'])

const off = new Set(days_off)
const worked = new Set(worked_saturdays)
const announced_years = new Set(days_off.map((day) => day.slice(0, 4)))

const is_day_off = (date: string): boolean =>
  announced_years.has(date.slice(0, 4)) ? off.has(date) : fixed_days_off.has(date.slice(5))

/** @param date yyyy-mm-dd */
export const is_working_day = (date: string): boolean => {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return weekday === 0 || weekday === 6 ? worked.has(date) : !is_day_off(date)
}

/** The last of `count` working days after `date`, which is not counted itself (Bộ luật Dân sự 2015 Điều 147 khoản 2). */
export const add_working_days = (date: string, count: number): string => {
  let day = date
  for (let left = count; left > 0;) {
    day = shift_days(day, 1)
    if (is_working_day(day)) left -= 1
  }
  return day
}

/** The same day of a later year; its month's last day where there is none (Bộ luật Dân sự 2015 Điều 148 khoản 3, 4). */
export const add_years = (date: string, years: number): string => {
  const later = `${Number(date.slice(0, 4)) + years}${date.slice(4)}`
  return shift_days(later, 0) === later ? later : shift_days(later, -1)
}
