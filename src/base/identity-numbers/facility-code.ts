import { right, tidy_number, wrong, type Checked } from './checked.ts'

/** Mã cơ sở KCB, given by Social Insurance: 5 characters, 2 digits of the province then 3 digits or letters. */
export const check_facility_code = (text: string): Checked<{ province: string }> => {
  const value = tidy_number(text)
  if (!/^\d{2}[0-9A-Z]{3}$/.test(value)) {
    return wrong(value, 'Mã cơ sở khám chữa bệnh có 5 ký tự: 2 số mã tỉnh và 3 ký tự, ví dụ 27009')
  }
  return right(value, { province: value.slice(0, 2) })
}

/** Global location number, 13 digits with a GS1 check digit (QĐ 1551/2026, Ministry data axis). */
export const check_gln = (text: string): Checked => {
  const value = tidy_number(text)
  if (!/^\d{13}$/.test(value)) return wrong(value, 'Mã địa điểm GLN có 13 chữ số')
  const digits = Array.from(value.slice(0, 12), Number)
  const sum = digits.reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 1 : 3), 0)
  const check_digit = (10 - (sum % 10)) % 10
  if (Number(value[12]) !== check_digit) return wrong(value, 'Mã địa điểm GLN sai số kiểm tra; có thể gõ nhầm một số')
  return right(value)
}
