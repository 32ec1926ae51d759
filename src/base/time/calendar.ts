/** Civil dates (ISO text `yyyy-mm-dd`) without any zone: pure counting. */

const day_ms = 86_400_000

const is_leap_year = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

export const days_in_month = (year: number, month: number): number =>
  month === 2 ? (is_leap_year(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

export const is_real_date = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month)

/** Days since 1970-01-01; NaN when the text is not a full date. */
const day_number = (date: string): number => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  return match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / day_ms : NaN
}

/** Whole days from one date to a later one; negative when it lies before. */
export const days_between = (from: string, to: string): number => day_number(to) - day_number(from)

export const shift_days = (date: string, days: number): string =>
  new Date((day_number(date) + days) * day_ms).toISOString().slice(0, 10)
