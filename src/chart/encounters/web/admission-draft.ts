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

/**
 * What a paper of another house says of whom it announces, handed over in the browser's history: a diagnosis does not belong
 * into an address, which servers write down.
 */
export type AdmissionBegun = {
  referral: Diagnosis
  is_emergency: boolean
  /** The page that waits for the visit. */
  back: string
}

const is_begun = (state: unknown): state is { admission: AdmissionBegun } =>
  typeof state === 'object' && state !== null && 'admission' in state

/** @param state of the browser's history */
export const begun_by = (state: unknown): AdmissionBegun | undefined => (is_begun(state) ? state.admission : undefined)

export const begin_admission = (
  facility: FacilityKind,
  now: string,
  begun: AdmissionBegun | undefined,
): AdmissionDraft => {
  const empty = empty_admission(facility, now)
  if (!begun) return empty
  const { referral, is_emergency } = begun
  return { ...empty, referral, referred_by: '1', admit_from: is_emergency ? '1' : empty.admit_from }
}

const empty_admission = (facility: FacilityKind, now: string): AdmissionDraft => ({
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
