/** What a single value may look like: dates, numbers, characters. Facts about text only. */
import type { LeafType } from './schema-field.ts'

/**
 * Characters that XML 1.0 (§2.2) cannot carry or that nobody can see: C0 except tab and line ends, DEL, C1,
 * half surrogates and the two noncharacters. They are refused, never dropped: a dropped character changes a record.
 */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/u

/** Where the first forbidden character stands (1 = first), and its code point, or undefined. */
export const find_forbidden_character = (text: string): { at: number; code: string } | undefined => {
  const found = forbidden.exec(text)
  if (found === null) return undefined
  const point = text.codePointAt(found.index) ?? 0
  return { at: found.index + 1, code: `U+${point.toString(16).toUpperCase().padStart(4, '0')}` }
}

const days_in_month = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

const is_real_day = (day: number, month: number, year: number): boolean =>
  year >= 1800 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month)

export const is_date = (text: string): boolean => {
  const found = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text)
  return found !== null && is_real_day(Number(found[1]), Number(found[2]), Number(found[3]))
}

/** BHYT writes 00 for what is not known of a birth date (QĐ 130/QĐ-BYT, NGAY_SINH); we keep that habit. */
export const is_birth_date = (text: string): boolean => {
  const found = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text)
  if (found === null) return false
  const [day, month, year] = [Number(found[1]), Number(found[2]), Number(found[3])]
  if (day === 0) return year >= 1800 && month <= 12
  return is_real_day(day, month, year)
}

export const is_moment = (text: string): boolean => {
  const found = /^(\d{2}\/\d{2}\/\d{4})(?: ([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3})?$/.exec(text)
  return found !== null && is_date(found[1] ?? '')
}

const wanted: Record<LeafType, { test: (text: string) => boolean; says: string }> = {
  text: { test: () => true, says: '' },
  raw: { test: () => true, says: '' },
  code: { test: (text) => text === text.trim() && !/[\r\n\t]/.test(text), says: 'mã không có khoảng trắng ở hai đầu' },
  digits: { test: (text) => /^\d+$/.test(text), says: 'chỉ gồm chữ số' },
  number: { test: (text) => /^-?\d+(\.\d+)?$/.test(text), says: 'số, dấu thập phân là dấu chấm' },
  date: { test: is_date, says: 'ngày có thật, dạng dd/mm/yyyy' },
  birth_date: { test: is_birth_date, says: 'ngày dạng dd/mm/yyyy, phần không biết ghi 00' },
  moment: { test: is_moment, says: 'thời điểm dạng dd/mm/yyyy HH:MM:SS.mmm, hoặc dd/mm/yyyy khi không biết giờ' },
}

/** What the value should have been, in Vietnamese, or undefined when it is well formed. The empty string always is. */
export const find_type_error = (type: LeafType, text: string): string | undefined => {
  const rule = wanted[type]
  return text === '' || rule.test(text) ? undefined : rule.says
}

/** Lengths are counted in characters as people count them after NFC, not in UTF-16 units. */
export const length_of = (text: string): number => Array.from(text).length
