import { say_day, say_number, say_short_day } from '../../board/web/figures.ts'
import type { Unit } from '../contract.ts'
import type { use_words } from './words.ts'

type Words = ReturnType<typeof use_words>

/** "09/11 – 15/11/2026", "Tháng 11/2026". */
export const say_time = (
  words: Words,
  by: Unit,
  { starts_on, ends_on }: { starts_on: string; ends_on: string },
): string => {
  if (by === 'day') return say_day(starts_on)
  if (by === 'month') return words.month_of(starts_on.slice(5, 7), starts_on.slice(0, 4))
  return words.week_of(say_short_day(starts_on), say_day(ends_on))
}

/** What nobody said is a dash, never 0. */
export const say = (value: number | null | undefined, digits = 0): string =>
  value === null || value === undefined ? '–' : say_number(value, digits)

/** "▲ 3,2 %": the sign says it besides the number. */
export const say_change = (percent: number | null): string =>
  percent === null ? '–' : `${percent > 0 ? '▲' : percent < 0 ? '▼' : '='} ${say_number(Math.abs(percent), 1)} %`
