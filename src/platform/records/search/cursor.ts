import { wrong_value } from './sql-text.ts'

/**
 * Where the next page begins. `at` are the sort values of the last row given. `seen` is used by the first pages of
 * searches without an order: the ids already given, so that the rest can be given in the order of ids.
 */
export type Cursor = { at: string[]; seen: string[]; as_of: string }

export const encode_cursor = ({ at, seen, as_of }: Cursor): string =>
  Buffer.from(JSON.stringify([at, seen, as_of])).toString('base64url')

const is_texts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string')

type Kind = 'text' | 'timestamptz' | 'float8'

const instant = /^(\d{4,6})-(\d\d)-(\d\d) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?\+00( BC)?$/
/** The first and the last whole year of PostgreSQL's timestamptz. */
const [year_min, year_max] = [-4_711, 294_275]

/** A moment as PostgreSQL prints it, of a day that exists: the address of a page may be written by anybody. */
const is_instant = (text: string): boolean => {
  if (text === 'infinity' || text === '-infinity') return true
  const [, digits, month, day, , bc] = instant.exec(text) ?? []
  if (digits === undefined) return false
  const year = bc === undefined ? Number(digits) : 1 - Number(digits)
  const at = new Date(0)
  at.setUTCFullYear(year, Number(month) - 1, Number(day))
  return (
    year >= year_min && year <= year_max && at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day)
  )
}

const is_float = (text: string): boolean => /^(-?Infinity|NaN|-?\d+(\.\d+)?([eE][+-]?\d+)?)$/.test(text)

/** A sort value as it may be bound, undefined when it is none of its kind. */
const read_value = (text: string, kind: Kind): string | undefined => {
  if (kind === 'text') return text.includes('\0') ? undefined : text
  if (kind === 'timestamptz') return is_instant(text) ? text : undefined
  return is_float(text) ? String(Number(text)) : undefined
}

/** @param kinds of the sort values, in their order */
export const decode_cursor = (text: string, kinds: Kind[]): Cursor => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (Array.isArray(parts) && parts.length === 3) {
      const [at, seen, as_of] = parts as unknown[]
      const fits = is_texts(at) && (at.length === 0 || at.length === kinds.length)
      if (fits && is_texts(seen) && typeof as_of === 'string' && is_instant(as_of)) {
        const values = at.map((one, i) => read_value(one, kinds[i] ?? 'text'))
        if (is_texts(values)) return { at: values, seen, as_of }
      }
    }
  } catch {
    // falls through to the refusal
  }
  throw wrong_value('_cursor', text)
}
