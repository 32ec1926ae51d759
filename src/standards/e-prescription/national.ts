/** The JSON of QĐ 808/QĐ-BYT as clients send it. Names are the decision's. */

export type NationalLine = {
  ma_thuoc: string
  biet_duoc: string
  ten_thuoc: string
  don_vi_tinh: string
  so_luong: number
  cach_dung: string
}
export type NationalCourse = { dot: number; tu_ngay: string; den_ngay: string; so_thang_thuoc: number }
export type NationalDiagnosis = { ma_chan_doan: string; ten_chan_doan: string; ket_luan: string }

export type NationalPrescription = {
  loai_don_thuoc: string
  ma_don_thuoc: string
  ho_ten_benh_nhan: string
  ma_dinh_danh_y_te?: string
  ma_dinh_danh_cong_dan?: string
  ngay_sinh_benh_nhan: string
  can_nang?: number
  gioi_tinh: number
  ma_so_the_bao_hiem_y_te?: string
  thong_tin_nguoi_giam_ho?: string
  dia_chi: string
  chan_doan: NationalDiagnosis[]
  luu_y?: string
  hinh_thuc_dieu_tri?: number
  dot_dung_thuoc?: NationalCourse | NationalCourse[]
  thong_tin_don_thuoc: NationalLine[]
  loi_dan?: string
  so_dien_thoai_nguoi_kham_benh?: string
  ngay_tai_kham?: number
  ngay_gio_ke_don: string
  signature?: string
}

export type NationalSaleLine = {
  ma_thuoc_da_ke_don: string
  ma_thuoc: string
  biet_duoc: string
  ten_thuoc: string
  don_vi_tinh: string
  so_luong: number
  so_luong_ban: number
  cach_dung: string
}
export type NationalSale = {
  ma_don_thuoc: string
  thong_tin_thuoc: NationalSaleLine[]
  ma_co_so_cung_ung_thuoc: string
  ten_co_so_cung_ung_thuoc: string
  so_dien_thoai_co_so_cung_ung_thuoc: string
  dia_chi_co_so_cung_ung_thuoc: string
  ma_hoa_don: string
}

/** gioi_tinh: not FHIR's order. */
export const national_gender = { unknown: 1, other: 1, male: 2, female: 3 } as const
export const gender_of_national = (value: number): 'male' | 'female' | 'unknown' =>
  value === 2 ? 'male' : value === 3 ? 'female' : 'unknown'

/** "2020-03-05" → "05/03/2020"; what is known of it: "03/2020", "2020". */
export const national_day = (day: string): string => day.slice(0, 10).split('-').reverse().join('/')

/** "5/3/2020" → "2020-03-05"; undefined when it is no day. */
export const day_of_national = (text: string): string | undefined => {
  const match = /^(?:(\d{1,2})\/)?(?:(\d{1,2})\/)?(\d{4})$/.exec(text.trim())
  if (!match) return undefined
  const [, first, second, year = ''] = match
  const [month, day] = second === undefined ? [first, undefined] : [second, first]
  const parts = [year, month?.padStart(2, '0'), day?.padStart(2, '0')].filter((one) => one !== undefined)
  return parts.join('-')
}

/** How the sentence of a replacing prescription begins: QĐ 808 has no field for it, so it stands in `luu_y`. */
export const replaces_words = 'Thay thế đơn thuốc'
