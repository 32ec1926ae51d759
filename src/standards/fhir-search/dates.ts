import { is_object } from '../fhir/index.ts'

/** [from, to) in milliseconds since 1970; open ends are infinite. */
export type TimeRange = { from_ms: number; to_ms: number }

const zone_ms = 7 * 3_600_000

/** A FHIR date of any precision, read in Vietnamese time where it names no zone; undefined when it is none. */
export const date_range = (text: string): TimeRange | undefined => {
  const match =
    /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, fraction, zone] = match
  const at = `${year}-${month ?? '01'}-${day ?? '01'}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}${fraction ?? ''}${zone ?? '+07:00'}`
  const from_ms = Date.parse(at)
  if (Number.isNaN(from_ms)) return undefined
  if (hour !== undefined) return { from_ms, to_ms: from_ms + (fraction ? 1 : second ? 1_000 : 60_000) }
  const to = new Date(from_ms + zone_ms)
  if (day !== undefined && to.getUTCDate() !== Number(day)) return undefined
  if (day !== undefined) to.setUTCDate(to.getUTCDate() + 1)
  else if (month !== undefined) to.setUTCMonth(to.getUTCMonth() + 1)
  else to.setUTCFullYear(to.getUTCFullYear() + 1)
  return { from_ms, to_ms: to.getTime() - zone_ms }
}

const range_at = (value: Record<string, unknown>, name: string): TimeRange | undefined =>
  typeof value[name] === 'string' ? date_range(value[name]) : undefined

const period_range = (value: Record<string, unknown>): TimeRange | undefined => {
  const [start, end] = [range_at(value, 'start'), range_at(value, 'end')]
  if (!start && !end) return undefined
  return { from_ms: start?.from_ms ?? -Infinity, to_ms: end?.to_ms ?? Infinity }
}

/** The span from the first to the last event of a Timing, or its bounds. */
const timing_range = (value: Record<string, unknown>): TimeRange | undefined => {
  const events = Array.isArray(value['event']) ? value['event'] : []
  const ranges = events.flatMap((event) => (typeof event === 'string' ? (date_range(event) ?? []) : []))
  if (ranges.length > 0)
    return {
      from_ms: Math.min(...ranges.map((one) => one.from_ms)),
      to_ms: Math.max(...ranges.map((one) => one.to_ms)),
    }
  const repeat = is_object(value['repeat']) ? value['repeat'] : {}
  return is_object(repeat['boundsPeriod']) ? period_range(repeat['boundsPeriod']) : undefined
}

/** The range a date parameter compares with: of a date, dateTime, instant, Period or Timing (R4 §3.1.1.4.7). */
export const time_range_of = (value: unknown): TimeRange | undefined => {
  if (typeof value === 'string') return date_range(value)
  if (!is_object(value)) return undefined
  return 'event' in value || 'repeat' in value ? timing_range(value) : period_range(value)
}
