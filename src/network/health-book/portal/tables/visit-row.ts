import type { Row } from '../../../../standards/bhyt-exchange/index.ts'
import { list_of, text_of } from '../../../../standards/fhir/index.ts'
import { text_answer, xml_day, xml_moment } from '../../../transfer-letters/index.ts'
import { value_of } from '../../publish/book.ts'
import { card_fields } from './card-fields.ts'
import { days_of_visit, kind_of_visit } from './kind-of-visit.ts'
import { person_fields } from './person-fields.ts'
import { departments_of, key_of_visit, number_of, type TableSource } from './source.ts'

const amounts = [
  ...['T_THUOC', 'T_VTYT', 'T_TONGCHI_BV', 'T_TONGCHI_BH', 'T_BNTT', 'T_BNCCT', 'T_BHTT', 'T_NGUONKHAC'],
  'T_BHTT_GDV',
]
/** No billing: nothing is asked of anybody, and the format wants a number. */
export const no_money = (names: string[]): Row => Object.fromEntries(names.map((name) => [name, '0']))

const diagnoses_of = ({ visit }: TableSource, ...uses: string[]) => {
  for (const use of uses) {
    const found = visit.diagnoses.filter((one) => one.use === use)
    if (found.length > 0) return found
  }
  return []
}

const words = (all: { text: string; display: string }[]): string =>
  all
    .map(({ text, display }) => text || display)
    .filter(Boolean)
    .join(';')

export const diagnosis_fields = (source: TableSource): Row => {
  const main = diagnoses_of(source, 'discharge').slice(0, 1)
  const others = [...diagnoses_of(source, 'discharge').slice(1), ...diagnoses_of(source, 'discharge-comorbid')]
  const codes = new Set(others.map(({ code }) => code).filter((code) => code !== '' && code !== main[0]?.code))
  return {
    CHAN_DOAN_VAO: words(diagnoses_of(source, 'admission', 'emergency', 'referral')),
    CHAN_DOAN_RV: words([...main, ...others]),
    MA_BENH_CHINH: main[0]?.code ?? '',
    MA_BENH_KT: [...codes].join(';'),
  }
}

/**
 * MA_LOAI_RV of our own hình thức ra viện: 1 ra viện; 2 xin về and 4 đưa về are “xin ra viện”; 3 bỏ về. 5, sent on: for which
 * reason only the signed letter says, and without it nothing is guessed.
 */
const leaving_fields = ({ visit, transfer }: TableSource): Row => {
  const kind = visit.stay.discharge_kind ?? ''
  if (kind !== '5') return { MA_LOAI_RV: { 1: '1', 2: '4', 3: '3', 4: '4' }[kind] ?? '' }
  if (!transfer) return {}
  return {
    MA_LOAI_RV: text_answer(transfer.answers, 'ly_do') === '3' ? '5' : '2',
    MA_NOI_DEN: text_answer(transfer.answers, 'noi_den_ma'),
  }
}

const weight_of = ({ own }: TableSource): string => {
  const found = own.find(
    (fact) =>
      fact.resourceType === 'Observation' &&
      list_of((fact['code'] as Row | undefined)?.['coding']).some(({ code }) => code === '29463-7'),
  )
  return found ? number_of(found['valueQuantity']) : ''
}

const blood_of = ({ own }: TableSource): string => {
  const said = value_of(own, '882-1') ?? value_of(own, '883-9') ?? ''
  return said.length <= 5 ? said : ''
}

/** XML1: the visit in one row. */
export const visit_row = (source: TableSource): Row => {
  const { stay, encounter, words: told, facility } = source.visit
  const kind = kind_of_visit(source)
  const is_inpatient = stay.kind === 'inpatient'
  const reason = list_of(encounter['reasonCode']).map((one) => text_of(one['text']))[0] ?? told.get('reason') ?? ''
  const left = xml_moment(stay.discharged_at)
  return {
    ...{ MA_LK: key_of_visit(source), STT: '1' },
    ...person_fields(source),
    ...card_fields(source),
    ...{ LY_DO_VV: reason, LY_DO_VNT: is_inpatient ? reason : '' },
    ...diagnosis_fields(source),
    ...leaving_fields(source),
    ...{ NGAY_VAO: xml_moment(stay.admitted_at), NGAY_VAO_NOI_TRU: is_inpatient ? xml_moment(stay.admitted_at) : '' },
    ...{ NGAY_RA: left, SO_NGAY_DTRI: days_of_visit(source, kind) },
    ...{ KET_QUA_DTRI: stay.treatment_result ?? '', PP_DIEU_TRI: told.get('summary.treatment') ?? '' },
    GHI_CHU: [told.get('advice'), told.get('summary.follow_up')].filter(Boolean).join('; '),
    ...no_money(amounts),
    // The dossier's month, not a claim: nothing is asked to be paid.
    ...{ NAM_QT: left.slice(0, 4), THANG_QT: String(Number(left.slice(4, 6)) || '') },
    ...{ MA_LOAI_KCB: kind, MA_KHOA: departments_of(source), MA_CSKCB: facility.code },
    ...{ CAN_NANG: weight_of(source), NHOM_MAU: blood_of(source) },
    NGAY_TAI_KHAM: source.slip ? xml_day(text_answer(source.slip.answers, 'hen_ngay')) : '',
    MA_HSBA: source.record_number || stay.admission_number,
  }
}
