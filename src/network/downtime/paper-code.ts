import { fail } from '../../base/outcome/index.ts'

/** Luhn's check digit (ISO/IEC 7812-1, annex B): one wrong digit, or two neighbours exchanged, is noticed. */
const check_digit = (digits: string): number => {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return (10 - (sum % 10)) % 10
}

/** NM26-000123-7: ngừng mạng, year, number of the facility's series, check digit. */
export const format_code = (year: number, number: number): string => {
  const digits = `${String(year).slice(2)}${String(number).padStart(6, '0')}`
  return `NM${digits.slice(0, 2)}-${digits.slice(2)}-${check_digit(digits)}`
}

/** As it was read off paper: dashes and case do not matter. @throws 422 what is no such number, or misread */
export const read_code = (typed: string): string => {
  const [, year, number, check] = /^NM(\d\d)(\d{6,})(\d)$/.exec(typed.toUpperCase().replaceAll(/[\s.-]/g, '')) ?? []
  if (year === undefined || number === undefined)
    throw fail.value(`“${typed.slice(0, 30)}” không phải số giấy ngừng mạng, ví dụ NM26-000123-7`, 'code')
  if (check_digit(`${year}${number}`) !== Number(check))
    throw fail.value(`Số ${typed.slice(0, 30)} đọc sai một chữ số; hãy nhìn lại trên giấy`, 'code')
  return `NM${year}-${number}-${check}`
}
