/** R4 §2.24.0.1: date, dateTime, instant and time, with days that exist (the standard's patterns allow 31 February). */
const date_pattern = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/
const date_time_pattern =
  /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00)))?)?)?$/
const instant_pattern =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/
const time_pattern = /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?$/

const days_in_month = (year: number, month: number): number => {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Of a text that has matched: year 0000 and days past the end of their month are not dates. */
const is_real_day = (text: string): boolean => {
  if (text.startsWith('0000')) return false
  const day = text.length < 10 ? 0 : Number(text.slice(8, 10))
  return day <= 28 || day <= days_in_month(Number(text.slice(0, 4)), Number(text.slice(5, 7)))
}

export const is_date = (text: string): boolean => date_pattern.test(text) && is_real_day(text)
export const is_date_time = (text: string): boolean => date_time_pattern.test(text) && is_real_day(text)
export const is_instant = (text: string): boolean => instant_pattern.test(text) && is_real_day(text)
export const is_time = (text: string): boolean => time_pattern.test(text)

/**
 * True only when `a` is surely later than `b`: partial dates are compared as far as both go (FHIRPath would answer
 * “unknown” for the rest), and two times with zones by the clock.
 */
export const is_later = (a: unknown, b: unknown): boolean => {
  if (typeof a !== 'string' || typeof b !== 'string') return false
  if (a.length > 10 && b.length > 10)
    return a.length === b.length && a.endsWith(b.slice(-6)) ? a > b : Date.parse(a) > Date.parse(b)
  const length = Math.min(a.length, b.length, 10)
  return a.slice(0, length) > b.slice(0, length)
}
