import { right, tidy_number, wrong, type Checked } from './checked.ts'
import { find_birth_place } from './province-codes.ts'

export type CccdParts = {
  province_code: string
  /** Place of birth registration: an old province, or a country. */
  birth_place: string
  gender: 'male' | 'female'
  birth_year: number
  serial: string
}

/** What is known of the person from elsewhere; `birth_date` may be a partial ISO date. */
export type KnownPerson = { gender?: string; birth_date?: string }

const gender_name = { male: 'nam', female: 'nữ' } as const

const doubts_of = (parts: CccdParts, known: KnownPerson): string[] => {
  const doubts: string[] = []
  if ((known.gender === 'male' || known.gender === 'female') && known.gender !== parts.gender) {
    doubts.push(`Số thứ tư cho biết giới ${gender_name[parts.gender]}, hồ sơ ghi ${gender_name[known.gender]}`)
  }
  const year = known.birth_date?.slice(0, 4)
  if (year !== undefined && Number(year) !== parts.birth_year) {
    doubts.push(`Số định danh cho biết năm sinh ${parts.birth_year}, hồ sơ ghi ${year}`)
  }
  return doubts
}

/** Nobody is born after 2099 yet: the fourth digit of every number in use is 0 to 3. */
const century_sex_max = 3

/**
 * Số định danh cá nhân / CCCD: 3 digits province or country, 1 digit century and sex, 2 digits year of birth, 6 random
 * (NĐ 137/2015/NĐ-CP art. 13; TT 59/2021/TT-BCA art. 4). Century and sex: 0, 1 are a man, a woman born 1900–1999;
 * 2, 3 born 2000–2099, and so on. A code that was never given out makes the number wrong; parts that do not fit what is
 * known of the person are doubts, not errors, for what is known may be wrong.
 */
export const check_cccd = (text: string, known: KnownPerson = {}): Checked<CccdParts> => {
  const value = tidy_number(text)
  if (!/^\d+$/.test(value)) return wrong(value, 'Số định danh cá nhân (CCCD) chỉ gồm chữ số')
  if (value.length !== 12) return wrong(value, `Số định danh cá nhân (CCCD) có 12 chữ số; số này có ${value.length}`)
  const province_code = value.slice(0, 3)
  const birth_place = find_birth_place(province_code)
  if (birth_place === undefined)
    return wrong(value, `Ba số đầu ${province_code} không phải mã tỉnh hay mã nước đăng ký khai sinh nào; xem lại thẻ`)
  const century_sex = Number(value[3])
  if (century_sex > century_sex_max)
    return wrong(value, `Số thứ tư (thế kỷ và giới tính) là từ 0 đến ${century_sex_max}; thẻ này ghi ${century_sex}`)
  const parts: CccdParts = {
    province_code,
    birth_place,
    gender: century_sex % 2 === 0 ? 'male' : 'female',
    birth_year: 1900 + 100 * Math.floor(century_sex / 2) + Number(value.slice(4, 6)),
    serial: value.slice(6),
  }
  return right(value, parts, doubts_of(parts, known))
}
