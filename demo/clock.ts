import { local_time, shift_days } from '../src/base/time/index.ts'

const hour_ms = 3_600_000

const morning = '06:30'

/** The day the people are told of, as `now_of` reads it: started before the morning, the night it is. */
export const demo_day = (now: Date): string => {
  const local = local_time(now)
  return local.slice(11, 16) < morning ? local.slice(0, 16) : local.slice(0, 10)
}

/** "2026-11-21" → 06:30 of that day; "2026-11-21T14:00" as it says. */
export const now_of = (today: string): string =>
  `${today.includes('T') ? today.slice(0, 16) : `${today}T${morning}`}:00+07:00`

/** A day and minutes after its midnight → local time with zone. */
export const at = (date: string, minutes: number): string => {
  const day = shift_days(date, Math.floor(minutes / 1_440))
  const left = ((minutes % 1_440) + 1_440) % 1_440
  return `${day}T${String(Math.floor(left / 60)).padStart(2, '0')}:${String(left % 60).padStart(2, '0')}:00+07:00`
}

export const later = (time: string, hours: number): string =>
  local_time(new Date(new Date(time).getTime() + hours * hour_ms))

export const wall_clock = (time: string): string => time.slice(0, 16)

export const hours_between = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 3_600_000
