/** A resource as the rest of the house handles it: plain JSON with a type. */
export type Resource = { resourceType: string; id?: string; meta?: { [key: string]: unknown } } & {
  [key: string]: unknown
}

/**
 * Numbers whose text JavaScript would change: 1.0, 1.10, -0, 1e3, or more digits than a double holds. A number follows
 * one of `: , [` or a blank; the digits inside ids and dates do not, and so cost nothing.
 */
const fragile_number =
  /[:,[\s]-?(?:\d+\.\d*0(?=[\s,}\]])|0(?<=-0)(?=[\s,}\]])|\d+(?:\.\d+)?[eE]|\d{16}|0\.0{6}|[\d.]{17})/

type RawJson = { rawJSON(text: string): unknown; isRawJSON(value: unknown): boolean }
const raw_json = JSON as unknown as RawJson

const parse_by_reviver = (text: string): unknown =>
  JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && context?.source !== undefined && String(value) !== context.source
      ? raw_json.rawJSON(context.source)
      : value,
  )

/** A string, stepped over as a whole, or a number. */
const string_or_number = /"[^"\\]*(?:\\.[^"\\]*)*"|(-?\d[\d.eE+-]*)/gs
const json_number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const mark = '\u0000'

const unmark = (value: unknown): unknown => {
  if (typeof value === 'string') return value.startsWith(mark) ? raw_json.rawJSON(value.slice(1)) : value
  if (typeof value !== 'object' || value === null) return value
  const parts = value as Record<string, unknown>
  for (const key of Object.keys(parts)) {
    const part = parts[key]
    if (typeof part === 'string' ? part.startsWith(mark) : typeof part === 'object') parts[key] = unmark(part)
  }
  return value
}

/** For a longer text the steps of the expression above could outgrow the engine's stack. */
const marked_max = 65_536

/** A fragile number is made a text that nobody can have sent, and after parsing a number again: a third of a reviver's cost. */
const parse_by_marks = (text: string): unknown => {
  if (text.length > marked_max || text.includes('\\u0000') || text.includes('__proto__')) return parse_by_reviver(text)
  const marked = text.replace(string_or_number, (whole: string, number: string | undefined) =>
    number === undefined || String(Number(number)) === number || !json_number.test(number)
      ? whole
      : `"\\u0000${number}"`,
  )
  try {
    return unmark(JSON.parse(marked))
  } catch {
    // What is no JSON is refused with the place where it stands in the text as sent.
    return parse_by_reviver(text)
  }
}

/**
 * Parses so that printing gives the same numbers again (FHIR R4 §2.24.0.1: precision of decimals is significant).
 * Fragile numbers become JSON.rawJSON objects; use `JSON.parse` beside it where values are computed with.
 */
export const parse_exact = (text: string): unknown =>
  fragile_number.test(text) ? parse_by_marks(text) : JSON.parse(text)

/** A decimal that prints with the digits it was typed with ("38.0"). */
export const exact_decimal = (text: string): number => {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new TypeError(`not a canonical decimal: ${text}`)
  return (String(Number(text)) === text ? Number(text) : raw_json.rawJSON(text)) as number
}

/** A number kept with its own digits by parse_exact or exact_decimal: an object to JavaScript, a number to JSON. */
export const is_exact_number = (value: unknown): boolean => raw_json.isRawJSON(value)

export const is_object = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !is_exact_number(value)

/**
 * Any JSON value as a text for comparing and telling. `String()` calls what somebody sent as "toString", and fails on a
 * number kept with its own digits.
 */
export const printed = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
