import { Failure, type Issue } from '../../base/outcome/index.ts'
import { shift_days, to_instant } from '../../base/time/index.ts'
import { code_in, national_kind, read_code, tidy_code } from './code.ts'
import { day_of_national, gender_of_national, replaces_words } from './national.ts'
import type { Course, PrescribedLine, Prescription } from './prescription.ts'

type Json = Record<string, unknown>
const is_json = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const listed = (value: unknown): Json[] =>
  Array.isArray(value) ? value.filter(is_json) : is_json(value) ? [value] : []

/** Numbers arrive as texts now and then; a text that is none is noted. */
class Reader {
  readonly issues: Issue[] = []
  private readonly json: Json
  private readonly path: string
  constructor(json: Json, path: string, issues?: Issue[]) {
    this.json = json
    this.path = path
    if (issues) this.issues = issues
  }
  note(field: string, message: string, code: Issue['code'] = 'value'): void {
    this.issues.push({ severity: 'error', code, message, expression: this.path ? `${this.path}.${field}` : field })
  }
  text(field: string): string {
    const value = this.json[field]
    return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
  }
  needed(field: string, name: string): string {
    const value = this.text(field)
    if (value === '') this.note(field, `Thiếu ${name} (${field})`, 'required')
    return value
  }
  number(field: string, name: string, is_needed: boolean): number | undefined {
    const text = this.text(field)
    if (text === '') {
      if (is_needed) this.note(field, `Thiếu ${name} (${field})`, 'required')
      return undefined
    }
    const value = Number(text.replace(',', '.'))
    if (Number.isFinite(value) && value >= 0) return value
    this.note(field, `${name} (${field}) phải là số không âm, không phải “${text}”`)
    return undefined
  }
  day(field: string, name: string): string {
    const text = this.needed(field, name)
    const day = day_of_national(text)
    if (text !== '' && day === undefined)
      this.note(field, `${name} (${field}) phải là ngày/tháng/năm, không phải “${text}”`)
    return day ?? ''
  }
}

const read_line = (json: Json, path: string, issues: Issue[]): PrescribedLine => {
  const line = new Reader(json, path, issues)
  const quantity = line.number('so_luong', 'số lượng', true)
  if (quantity === 0) line.note('so_luong', 'Số lượng (so_luong) phải lớn hơn 0')
  return {
    id: line.needed('ma_thuoc', 'mã thuốc'),
    drug_code: line.text('ma_thuoc'),
    ingredient: line.needed('ten_thuoc', 'tên thuốc'),
    brand: line.needed('biet_duoc', 'biệt dược; thuốc gốc ghi tên hoạt chất'),
    ...{ strength: '', form: '', route_code: '', route: '' },
    unit: line.needed('don_vi_tinh', 'đơn vị tính'),
    quantity: quantity ?? 0,
    directions: line.needed('cach_dung', 'cách dùng'),
  }
}

const read_courses = (json: Json, issues: Issue[]): Course[] =>
  listed(json['dot_dung_thuoc']).map((one, i) => {
    const course = new Reader(one, `dot_dung_thuoc[${i}]`, issues)
    return {
      number: course.number('dot', 'số đợt', false) ?? i + 1,
      from: course.day('tu_ngay', 'ngày bắt đầu đợt'),
      to: course.day('den_ngay', 'ngày hết đợt'),
    }
  })

const read_moment = (reader: Reader): string => {
  const text = reader.needed('ngay_gio_ke_don', 'ngày giờ kê đơn')
  const match = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})$/.exec(text)
  if (text !== '' && !match)
    reader.note(
      'ngay_gio_ke_don',
      `Ngày giờ kê đơn (ngay_gio_ke_don) phải là “năm-tháng-ngày giờ:phút:giây”, không phải “${text}”`,
    )
  return match ? to_instant(match[1] ?? '', match[2] ?? '') : ''
}

const check_code = (reader: Reader): void => {
  const parts = read_code(reader.needed('ma_don_thuoc', 'mã đơn thuốc'))
  const kind = reader.needed('loai_don_thuoc', 'loại đơn thuốc').toLowerCase()
  if (!parts) {
    if (reader.text('ma_don_thuoc') !== '')
      reader.note(
        'ma_don_thuoc',
        'Mã đơn thuốc (ma_don_thuoc) phải có 14 ký tự: 5 ký tự mã cơ sở, 7 chữ hoặc số, gạch nối, loại c/n/h/y',
      )
  } else if (kind !== '' && kind !== national_kind(parts.kind) && kind !== parts.kind.toLowerCase())
    reader.note(
      'loai_don_thuoc',
      `Loại đơn thuốc (loai_don_thuoc) “${kind}” khác loại trong mã đơn “${national_kind(parts.kind)}”`,
    )
}

