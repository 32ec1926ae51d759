/** Dates and times as a hand types them, to the wire's local texts and back. Vietnam's clock, whatever the computer's. */
import { local_date, local_time, parse_typed_date } from '../time/index.ts'

export type Typed = { ok: true; value: string } | { ok: false; reason: string }

export { show_moment } from '../time/index.ts'
export const now_local = (now: Date = new Date()): string => local_time(now).slice(0, 16)
export const today_local = (now: Date = new Date()): string => local_date(now)

const is_now = (text: string): boolean => /^(nay|bây giờ|bay gio|now|\.)$/i.test(text)

export const type_date = (
  text: string,
  options: { now?: Date; direction?: 'past' | 'any'; whole?: boolean } = {},
): Typed => {
  const { now = new Date(), direction = 'any', whole = true } = options
  if (is_now(text.trim()) || /^hôm nay$/i.test(text.trim())) return { ok: true, value: today_local(now) }
  // "21/11" at the bedside means this year
  const short = /^(\d{1,2})[/.-](\d{1,2})$/.exec(text.trim())
  const parsed = parse_typed_date(short ? `${text.trim()}/${today_local(now).slice(0, 4)}` : text, {
    today: today_local(now),
    direction,
  })
  if (!parsed.ok) return parsed
  if (whole && parsed.date.length < 10) return { ok: false, reason: 'Cần đủ ngày, tháng, năm' }
  return { ok: true, value: parsed.date }
}

const time_shape = /^(?:(.*?)\s+)?(\d{1,2})\s*(?:[:h.]|giờ)\s*(\d{1,2})?\s*(?:p|phút)?$/i
const time_first = /^(\d{1,2})\s*(?:[:h]|giờ)\s*(\d{1,2})?\s*(?:p|phút)?\s*,?\s+(.+)$/i

const two = (value: number): string => String(value).padStart(2, '0')

/** "21/11/2026 8:10", "8h10", "8h 21/11", "nay": a time alone means today. */
export const type_datetime = (text: string, options: { now?: Date; direction?: 'past' | 'any' } = {}): Typed => {
  const { now = new Date(), direction = 'any' } = options
  const typed = text.trim()
  if (is_now(typed)) return { ok: true, value: now_local(now) }
  const first = time_first.exec(typed)
  const match = first ? [typed, first[3], first[1], first[2]] : time_shape.exec(typed)
  if (!match) {
    const only_date = type_date(typed, { now, direction })
    return only_date.ok ? { ok: false, reason: 'Còn thiếu giờ, ví dụ 8h10' } : only_date
  }
  const [, date_text, hour_text = '', minute_text = '0'] = match
  const hour = Number(hour_text)
  const minute = Number(minute_text || '0')
  if (hour > 23 || minute > 59) return { ok: false, reason: `Không có giờ ${hour_text}:${minute_text}` }
  const date = date_text ? type_date(date_text, { now, direction }) : { ok: true as const, value: today_local(now) }
  return date.ok ? { ok: true, value: `${date.value}T${two(hour)}:${two(minute)}` } : date
}
