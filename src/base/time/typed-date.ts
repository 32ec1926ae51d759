import { days_in_month, is_real_date } from './calendar.ts'

/** `date` is a partial ISO date: `1968`, `1968-03` or `1968-03-01`. */
export type ParsedDate = { ok: true; date: string } | { ok: false; reason: string }

export type TypedDateOptions = {
  /** Today in Vietnam (ISO date): decides the century of two-digit years. */
  today: string
  /** `past`: birth dates and history, never later than today. `any`: appointments; the nearest century is taken. */
  direction?: 'past' | 'any'
}

const no = (reason: string): ParsedDate => ({ ok: false, reason })
const two = (value: number): string => String(value).padStart(2, '0')

/** Older than anybody alive, and than any paper a hospital keeps. */
const first_year = 1850

const full_year = (typed: string, today: string, direction: 'past' | 'any'): number => {
  const year = Number(typed)
  if (typed.length !== 2) return year
  const this_year = Number(today.slice(0, 4))
  const candidates = [this_year - (this_year % 100) + year - 100, this_year - (this_year % 100) + year]
  if (direction === 'any') candidates.push(this_year - (this_year % 100) + year + 100)
  const fitting = direction === 'past' ? candidates.filter((one) => one <= this_year) : candidates
  return fitting.sort((a, b) => Math.abs(a - this_year) - Math.abs(b - this_year))[0] ?? year
}

type Parts = { day?: string; month?: string; year: string }

const split_digits = (digits: string): Parts | undefined => {
  const at = (from: number, to?: number): string => digits.slice(from, to)
  if (digits.length === 4) return { year: digits }
  if (digits.length === 8) return { day: at(0, 2), month: at(2, 4), year: at(4) }
  if (digits.length !== 6) return undefined
  // ddmmyy, or mmyyyy: never both, because no month is called 18, 19 or 20
  return Number(at(2, 4)) > 12 ? { month: at(0, 2), year: at(2) } : { day: at(0, 2), month: at(2, 4), year: at(4) }
}

const split = (text: string): Parts | undefined => {
  const plain = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/ngày|tháng|năm/gu, ' ')
    .trim()
  const iso = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(plain)
  if (iso) return { year: iso[1] ?? '', month: iso[2] ?? '', ...(iso[3] === undefined ? {} : { day: iso[3] }) }
  if (/^\d+$/.test(plain)) return split_digits(plain)
  const parts = plain.split(/\s*[/.\-\s]\s*/)
  if (!parts.every((part) => /^\d{1,4}$/.test(part))) return undefined
  const [a = '', b = '', c = ''] = parts
  if (parts.length === 2 && a.length <= 2 && b.length === 4) return { month: a, year: b }
  if (parts.length === 3 && a.length <= 2 && b.length <= 2 && [2, 4].includes(c.length))
    return { day: a, month: b, year: c }
  return undefined
}

/**
 * A date as it is typed at a desk: "1/3/68", "01031968", "010368", "3/1968", "1968", "1.3.1968",
 * "ngày 1 tháng 3 năm 1968". Day before month, always.
 */
export const parse_typed_date = (text: string, options: TypedDateOptions): ParsedDate => {
  const { today, direction = 'past' } = options
  const typed = text.trim()
  if (typed === '') return no('Chưa nhập ngày')
  const parts = split(typed)
  if (!parts) return no(`“${typed}” không đọc được thành ngày; hãy gõ ngày/tháng/năm, ví dụ 1/3/1968`)
  const year = full_year(parts.year, today, direction)
  if (year < first_year || year > 2199) return no(`Năm ${year} không hợp lý`)
  let date = String(year)
  if (parts.month !== undefined) {
    const month = Number(parts.month)
    if (month < 1 || month > 12) return no(`Không có tháng ${month}`)
    date += `-${two(month)}`
    if (parts.day !== undefined) {
      const day = Number(parts.day)
      if (!is_real_date(year, month, day)) {
        return no(`Không có ngày ${day}/${month}/${year}; tháng ${month}/${year} có ${days_in_month(year, month)} ngày`)
      }
      date += `-${two(day)}`
    }
  }
  if (direction === 'past' && date > today.slice(0, date.length)) return no(`“${typed}” sau ngày hôm nay`)
  return { ok: true, date }
}
