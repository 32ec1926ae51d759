import { is_exact_number } from '../fhir/index.ts'

type Digits = { negative: boolean; digits: string; exponent: number }

/** 1200, 1.2e3 and 1200.00 are the same digits with the same exponent. */
const digits_of = (text: string): Digits => {
  const [, sign, whole = '', fraction = '', power = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? []
  const all = (whole + fraction).replace(/^0+/, '')
  const digits = all.replace(/0+$/, '')
  const exponent = digits === '' ? 0 : Number(power) - fraction.length + (all.length - digits.length)
  return { negative: sign === '-' && digits !== '', digits, exponent }
}

const same_number = (a: unknown, b: unknown): boolean => {
  if (typeof a === 'number' && typeof b === 'number') return a === b
  const [one, other] = [digits_of(JSON.stringify(a)), digits_of(JSON.stringify(b))]
  return one.negative === other.negative && one.digits === other.digits && one.exponent === other.exponent
}

const is_number = (value: unknown): boolean => typeof value === 'number' || is_exact_number(value)

/** RFC 6902 §4.6: numbers by their value whatever their digits, objects whatever the order of their members. */
export const same_json = (a: unknown, b: unknown): boolean => {
  if (is_number(a) || is_number(b)) return is_number(a) && is_number(b) && same_number(a, b)
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => same_json(item, b[i]))
  const members = Object.entries(a)
  const others = new Map<string, unknown>(Object.entries(b))
  return (
    members.length === others.size &&
    members.every(([key, value]) => others.has(key) && same_json(value, others.get(key)))
  )
}
