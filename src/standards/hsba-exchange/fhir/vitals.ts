/** Observation (vital-signs, LOINC) ↔ rows of danhsachsinhhieu; the first value of each is the one of admission. */
import { code_system } from '../../fhir/index.ts'
import type { HoSoBenhAn } from '../schema-2025-06.ts'
import type * as R from './shapes.ts'
import type { FhirRecord } from './source.ts'
import { by_time } from './source.ts'
import { code_of, moment_from_fhir, moment_to_fhir, number_text } from './values.ts'

/** LOINC, UCUM and words of docs/fhir-conventions.md. */
const signs = [
  { field: 'mach', loinc: '8867-4', unit: '/min', text: 'Mạch' },
  { field: 'nhietdo', loinc: '8310-5', unit: 'Cel', text: 'Nhiệt độ' },
  { field: 'huyetap_cao', loinc: '8480-6', unit: 'mm[Hg]', text: 'Huyết áp tâm thu' },
  { field: 'huyetap_thap', loinc: '8462-4', unit: 'mm[Hg]', text: 'Huyết áp tâm trương' },
  { field: 'nhiptho', loinc: '9279-1', unit: '/min', text: 'Nhịp thở' },
  { field: 'cannang', loinc: '29463-7', unit: 'kg', text: 'Cân nặng' },
  { field: 'chieucao', loinc: '8302-2', unit: 'cm', text: 'Chiều cao' },
] as const
type SignField = (typeof signs)[number]['field']
type Row = HoSoBenhAn['ThongTinDieuTri']['danhsachsinhhieu'][number]

const empty_row = (thoidiem: string): Row => ({
  mach: '',
  nhietdo: '',
  huyetap_cao: '',
  huyetap_thap: '',
  nhiptho: '',
  cannang: '',
  chieucao: '',
  thoidiem,
})

/** A number in another unit than the format expects is not told at all: a wrong number is worse than none. */
const fill = (row: Row, part: R.ObservationPart): void => {
  const sign = signs.find((one) => one.loinc === code_of(part.code, code_system.loinc))
  const value = number_text(part.valueQuantity)
  const code = part.valueQuantity?.code
  if (sign !== undefined && value !== '' && (code === undefined || code === sign.unit) && row[sign.field] === '')
    row[sign.field] = value
}

const is_vital = (one: R.Observation): boolean =>
  (one.category ?? []).some((category) => code_of(category) === 'vital-signs')

export const vital_rows = (record: FhirRecord): Row[] => {
  const vitals = by_time(record.observations.filter(is_vital), (one) => one.effectiveDateTime)
  const rows = new Map<string, Row>()
  for (const one of vitals) {
    const at = moment_from_fhir(one.effectiveDateTime)
    const row = rows.get(at) ?? empty_row(at)
    for (const part of [one, ...(one.component ?? [])]) fill(row, part)
    rows.set(at, row)
  }
  return Array.from(rows.values()).filter((row) => signs.some((sign) => row[sign.field] !== ''))
}

/** What was measured first, sign by sign. */
export const first_signs = (rows: readonly Row[]): Record<SignField, string> => {
  const row = empty_row('')
  for (const { field } of signs) row[field] = rows.find((one) => one[field] !== '')?.[field] ?? ''
  return row
}

const part_of = (sign: (typeof signs)[number], value: string): R.ObservationPart => ({
  code: { coding: [{ system: code_system.loinc, code: sign.loinc }], text: sign.text },
  valueQuantity: { value: Number(value), unit: sign.unit, system: code_system.ucum, code: sign.unit },
})

const panel_code = { coding: [{ system: code_system.loinc, code: '85354-9' }], text: 'Huyết áp' }

type Part = R.ObservationPart & { component?: R.ObservationPart[] }

const observations_of = (row: Row): Part[] => {
  const parts = signs.filter((sign) => row[sign.field] !== '' && String(Number(row[sign.field])) === row[sign.field])
  const pressure = parts.filter((sign) => sign.unit === 'mm[Hg]').map((sign) => part_of(sign, row[sign.field]))
  const others = parts.filter((sign) => sign.unit !== 'mm[Hg]').map((sign) => part_of(sign, row[sign.field]))
  const panel = pressure.length === 0 ? [] : [{ code: panel_code, component: pressure }]
  return [...others, ...panel]
}

export const vitals_to_fhir = (hsba: HoSoBenhAn, patient: string, encounter: string): R.Observation[] => {
  const admission = hsba.ThongTinVaoVien
  const at_admission: Row = {
    mach: admission.mach,
    nhietdo: admission.nhietdo,
    huyetap_cao: admission.huyetap_tamthu,
    huyetap_thap: admission.huyetap_tamtruong,
    nhiptho: admission.nhiptho,
    cannang: admission.cannang,
    chieucao: admission.chieucao,
    thoidiem: admission.denkhambenhluc,
  }
  const rows = hsba.ThongTinDieuTri.danhsachsinhhieu
  return (rows.length > 0 ? rows : [at_admission]).flatMap((row) =>
    observations_of(row).map((part) => {
      const at = moment_to_fhir(row.thoidiem)
      return {
        resourceType: 'Observation' as const,
        status: 'final',
        category: [{ coding: [{ system: code_system.observation_category, code: 'vital-signs' }] }],
        ...part,
        subject: { reference: patient },
        encounter: { reference: encounter },
        ...(at === undefined ? {} : { effectiveDateTime: at }),
      }
    }),
  )
}
