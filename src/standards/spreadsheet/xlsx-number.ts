/** How a number cell is turned into the text a person sees, as far as codes and dates need it. */

export type CellFormat = { kind: 'plain' } | { kind: 'percent' } | { kind: 'date' } | { kind: 'padded'; width: number }

const plain: CellFormat = { kind: 'plain' }

/** Built-in formats that are dates (ECMA-376 part 1, 18.8.30). */
const built_in_dates = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])

/** Built-in formats that are percentages: 0% and 0.00%. */
const built_in_percents = new Set([9, 10])

export const format_of = (id: number, code: string | undefined): CellFormat => {
  if (code === undefined && built_in_percents.has(id)) return { kind: 'percent' }
  if (code === undefined) return built_in_dates.has(id) ? { kind: 'date' } : plain
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '').split(';')[0] ?? ''
  if (/^0{2,}$/.test(bare)) return { kind: 'padded', width: bare.length }
  if (bare.endsWith('%')) return { kind: 'percent' }
  return /[dy]/i.test(bare) && !/[0#]/.test(bare) ? { kind: 'date' } : plain
}

/** Excel keeps binary floats with up to 17 digits but shows 15: 38.399999999999999 is 38.4 on the screen. */
const shown = (raw: string): string => {
  if (/^-?\d{1,15}$/.test(raw)) return raw
  const value = Number(raw)
  if (!Number.isFinite(value)) return raw
  const short = String(Number(value.toPrecision(15)))
  return short.includes('e') && Number.isInteger(value) ? BigInt(value).toString() : short
}

const day_ms = 86_400_000

const to_date = (raw: string, is_1904: boolean): string => {
  const serial = Number(raw)
  if (!Number.isFinite(serial) || serial < 1 || serial > 2_958_465) return shown(raw)
  // Excel counts a 29 February 1900 that never was; days before it are one off
  const base = is_1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30)
  const iso = new Date(base + Math.round(serial * day_ms)).toISOString()
  return Number.isInteger(serial) ? iso.slice(0, 10) : iso.slice(0, 19)
}

export const number_text = (raw: string, format: CellFormat, is_1904: boolean): string => {
  if (format.kind === 'date') return to_date(raw, is_1904)
  if (format.kind === 'padded' && /^\d+$/.test(raw)) return raw.padStart(format.width, '0')
  return shown(raw)
}

/** The number as the screen shows it: 0.45 under a percentage is 45. undefined: it is shown as a day, as a code, or is none. */
export const shown_number = (raw: string, { kind }: CellFormat): number | undefined => {
  const value = raw === '' ? Number.NaN : Number(shown(raw))
  if (!Number.isFinite(value) || kind === 'date' || kind === 'padded') return undefined
  return kind === 'percent' ? Number((value * 100).toPrecision(15)) : value
}
