import { right, tidy_number, wrong, type Checked } from './checked.ts'

/** Old identity card: 9 digits, first digits are the province. No longer issued; found on old records. */
export const check_cmnd = (text: string): Checked => {
  const value = tidy_number(text)
  return /^\d{9}$/.test(value) ? right(value) : wrong(value, 'Số chứng minh nhân dân cũ có 9 chữ số')
}

/**
 * Passport number: 6–9 letters and digits with at least one digit (ICAO 9303 holds nine). Vietnamese ones are a letter and
 * 7 or 8 digits; the insurance portal checks a letter and 7 (R006), so another shape is a doubt when the holder is Vietnamese.
 */
export const check_passport = (text: string, nationality?: string): Checked => {
  const value = tidy_number(text)
  if (!/^[A-Z0-9]{6,9}$/.test(value) || !/\d/.test(value)) {
    return wrong(value, 'Số hộ chiếu gồm 6 đến 9 chữ và số')
  }
  if (nationality === 'VN' && !/^[A-Z]\d{7,8}$/.test(value)) {
    return right(value, undefined, ['Hộ chiếu Việt Nam có 1 chữ cái và 7 hoặc 8 chữ số; xem lại'])
  }
  return right(value)
}

export type IdentityKind = 'cccd' | 'cmnd' | 'passport' | 'bhyt' | undefined

/** Which paper a scanned or typed number most likely is. Twelve digits are always taken as the citizen's ID. */
export const guess_identity_kind = (text: string): IdentityKind => {
  const value = tidy_number(text)
  if (/^\d{12}$/.test(value)) return 'cccd'
  if (/^\d{9}$/.test(value)) return 'cmnd'
  if (/^[A-Z]{2}\d{13}$/.test(value) || /^\d{10}$/.test(value)) return 'bhyt'
  if (/^[A-Z]\d{7,8}$/.test(value)) return 'passport'
  return undefined
}

/** A temporary code must never be taken for a citizen's ID, an old ID card or an insurance number (EMR-05). */
export const may_be_temporary_code = (code: string): boolean => !/^\d+$/.test(tidy_number(code))