/** RX-06; the day of prescribing is not counted (Bộ luật Dân sự 2015 Điều 147.2). */
const collect_days = 5

const build = (json: Json, reader: Reader): Prescription => {
  const { issues } = reader
  const code = tidy_code(reader.text('ma_don_thuoc')) ?? ''
  const parts = read_code(code)
  const gender = reader.number('gioi_tinh', 'giới tính', true)
  if (gender !== undefined && ![1, 2, 3].includes(gender))
    reader.note('gioi_tinh', `Giới tính (gioi_tinh) là 1 không rõ, 2 nam, 3 nữ; không phải ${gender}`)
  const lines = listed(json['thong_tin_don_thuoc']).map((line, i) =>
    read_line(line, `thong_tin_don_thuoc[${i}]`, issues),
  )
  if (lines.length === 0) reader.note('thong_tin_don_thuoc', 'Đơn không có thuốc nào (thong_tin_don_thuoc)', 'required')
  const diagnoses = listed(json['chan_doan']).map((one, i) => {
    const diagnosis = new Reader(one, `chan_doan[${i}]`, issues)
    return {
      code: diagnosis.needed('ma_chan_doan', 'mã chẩn đoán'),
      text: diagnosis.needed('ten_chan_doan', 'tên chẩn đoán'),
      conclusion: diagnosis.text('ket_luan'),
    }
  })
  if (diagnoses.length === 0) reader.note('chan_doan', 'Đơn không có chẩn đoán (chan_doan)', 'required')
  const courses = read_courses(json, issues)
  if (parts && parts.kind !== 'C' && courses.length === 0)
    reader.note('dot_dung_thuoc', 'Đơn loại n, h, y phải có đợt dùng thuốc (dot_dung_thuoc)', 'required')
  const signed_at = read_moment(reader)
  const note = reader.text('luu_y')
  return {
    code,
    kind: parts?.kind ?? 'C',
    facility: { code: parts?.facility ?? '', name: reader.text('ten_co_so_kham_chua_benh') },
    patient: {
      name: reader.needed('ho_ten_benh_nhan', 'họ tên người bệnh'),
      gender: gender_of_national(gender ?? 1),
      birth_date: reader.day('ngay_sinh_benh_nhan', 'ngày sinh'),
      cccd: reader.text('ma_dinh_danh_cong_dan') || undefined,
      bhyt: reader.text('ma_so_the_bao_hiem_y_te') || undefined,
      address: reader.needed('dia_chi', 'địa chỉ'),
      weight_kg: reader.number('can_nang', 'cân nặng', false),
      guardian: reader.text('thong_tin_nguoi_giam_ho') || undefined,
    },
    ...{ diagnoses, lines, courses },
    advice: reader.text('loi_dan') || undefined,
    reexam_days: reader.number('ngay_tai_kham', 'số ngày tái khám', false),
    treatment: reader.text('hinh_thuc_dieu_tri') === '1' ? 'inpatient' : 'outpatient',
    prescriber: {
      id: '',
      name: reader.text('ten_bac_si'),
      phone: reader.text('so_dien_thoai_nguoi_kham_benh') || undefined,
    },
    signed_at,
    collect_until: signed_at ? shift_days(signed_at.slice(0, 10), collect_days) : '',
    replaces: note.startsWith(replaces_words) ? code_in(note) : undefined,
  }
}

/** Everything that is wrong with it, at once, with the field's own name. */
export const judge_national = (value: unknown): { prescription: Prescription | undefined; issues: Issue[] } => {
  if (!is_json(value))
    return {
      prescription: undefined,
      issues: [
        { severity: 'error', code: 'structure', message: 'Đơn thuốc phải là một đối tượng JSON', expression: '' },
      ],
    }
  const reader = new Reader(value, '')
  check_code(reader)
  const prescription = build(value, reader)
  return { prescription: reader.issues.length === 0 ? prescription : undefined, issues: reader.issues }
}

/** @throws 422 with every fault and its field */
export const read_national = (value: unknown): Prescription => {
  const { prescription, issues } = judge_national(value)
  if (!prescription) throw new Failure(422, issues)
  return prescription
}
