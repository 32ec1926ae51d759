/** Condition ↔ the diagnoses of ThongTinVaoVien and ThongTinDieuTri, told apart by the extension diagnosis-use. */
import { code_system, extension_url } from '../../fhir/index.ts'
import type { HoSoBenhAn } from '../schema-2025-06.ts'
import type * as R from './shapes.ts'
import type { FhirRecord } from './source.ts'
import { by_time } from './source.ts'
import { code_of, compact, find_extension, words_of } from './values.ts'

const use_of = (condition: R.Condition): string =>
  find_extension(condition.extension, extension_url.diagnosis_use)?.valueCode ?? ''

const icd = (condition: R.Condition | undefined): string => code_of(condition?.code, code_system.icd10)

const icd_name = (condition: R.Condition | undefined): string =>
  condition?.code?.coding?.find((one) => one.system === code_system.icd10)?.display ?? words_of(condition?.code)

export const diagnosis_facts = (record: FhirRecord) => {
  const all = by_time(record.conditions, (one) => one.recordedDate)
  const with_use = (use: string): R.Condition[] => all.filter((one) => use_of(one) === use)
  const [referral] = with_use('referral')
  const [emergency] = with_use('emergency')
  const [admission] = with_use('admission')
  const [discharge] = with_use('discharge')
  const comorbid = with_use('discharge-comorbid')
  return {
    referral: { text: words_of(referral?.code), code: icd(referral) },
    emergency: { text: words_of(emergency?.code), code: icd(emergency) },
    admission: { text: words_of(admission?.code), code: icd(admission) },
    discharge: { text: words_of(discharge?.code), code: icd(discharge), name: icd_name(discharge) },
    /** QĐ 130 joins several codes with ";"; the annex gives one field (100) and no rule, so we join alike. */
    comorbid: {
      codes: comorbid
        .map(icd)
        .filter((code) => code !== '')
        .join(';'),
      names: comorbid
        .map(icd_name)
        .filter((name) => name !== '')
        .join('; '),
    },
  }
}

export type DiagnosisFacts = ReturnType<typeof diagnosis_facts>

type Entry = { use: string; text: string; code: string; name?: string }

const comorbid_entries = (treatment: HoSoBenhAn['ThongTinDieuTri']): Entry[] => {
  const codes = treatment.maicd_khac === '' ? [] : treatment.maicd_khac.split(';')
  const names = treatment.tenicd_khac === '' ? [] : treatment.tenicd_khac.split('; ')
  const length = Math.max(codes.length, names.length)
  return Array.from({ length }, (_, index) => {
    const name = names[index] ?? ''
    return { use: 'discharge-comorbid', text: name, code: codes[index] ?? '', name }
  })
}

export const diagnoses_to_fhir = (hsba: HoSoBenhAn, patient: string, encounter: string): R.Condition[] => {
  const treatment = hsba.ThongTinDieuTri
  const entries: Entry[] = [
    { use: 'referral', text: treatment.chandoantuyenduoi, code: treatment.chandoantuyenduoi_ma },
    { use: 'emergency', text: hsba.ThongTinVaoVien.chandoansobo, code: '' },
    { use: 'admission', text: treatment.chandoanvaovien, code: treatment.chandoanvaovien_ma },
    { use: 'discharge', text: treatment.chandoan, code: treatment.maicd, name: treatment.tenicd },
    ...comorbid_entries(treatment),
  ]
  return entries
    .filter((entry) => entry.text + entry.code !== '')
    .map(({ use, text, code, name }) => ({
      resourceType: 'Condition' as const,
      category: [{ coding: [{ system: code_system.condition_category, code: 'encounter-diagnosis' }] }],
      verificationStatus: { coding: [{ system: code_system.condition_verification, code: 'confirmed' }] },
      code: compact({
        coding: code === '' ? [] : [compact({ system: code_system.icd10, code, display: name ?? text })],
        text,
      }),
      subject: { reference: patient },
      encounter: { reference: encounter },
      extension: [{ url: extension_url.diagnosis_use, valueCode: use }],
    }))
}
