/** Procedure ↔ PhieuThuThuat, PhieuPhauThuat: surgery by its category, everything else is a procedure. */
import { identifier_system } from '../../fhir/index.ts'
import type { HoSoBenhAn } from '../schema-2025-06.ts'
import type * as R from './shapes.ts'
import type { FhirRecord, Names } from './source.ts'
import { by_time } from './source.ts'
import { code_of, compact, concept, moment_from_fhir, moment_to_fhir, words_of } from './values.ts'

type Row = HoSoBenhAn['PhieuThuThuat']['danhsach'][number]
export type Kind = 'procedure' | 'surgery'

/** SNOMED CT 387713003 "Surgical procedure" is the code of the FHIR value set procedure-category. */
const surgery_codes = ['surgery', 'surgical', '387713003', 'phau-thuat']

const kind_of = (one: R.Procedure): Kind =>
  surgery_codes.includes(code_of(one.category)) || words_of(one.category).toLowerCase() === 'phẫu thuật'
    ? 'surgery'
    : 'procedure'

const started = (one: R.Procedure): string | undefined => one.performedPeriod?.start ?? one.performedDateTime

export const procedure_rows = (record: FhirRecord, names: Names, kind: Kind): Row[] =>
  by_time(
    record.procedures.filter((one) => kind_of(one) === kind),
    started,
  ).map((one) => {
    const doctor = one.performer?.[0]?.actor
    return {
      sophieu: one.identifier?.[0]?.value ?? '',
      batdau: moment_from_fhir(started(one)),
      ketthuc: moment_from_fhir(one.performedPeriod?.end),
      ma: code_of(one.code),
      ten: words_of(one.code),
      chandoan: words_of(one.reasonCode?.[0]),
      bacsithuchien: names.person(doctor),
      bacsithuchien_ma: names.person_code(doctor, identifier_system.cchn),
      ketqua: words_of(one.outcome),
      taibien: words_of(one.complication?.[0]),
      ghichu: one.note?.[0]?.text ?? '',
    }
  })

const texts = (text: string): R.CodeableConcept[] => (text === '' ? [] : [{ text }])

const to_fhir = (row: Row, kind: Kind, patient: string, encounter: string): R.Procedure => {
  const { bacsithuchien: display, bacsithuchien_ma: value } = row
  const actor = compact({ display, identifier: value === '' ? undefined : { system: identifier_system.cchn, value } })
  const [start, end] = [moment_to_fhir(row.batdau), moment_to_fhir(row.ketthuc)]
  return compact({
    resourceType: 'Procedure' as const,
    status: 'completed',
    identifier: row.sophieu === '' ? [] : [{ value: row.sophieu }],
    category: { coding: [{ code: kind }], text: kind === 'surgery' ? 'Phẫu thuật' : 'Thủ thuật' },
    code: concept(row.ten, row.ma),
    subject: { reference: patient },
    encounter: { reference: encounter },
    performedPeriod: start === undefined && end === undefined ? undefined : compact({ start, end }),
    performer: display + value === '' ? [] : [{ actor }],
    reasonCode: texts(row.chandoan),
    outcome: row.ketqua === '' ? undefined : { text: row.ketqua },
    complication: texts(row.taibien),
    note: row.ghichu === '' ? [] : [{ text: row.ghichu }],
  })
}

export const procedures_to_fhir = (hsba: HoSoBenhAn, patient: string, encounter: string): R.Procedure[] => [
  ...hsba.PhieuThuThuat.danhsach.map((row) => to_fhir(row, 'procedure', patient, encounter)),
  ...hsba.PhieuPhauThuat.danhsach.map((row) => to_fhir(row, 'surgery', patient, encounter)),
]
