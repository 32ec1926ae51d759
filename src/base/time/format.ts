import { local_date, local_time } from './local.ts'

/** An instant carries a zone; a date does not, and must never be moved by one. */
const date_of = (value: string): string => (value.includes('T') ? local_date(value) : value)

/** `1968` → `1968`, `1968-03` → `03/1968`, `1968-03-01` → `01/03/1968`; an instant gives its date in Vietnam. */
export const format_date = (value: string): string => date_of(value).split('-').reverse().join('/')

/** `hh:mm` of an instant, 24 hours. */
export const format_time = (instant: string): string => local_time(instant).slice(11, 16)

export const format_date_time = (instant: string): string => `${format_time(instant)} ${format_date(instant)}`

/** "ngày 01 tháng 03 năm 1968", as under signatures; parts that are not known are left out. */
export const format_date_long = (value: string): string => {
  const [year, month, day] = date_of(value).split('-')
  return [day && `ngày ${day}`, month && `tháng ${month}`, `năm ${year ?? ''}`].filter(Boolean).join(' ')
}

/** "14 giờ 30 phút, ngày 01 tháng 03 năm 2026", as record forms print it. */
export const format_date_time_long = (instant: string): string => {
  const [hour, minute] = format_time(instant).split(':')
  return `${hour} giờ ${minute} phút, ${format_date_long(instant)}`
}

/**
 * As a form or a list shows it: "1968-03-12" → "12/03/1968", "1968" stays; "2026-11-21T08:10" (the clock on the wall) and
 * the same instant with a zone → "21/11/2026 08:10".
 */
export const show_moment = (value: string): string => {
  const [date = '', time] = (/T.*(Z|[+-]\d\d:?\d\d)$/.test(value) ? local_time(value) : value).split('T')
  const day = date.split('-').reverse().join('/')
  return time === undefined ? day : `${day} ${time.slice(0, 5)}`
}
