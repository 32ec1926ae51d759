import type { HealthWords } from './words.ts'

const kilo = 1024
const names = ['B', 'KB', 'MB', 'GB', 'TB']

/** 5.368.709.120 → 5 GB, one digit after the comma where it tells something. */
export const say_bytes = (bytes: number): string => {
  const step = Math.min(names.length - 1, Math.max(0, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(kilo))))
  const value = bytes / kilo ** step
  return `${(value < 10 && step > 0 ? value.toFixed(1) : Math.round(value).toString()).replace('.', ',').replace(',0', '')} ${names[step]}`
}

/** The largest unit that gives at least two of it, or one. */
export const say_span = (ms: number, { units }: HealthWords): string => {
  const seconds = Math.abs(ms) / 1_000
  if (seconds < 1) return `0 ${units.second}`
  if (seconds < 90) return `${Math.round(seconds)} ${units.second}`
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} ${units.minute}`
  if (seconds < 48 * 3_600) return `${Math.round(seconds / 3_600)} ${units.hour}`
  return `${Math.round(seconds / 86_400)} ${units.day}`
}

export const age_of = (at: string, words: HealthWords): string => say_span(Date.now() - Date.parse(at), words)
