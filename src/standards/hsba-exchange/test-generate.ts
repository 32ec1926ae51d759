/** Made-up records with odd characters in them, from a seed, for property-style tests. */
import { empty_hsba } from './index.ts'
import type { HoSoBenhAn } from './index.ts'
import { group_fields } from './schema-2025-06.ts'
import type { Field, Leaf } from './schema-field.ts'
import { shape_hsba } from './shape.ts'
import type { Tree } from './shape.ts'

/** mulberry32: small, known, the same everywhere. */
export const make_random = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

// prettier-ignore
const odd = [
  'Nguyễn Thị Hoà', 'đường ĐẶNG Ưỡn', ' hai  khoảng trắng ', '\r\n xuống dòng\n', '\ttab', '<b>&amp;</b>', ']]>', '&#13;',
  '"nháy" \'đơn\'', '😷 𝔘nicode', '\u2028\u2029', '\u00a0', '\ufeff', 'a\u0301', '{"json":1}', '__proto__',
  '0', '-1', ';', 'Dị ứng: Penicillin', 'Chồng: Nguyễn Văn A', 'A; B', '<!-- x -->', '<!DOCTYPE x>',
  '\\u0000', '1.50', '05', 'BHYT', 'Nam',
]

const pick = <T>(random: () => number, from: readonly T[], fallback: T): T =>
  from[Math.floor(random() * from.length)] ?? fallback

const two = (value: number): string => String(value).padStart(2, '0')

const good_value = (type: Leaf['type'], random: () => number): string => {
  const date = `${two(1 + Math.floor(random() * 28))}/${two(1 + Math.floor(random() * 12))}/${1990 + Math.floor(random() * 40)}`
  if (type === 'date' || (type === 'moment' && random() < 0.3)) return date
  if (type === 'birth_date') return pick(random, [date, '00/00/1954', '00/05/1954'], date)
  if (type === 'moment')
    return `${date} ${two(Math.floor(random() * 24))}:${two(Math.floor(random() * 60))}:07.${pick(random, ['000', '123'], '000')}`
  if (type === 'digits') return pick(random, ['001099012345', '123456789', '1'], '1')
  if (type === 'number') return pick(random, ['37.5', '120', '0', '36.50'], '1')
  return pick(random, odd, '')
}

const value = (field: Field, random: () => number, wild: boolean): Tree | Tree[] | string => {
  if (field.kind === 'leaf') {
    if (random() < 0.3) return ''
    return wild && random() < 0.3 ? pick(random, odd, '') : good_value(field.type, random)
  }
  const row = (): Tree => Object.fromEntries(field.fields.map((one) => [one.name, value(one, random, wild)]))
  return field.kind === 'record' ? row() : Array.from({ length: Math.floor(random() * 4) }, row)
}

/** `wild`: rubbish may stand in fields that have a type. */
export const random_hsba = (seed: number, wild = false): HoSoBenhAn => {
  const random = make_random(seed)
  if (seed === 0) return empty_hsba()
  return shape_hsba(Object.fromEntries(group_fields.map((group) => [group.name, value(group, random, wild)])))
}

export const seeds = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
