import { fail } from '../../base/outcome/index.ts'
import { add_working_days, is_working_day, local_date, shift_days } from '../../base/time/index.ts'
import type { Body } from './contract.ts'

/** How many days an answer may take, in a clock's own words (register `clock`). */
export type Clock = {
  first_days: number
  days: number
  processor_days: number
  extend_days: number
  day_kind: 'calendar' | 'working'
}

const number_of = (body: Body, name: string): number => {
  const value = body[name]
  if (typeof value !== 'number') throw fail.rule(`Thời hạn trả lời thiếu “${name}”; sửa ở sổ thời hạn`, name)
  return value
}

/** @throws 422 a clock that does not say all it must */
export const read_clock = (body: Body): Clock => ({
  first_days: number_of(body, 'first_days'),
  days: number_of(body, 'days'),
  processor_days: number_of(body, 'processor_days'),
  extend_days: number_of(body, 'extend_days'),
  day_kind: body['day_kind'] === 'working' ? 'working' : 'calendar',
})

/** The first working day from a day on: a term that ends on a day off ends on the next (Bộ luật Dân sự 2015 Điều 148 khoản 5). */
const on_working_day = (day: string): string => (is_working_day(day) ? day : on_working_day(shift_days(day, 1)))

const after = (day: string, count: number, kind: Clock['day_kind']): string =>
  kind === 'working' ? add_working_days(day, count) : on_working_day(shift_days(day, count))

/** By when somebody must have heard from us, and by when it must be done; the day of receipt is not counted. */
export const dues_of = (
  clock: Clock,
  received_at: Date | string,
  by_processor: boolean,
): { first_due: string; due: string } => {
  const day = local_date(received_at)
  return {
    first_due: add_working_days(day, clock.first_days),
    due: after(day, by_processor ? clock.processor_days : clock.days, clock.day_kind),
  }
}

/** A later day for what is due. @throws 422 nothing, or more than the clock allows */
export const extend = (clock: Clock, due: string, days: number): string => {
  if (days < 1 || days > clock.extend_days)
    throw fail.value(`Chỉ gia hạn được từ 1 đến ${clock.extend_days} ngày (sổ thời hạn trả lời)`, 'days')
  return after(due, days, clock.day_kind)
}

/** NĐ 356/2025/NĐ-CP Điều 28, Luật 91/2025/QH15 Điều 23: hours run through nights and holidays. */
export const breach_notice_h = 72

export const breach_due = (detected_at: string): Date => new Date(Date.parse(detected_at) + breach_notice_h * 3_600_000)
