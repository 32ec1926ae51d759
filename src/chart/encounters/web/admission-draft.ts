import type { FacilityKind } from '../../../platform/access/contract.ts'
import type { Admission } from '../contract.ts'
import type { Diagnosis } from './diagnosis-field.tsx'

export type AdmissionDraft = Pick<
  Admission,
  'kind' | 'admitted_at' | 'admit_from' | 'referred_by' | 'payer_kind' | 'department' | 'form'
> & {
  bed: string
  referral: Diagnosis
  emergency: Diagnosis
  admission: Diagnosis
}

const nothing: Diagnosis = { text: '', code: '' }

export const empty_admission = (facility: FacilityKind, now: string): AdmissionDraft => ({
  kind: facility === 'station' ? 'station' : facility === 'clinic' ? 'outpatient' : 'inpatient',
  admitted_at: now,
  admit_from: '2',
  referred_by: '2',
  payer_kind: '1',
  department: '',
  bed: '',
  form: '',
  ...{ referral: nothing, emergency: nothing, admission: nothing },
})

/** A diagnosis without words is not sent; without a code the words alone are. */
export const diagnosis_body = ({ text, code }: Diagnosis): { text: string; code?: string } | undefined =>
  text.trim() ? { text: text.trim(), ...(code && { code }) } : undefined

export const admission_body = (draft: AdmissionDraft, patient: string): Admission => {
  const { bed, referral, emergency, admission, ...rest } = draft
  const said = {
    referral_diagnosis: diagnosis_body(referral),
    emergency_diagnosis: diagnosis_body(emergency),
    admission_diagnosis: diagnosis_body(admission),
  }
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
  return { ...rest, patient, ...(bed && { bed }), ...given }
}
