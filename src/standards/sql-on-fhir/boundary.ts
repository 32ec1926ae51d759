/** FHIRPath lowBoundary() and highBoundary(): the least and the greatest a value may mean, given its precision. */
export type Side = 'low' | 'high'

const pad = (value: number): string => String(value).padStart(2, '0')

const days_in = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

type Fields = { text: string; zone: string; fraction: string }

/** Fields left open become the first or the last they can be. */
const filled = (text: string, side: Side): string[] => {
  const [year = '', month, day] = text.split('-')
  const full_month = month ?? (side === 'low' ? '01' : '12')
  const last = pad(days_in(Number(year), Number(full_month)))
  return [year, full_month, day ?? (side === 'low' ? '01' : last)]
}

const date_precisions = new Map([
  [4, 1],
  [6, 2],
  [8, 3],
])

export const date_boundary = (text: string, side: Side, precision = 8): string | undefined => {
  const fields = date_precisions.get(precision)
  return fields === undefined ? undefined : filled(text, side).slice(0, fields).join('-')
}

const read_time = (text: string): Fields => {
  const [, time = '', fraction = '', zone = ''] = /^([\d:]*)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? []
  return { text: time, fraction, zone }
}

/** hh, hh:mm, hh:mm:ss or hh:mm:ss.sss; more digits of a second than three are kept. */
const time_fields = (fields: Fields, side: Side): string[] => {
  const given = fields.text === '' ? [] : fields.text.split(':')
  const open = side === 'low' ? ['00', '00', '00'] : ['23', '59', '59']
  const [hour = '', minute = '', second = ''] = open.map((value, i) => given[i] ?? value)
  return [hour, minute, second, fields.fraction.padEnd(3, side === 'low' ? '0' : '9')]
}

const join_time = ([hour, minute, second, fraction]: string[], count: number): string =>
  [hour, minute, second].slice(0, count).join(':') + (count > 3 ? `.${fraction}` : '')

const time_precisions = new Map([
  [2, 1],
  [4, 2],
  [6, 3],
  [9, 4],
])

export const time_boundary = (text: string, side: Side, precision = 9): string | undefined => {
  const count = time_precisions.get(precision)
  return count === undefined ? undefined : join_time(time_fields(read_time(text), side), count)
}

/** Without a zone the moment lies somewhere on earth: +14:00 is first, −12:00 last. */
export const date_time_boundary = (text: string, side: Side, precision = 17): string | undefined => {
  const [date = '', time = ''] = text.split('T')
  if (precision <= 8) return date_boundary(date, side, precision)
  const count = time_precisions.get(precision - 8)
  if (count === undefined) return undefined
  const fields = read_time(time)
  const zone = fields.zone || (side === 'low' ? '+14:00' : '-12:00')
  return `${filled(date, side).join('-')}T${join_time(time_fields(fields, side), count)}${zone}`
}

/** Digits after the point that the answer may have (FHIRPath: 28 at least; more says nothing of a measurement). */
const precision_max = 28

const divided = (digits: bigint, by: bigint, side: Side): bigint => {
  const quotient = digits / by
  const rest = digits % by
  if (rest === 0n) return quotient
  if (side === 'low') return rest < 0n ? quotient - 1n : quotient
  return rest > 0n ? quotient + 1n : quotient
}

/** 1.0 lies between 0.95 and 1.05. The text counts: 1 and 1.0 are not equally precise. */
export const decimal_boundary = (text: string, side: Side, precision?: number): number | undefined => {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? []
  const scale = fraction.length - Number(power)
  if (whole === '' || Math.abs(scale) > precision_max) return undefined
  // In units of half the last digit's tenth: one more decimal place, five up or down.
  const tenths = BigInt(`${sign}${whole}${fraction}`) * 10n + (side === 'low' ? -5n : 5n)
  const places = scale + 1
  if (precision === undefined) return Number(`${tenths}e${-places}`)
  if (precision < 0 || precision > precision_max) return undefined
  if (precision >= places) return Number(`${tenths}e${-places}`)
  return Number(`${divided(tenths, 10n ** BigInt(places - precision), side)}e${-precision}`)
}
