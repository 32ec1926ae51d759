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

const instant = /^(-?infinity|\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00( BC)?)$/
const casts = { text: /^[^\0]*$/, timestamptz: instant, float8: /^(-?Infinity|NaN|-?\d+(\.\d+)?([eE][+-]?\d+)?)$/ }

/** @param kinds of the sort values, in their order */
export const decode_cursor = (text: string, kinds: (keyof typeof casts)[]): Cursor => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (Array.isArray(parts) && parts.length === 3) {
      const [at, seen, as_of] = parts as unknown[]
      const fits = is_texts(at) && (at.length === 0 || at.length === kinds.length)
      if (fits && is_texts(seen) && typeof as_of === 'string' && instant.test(as_of))
        if (at.every((one, i) => casts[kinds[i] ?? 'text'].test(one))) return { at, seen, as_of }
    }
  } catch {
    // falls through to the refusal
  }
  throw wrong_value('_cursor', text)
}
