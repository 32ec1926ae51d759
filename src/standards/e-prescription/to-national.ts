import { local_time } from '../../base/time/index.ts'
import { national_code, national_kind } from './code.ts'
import {
  national_day,
  national_gender,
  replaces_words,
  type NationalCourse,
  type NationalPrescription,
} from './national.ts'
import { printed_name, type Prescription } from './prescription.ts'

const courses_of = ({ courses, kind }: Prescription): NationalCourse[] =>
  courses.map(({ number, from, to }) => ({
    dot: number,
    tu_ngay: national_day(from),
    den_ngay: national_day(to),
    // Packets of a decoction; 0 for any other type.
    so_thang_thuoc: kind === 'T' ? 1 : 0,
  }))

/** What is not known is left out: the receiving side reads an empty text as a value. */
const filled = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined && one !== '')) as T

/** Our prescription in the words of the national system. */
export const to_national = (prescription: Prescription): NationalPrescription => {
  const { patient, prescriber, kind, replaces } = prescription
  const courses = courses_of(prescription)
  const needs_course = kind !== 'C'
  return filled<NationalPrescription>({
    loai_don_thuoc: national_kind(kind),
    ma_don_thuoc: national_code(prescription.code),
    ho_ten_benh_nhan: patient.name,
    ma_dinh_danh_cong_dan: patient.cccd ?? patient.passport ?? '',
    ngay_sinh_benh_nhan: national_day(patient.birth_date),
    ...(patient.weight_kg === undefined ? {} : { can_nang: patient.weight_kg }),
    gioi_tinh: national_gender[patient.gender],
    ma_so_the_bao_hiem_y_te: patient.bhyt ?? '',
    thong_tin_nguoi_giam_ho: patient.guardian ?? '',
    dia_chi: patient.address,
    chan_doan: prescription.diagnoses.map(({ code, text, conclusion }) => ({
      ma_chan_doan: code,
      ten_chan_doan: text,
      ket_luan: conclusion ?? text,
    })),
    luu_y: replaces ? `${replaces_words} ${national_code(replaces)}` : '',
    hinh_thuc_dieu_tri: prescription.treatment === 'inpatient' ? 1 : 2,
    // One course as an object: clients disagree, and all take an object.
    ...(needs_course && courses[0] ? { dot_dung_thuoc: courses.length === 1 ? courses[0] : courses } : {}),
    thong_tin_don_thuoc: prescription.lines.map((line) => ({
      ma_thuoc: line.drug_code,
      // Never empty there, also for a generic.
      biet_duoc: line.brand || line.ingredient,
      ten_thuoc: printed_name(line),
      don_vi_tinh: line.unit,
      so_luong: line.quantity,
      cach_dung: line.directions,
    })),
    loi_dan: prescription.advice ?? '',
    so_dien_thoai_nguoi_kham_benh: prescriber.phone ?? '',
    ...(prescription.reexam_days === undefined ? {} : { ngay_tai_kham: prescription.reexam_days }),
    ngay_gio_ke_don: local_time(prescription.signed_at).slice(0, 19).replace('T', ' '),
  })
}
