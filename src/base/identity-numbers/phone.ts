import { right, wrong, type Checked } from './checked.ts'

/** Eleven-digit mobile numbers were moved in 2018 (Bộ TTTT, plan of 9/2018). Old records still carry them. */
const moved_2018: Record<string, string> = {
  '0120': '070',
  '0121': '079',
  '0122': '077',
  '0126': '076',
  '0128': '078',
  '0123': '083',
  '0124': '084',
  '0125': '085',
  '0127': '081',
  '0129': '082',
  '0162': '032',
  '0163': '033',
  '0164': '034',
  '0165': '035',
  '0166': '036',
  '0167': '037',
  '0168': '038',
  '0169': '039',
  '0186': '056',
  '0188': '058',
  '0199': '059',
}

/** Vietnamese numbers are stored in their home form (`0912345678`), others with `+` and country. */
export const check_phone = (text: string): Checked<{ kind: 'mobile' | 'landline' | 'foreign' }> => {
  const typed = text.normalize('NFKC').replace(/[\s.\-–()]/gu, '')
  const value = typed.replace(/^(?:\+|00)84\(?0?/, '0')
  if (/^0[35789]\d{8}$/.test(value)) return right(value, { kind: 'mobile' })
  if (/^02\d{9}$/.test(value)) return right(value, { kind: 'landline' })
  const moved = moved_2018[value.slice(0, 4)]
  if (moved !== undefined && /^\d{11}$/.test(value)) {
    return wrong(value, `Đầu số 11 chữ số đã đổi từ năm 2018; số mới là ${moved}${value.slice(4)}`)
  }
  if (/^\+(?!84)[1-9]\d{6,14}$/.test(typed)) return right(typed, { kind: 'foreign' })
  return wrong(value, 'Số điện thoại di động có 10 chữ số, cố định có 11 chữ số (kể cả mã vùng), bắt đầu bằng 0')
}

/** `0912345678` → `0912 345 678`, for reading. */
export const format_phone = (phone: string): string => phone.replace(/^(\d{4})(\d{3})(\d{3,4})$/, '$1 $2 $3')
