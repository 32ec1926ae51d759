/** Answers of our sheets (linkIds of spec/forms) and allergies → the words the format asks for. */
import { code_system } from '../../fhir/index.ts'
import type { HoSoBenhAn } from '../schema-2025-06.ts'
import type * as R from './shapes.ts'
import type { FhirRecord } from './source.ts'
import { by_time } from './source.ts'
import { words_of } from './values.ts'

type History = HoSoBenhAn['ThongTinBenhNhan']['tiensubenhtatcuabanthan'][number]
type Organs = HoSoBenhAn['ThongTinVaoVien']['khambenh_caccoquan']

const answer_text = (answer: NonNullable<R.Item['answer']>[number]): string => {
  if (answer.valueString !== undefined) return answer.valueString
  const number = answer.valueInteger ?? answer.valueDecimal
  if (number !== undefined) return JSON.stringify(number)
  return answer.valueCoding?.display ?? answer.valueCoding?.code ?? ''
}

const walk = (items: readonly R.Item[] | undefined, found: Map<string, string>): void => {
  for (const item of items ?? []) {
    const name = (item.linkId ?? '').split(/[./]/).at(-1) ?? ''
    const text = (item.answer ?? [])
      .map(answer_text)
      .filter((one) => one !== '')
      .join('; ')
    if (text !== '' && !found.has(name)) found.set(name, text)
    walk(item.item, found)
    for (const answer of item.answer ?? []) walk(answer.item, found)
  }
}

/** The first answer to each question, by the last part of its linkId, in the order the sheets were written. */
export const answers_of = (record: FhirRecord): ((name: string) => string) => {
  const found = new Map<string, string>()
  for (const sheet of by_time(record.questionnaire_responses, (one) => one.authored)) walk(sheet.item, found)
  return (name) => found.get(name) ?? ''
}

const allergy_prefix = 'Dị ứng: '

export const history_rows = (record: FhirRecord, own_history: string): History[] => {
  const row = (noidung: string, ghichu: string): History => ({
    thongtin_ma: '',
    thongtin_noidung: noidung,
    thongtin_giatri: '1',
    thongtin_ghichu: ghichu,
  })
  const allergies = by_time(record.allergies, (one) => one.recordedDate)
    .filter((one) => words_of(one.code) !== '')
    .map((one) => row(`${allergy_prefix}${words_of(one.code)}`, one.note?.[0]?.text ?? ''))
  return own_history === '' ? allergies : [...allergies, row(own_history, '')]
}

export const allergies_to_fhir = (hsba: HoSoBenhAn, patient: string): R.Allergy[] =>
  hsba.ThongTinBenhNhan.tiensubenhtatcuabanthan
    .filter((row) => row.thongtin_noidung.startsWith(allergy_prefix) && row.thongtin_giatri === '1')
    .map((row) => ({
      resourceType: 'AllergyIntolerance' as const,
      clinicalStatus: { coding: [{ system: code_system.allergy_clinical, code: 'active' }] },
      code: { text: row.thongtin_noidung.slice(allergy_prefix.length) },
      patient: { reference: patient },
      ...(row.thongtin_ghichu === '' ? {} : { note: [{ text: row.thongtin_ghichu }] }),
    }))

/** Question of the form → organ of the format. */
const organ_questions = {
  tuanhoan: 'cq_tuan_hoan',
  hohap: 'cq_ho_hap',
  tieuhoa: 'cq_tieu_hoa',
  thantietnieu: 'cq_than_tiet_nieu_sinh_duc',
  thankinh: 'cq_than_kinh',
  coxuongkhop: 'cq_co_xuong_khop',
  taimuihong: 'cq_tai_mui_hong',
  ranghammat: 'cq_rang_ham_mat',
  mat: 'cq_mat',
  noitiet_dinhduong_benhlikhac: 'cq_noi_tiet_dinh_duong_va_cac_benh_ly_khac',
} as const

export const organ_findings = (answer: (name: string) => string): Organs => {
  const finding = (name: string): Organs['mat'] => {
    const dauchung = answer(name)
    return dauchung === '' ? [] : [{ dauchung_ma: { VNCODE: '', SNOMED: '' }, dauchung, dauchung_ghichu: '' }]
  }
  const q = organ_questions
  return {
    tuanhoan: finding(q.tuanhoan),
    hohap: finding(q.hohap),
    tieuhoa: finding(q.tieuhoa),
    thantietnieu: finding(q.thantietnieu),
    thankinh: finding(q.thankinh),
    coxuongkhop: finding(q.coxuongkhop),
    taimuihong: finding(q.taimuihong),
    ranghammat: finding(q.ranghammat),
    mat: finding(q.mat),
    noitiet_dinhduong_benhlikhac: finding(q.noitiet_dinhduong_benhlikhac),
  }
}
