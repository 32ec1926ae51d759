import { tidy_spaces } from './fold.ts'

/** `value` is a canonical decimal string: optional minus, digits, optional point and digits, trailing zeros kept. */
export type ParsedDecimal = { ok: true; value: string } | { ok: false; reason: string }

const no = (reason: string): ParsedDecimal => ({ ok: false, reason })

const canonical = (sign: string, whole: string, fraction: string | undefined): ParsedDecimal => {
  const digits = whole.replace(/^0+(?=\d)/, '')
  const value = fraction === undefined ? digits : `${digits}.${fraction}`
  return { ok: true, value: sign === '-' && /[1-9]/.test(value) ? `-${value}` : value }
}

/**
 * What a person typed into a number field. The comma is the decimal sign; the point is accepted as one where it cannot
 * be a thousands sign ("38.4", "0.125"). "1.234" could be either and is refused.
 */
export const parse_decimal = (text: string): ParsedDecimal => {
  const typed = tidy_spaces(text)
    .replace(/ /g, '')
    .replace(/^\u2212/, '-')
  if (typed === '') return no('Chưa nhập số')
  const match = /^([+-]?)(\d[\d.]*|\d*)(?:,(\d+))?$/.exec(typed)
  if (!match) {
    if (/^[+-]?[\d.]*\.\d+,|,.*[,.]/.test(typed)) return no(`“${typed}” có nhiều dấu phẩy; dấu phẩy là dấu thập phân`)
    return no(`“${typed}” không phải là số`)
  }
  const [, sign = '', whole = '', fraction] = match
  if (whole === '' || whole.endsWith('.')) return no(`“${typed}” không phải là số`)
  if (!whole.includes('.')) return canonical(sign, whole, fraction)
  const groups = whole.split('.')
  const is_grouped = /^[1-9]\d{0,2}$/.test(groups[0] ?? '') && groups.slice(1).every((group) => group.length === 3)
  if (fraction !== undefined || groups.length > 2) {
    if (is_grouped) return canonical(sign, groups.join(''), fraction)
    return no(`“${typed}” có dấu chấm sai chỗ; dấu chấm chỉ ngăn từng nhóm ba chữ số`)
  }
  if (is_grouped) {
    const plain = groups.join('')
    return no(`“${typed}” có thể đọc hai cách; hãy gõ ${plain} hoặc ${groups.join(',')}`)
  }
  return canonical(sign, groups[0] ?? '0', groups[1])
}

/** "1234.50" → "1.234,50". The text is the number: nothing is rounded, nothing passes through a float. */
export const format_decimal = (value: string): string => {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value)
  if (!match) return value
  const [, sign = '', whole = '', fraction] = match
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, '.')
  return `${sign}${grouped}${fraction === undefined ? '' : `,${fraction}`}`
}
