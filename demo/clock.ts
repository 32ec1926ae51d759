import { local_time, shift_days } from '../src/base/time/index.ts'

const hour_ms = 3_600_000

/** "2026-11-21" → 06:30 of that day; "2026-11-21T14:00" as it says. */
export const now_of = (today: string): string =>
  `${today.includes('T') ? today.slice(0, 16) : `${today}T06:30`}:00+07:00`

/** A day and minutes after its midnight → local time with zone. */
export const at = (date: string, minutes: number): string => {
  const day = shift_days(date, Math.floor(minutes / 1_440))
  const left = ((minutes % 1_440) + 1_440) % 1_440
  return `${day}T${String(Math.floor(left / 60)).padStart(2, '0')}:${String(left % 60).padStart(2, '0')}:00+07:00`
}

export const later = (time: string, hours: number): string =>
  local_time(new Date(new Date(time).getTime() + hours * hour_ms))

export const wall_clock = (time: string): string => time.slice(0, 16)
