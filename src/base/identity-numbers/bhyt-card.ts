import { right, tidy_number, wrong, type Checked } from './checked.ts'
import { check_cccd } from './cccd.ts'

/** 15 characters (old card), the 10 digits of the insurance number alone, or the 12-digit ID (from 15/8/2025). */
export type BhytCardShape = 'card_15' | 'insurance_number_10' | 'citizen_id_12'

export type BhytCardParts = {
  shape: BhytCardShape
  /** Category letters such as DN, HT, TE. Only the 15-character shape carries them. */
  category?: string
  benefit_digit?: '1' | '2' | '3' | '4' | '5'
  /** Share paid by the fund for the benefit digit: 1, 2, 5 → 100; 3 → 95; 4 → 80 (Luật BHYT art. 22; QĐ 1351/QĐ-BHXH). */
  benefit_percent?: 80 | 95 | 100
  province?: string
  insurance_number?: string
}

const benefit_percents = { '1': 100, '2': 100, '3': 95, '4': 80, '5': 100 } as const
const is_benefit_digit = (digit: string): digit is keyof typeof benefit_percents => digit in benefit_percents

const check_15 = (value: string): Checked<BhytCardParts> => {
  const match = /^([A-Z]{2})(\d)(\d{2})(\d{10})$/.exec(value)
  if (!match) return wrong(value, 'Thẻ BHYT 15 ký tự gồm 2 chữ cái rồi 13 chữ số, ví dụ DN4 27 2712345678')
  const [, category = '', digit = '', province = '', insurance_number = ''] = match
  if (!is_benefit_digit(digit))
    return wrong(value, `Ký tự thứ ba của thẻ là mức hưởng, từ 1 đến 5; thẻ này ghi ${digit}`)
  return right(value, {
    shape: 'card_15',
    category,
    benefit_digit: digit,
    benefit_percent: benefit_percents[digit],
    province,
    insurance_number,
  })
}

/** A health insurance card in any of its three shapes. Kept as text: zeros in front count. */
export const check_bhyt_card = (text: string): Checked<BhytCardParts> => {
  const value = tidy_number(text)
  if (value.length === 15) return check_15(value)
  if (/^\d{10}$/.test(value)) {
    if (/^0+$/.test(value)) return wrong(value, 'Mã số BHXH không thể toàn số 0')
    return right(value, { shape: 'insurance_number_10', insurance_number: value })
  }
  if (/^\d{12}$/.test(value)) {
    const citizen_id = check_cccd(value)
    return citizen_id.ok ? right(value, { shape: 'citizen_id_12' }) : { ok: false, value, reasons: citizen_id.reasons }
  }
  return wrong(
    value,
    `Số thẻ BHYT có 15 ký tự (2 chữ, 13 số), 10 chữ số (mã BHXH) hoặc 12 chữ số (định danh); số này có ${value.length}`,
  )
}
