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

/**
 * Parses so that printing gives the same numbers again (FHIR R4 §2.24.0.1: precision of decimals is significant).
 * Fragile numbers become JSON.rawJSON objects; use `JSON.parse` beside it where values are computed with.
 */
export const parse_exact = (text: string): unknown =>
  fragile_number.test(text)
    ? JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
        typeof value === 'number' && context?.source !== undefined && String(value) !== context.source
          ? raw_json.rawJSON(context.source)
          : value,
      )
    : JSON.parse(text)

/** A decimal that prints with the digits it was typed with ("38.0"). */
export const exact_decimal = (text: string): number => {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new TypeError(`not a canonical decimal: ${text}`)
  return (String(Number(text)) === text ? Number(text) : raw_json.rawJSON(text)) as number
}

/** A number kept with its own digits by parse_exact or exact_decimal: an object to JavaScript, a number to JSON. */
export const is_exact_number = (value: unknown): boolean => raw_json.isRawJSON(value)

export const is_object = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !is_exact_number(value)
