import { date_range, type TimeRange } from '../../../standards/fhir-search/index.ts'
import { wrong_value } from './sql-text.ts'

export type Prefix = 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le' | 'sa' | 'eb' | 'ap'

/** `ge2026-11` → ge and the range of November (R4 §3.1.1.4.5). */
export const read_date = (name: string, text: string, now_ms = Date.now()): { prefix: Prefix; range: TimeRange } => {
  const match = /^(eq|ne|gt|lt|ge|le|sa|eb|ap)?(\d.*)$/.exec(text)
  // In a query string + is a blank: a zone of +07:00 arrives as " 07:00".
  const range = match?.[2] ? date_range(match[2].replace(/ (?=\d\d:\d\d$)/, '+')) : undefined
  if (!match || !range) throw wrong_value(name, text)
  const prefix = (match[1] ?? 'eq') as Prefix
  if (prefix !== 'ap') return { prefix, range }
  const slack_ms = Math.abs(now_ms - range.from_ms) / 10
  return { prefix, range: { from_ms: range.from_ms - slack_ms, to_ms: range.to_ms + slack_ms } }
}

/**
 * A moment as PostgreSQL reads it: it writes the year 10000 without the `+` of ISO 8601, and years before 1 as BC. Both
 * come of asking for what is around 9999 or 0001 (`ap9999`).
 */
export const timestamp_text = (ms: number): string => {
  const iso = new Date(ms).toISOString()
  if (iso.length === 24 && !iso.startsWith('0000')) return iso
  const year = new Date(ms).getUTCFullYear()
  const rest = iso.slice(iso.indexOf('-', 1))
  return year > 0 ? `${String(year).padStart(4, '0')}${rest}` : `${String(1 - year).padStart(4, '0')}${rest} BC`
}

export type NumberQuestion = { prefix: Prefix; value: number; low: number; high: number }

/** `5.40` is [5.395, 5.405); `5.4e2` likewise (R4 §3.1.1.4.6). */
export const read_number = (name: string, text: string): NumberQuestion => {
  const match = /^(eq|ne|gt|lt|ge|le|sa|eb|ap)?([+-]?\d+(?:\.(\d+))?(?:[eE]([+-]?\d+))?)$/.exec(text)
  const value = Number(match?.[2])
  if (!match || !Number.isFinite(value)) throw wrong_value(name, text)
  const prefix = (match[1] ?? 'eq') as Prefix
  const half = prefix === 'ap' ? Math.abs(value) / 10 : 0.5 * 10 ** (Number(match[4] ?? 0) - (match[3]?.length ?? 0))
  return { prefix, value, low: value - half, high: value + half }
}

/**
 * The comparison of a stored range [low, high) with the asked one [from, to) (R4 §3.1.1.4.5). `ge` is "gt or eq",
 * which is "begins not before, or lasts longer".
 */
export const range_condition = (
  prefix: Prefix,
  low: string,
  high: string,
  from: () => string,
  to: () => string,
): string => {
  const conditions: Record<Prefix, () => string> = {
    eq: () => `(${low} >= ${from()} AND ${high} <= ${to()})`,
    ne: () => `NOT (${low} >= ${from()} AND ${high} <= ${to()})`,
    gt: () => `${high} > ${to()}`,
    lt: () => `${low} < ${from()}`,
    ge: () => `(${low} >= ${from()} OR ${high} > ${to()})`,
    le: () => `(${high} <= ${to()} OR ${low} < ${from()})`,
    sa: () => `${low} >= ${to()}`,
    eb: () => `${high} <= ${from()}`,
    ap: () => `(${low} < ${to()} AND ${high} > ${from()})`,
  }
  return conditions[prefix]()
}

/** The comparison of a stored number, or range of numbers, with the asked one. */
export const number_condition = (question: NumberQuestion, bind: (value: unknown) => string): string => {
  const value = () => `${bind(question.value)}::float8`
  const within = () => `(low >= ${bind(question.low)}::float8 AND high < ${bind(question.high)}::float8)`
  const conditions: Record<Prefix, () => string> = {
    eq: within,
    ne: () => `NOT ${within()}`,
    gt: () => `high > ${value()}`,
    lt: () => `low < ${value()}`,
    ge: () => `high >= ${value()}`,
    le: () => `low <= ${value()}`,
    sa: () => `low > ${value()}`,
    eb: () => `high < ${value()}`,
    ap: () => `(low <= ${bind(question.high)}::float8 AND high >= ${bind(question.low)}::float8)`,
  }
  return conditions[question.prefix]()
}
