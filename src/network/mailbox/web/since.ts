import type { DeskWords } from './words.ts'

const hour_min = 60
const day_min = 24 * hour_min

/** "3 giờ", "2 ngày": how long ago, as far as it matters to who looks. */
export const say_since = (words: DeskWords, from: string, now = Date.now()): string => {
  const min = Math.max(0, Math.floor((now - Date.parse(from)) / 60_000))
  if (min < hour_min) return words.minutes(min)
  if (min < 2 * day_min) return words.hours(Math.floor(min / hour_min))
  return words.day_count(Math.floor(min / day_min))
}

export type Span = 'today' | 'week' | 'month'

const days_of: Record<Span, number> = { today: 0, week: 6, month: 29 }

/** Midnight in Vietnam of the first day of the span. */
export const begin_of = (span: Span, now = Date.now()): string => {
  const vietnam_ms = 7 * hour_min * 60_000
  const day = new Date(now + vietnam_ms - days_of[span] * day_min * 60_000).toISOString().slice(0, 10)
  return `${day}T00:00:00+07:00`
}
