/** What crosses the wire about stays, wards and beds. Times are local: "2026-11-21T08:10". */

/** GET /api/departments */
export type Department = { id: string; code: string; name: string; inpatients: number; beds: number }

/** GET /api/departments/:id/beds */
export type Bed = { id: string; name: string; room: string; taken_by?: string }

/** GET /api/wards/:department — the patient list; `all` for every department. */
export type WardRow = {
  encounter: string
  patient: string
  name: string
  gender: string
  age: string
  birth_date: string
  department: string
  room: string
  bed: string
  day: number
  admitted_at: string
  admission_number: string
  diagnosis: string
  diagnosis_code: string
  payer: string
  allergies: string[]
  /** Sheets begun and not signed. */
  unsigned: number
  /** What the regulation still wants, in words: “Bệnh án chưa hoàn chỉnh (quá 24 giờ)”. */
  alerts: string[]
}

/** The doctor's words and the ICD-10 code, which is looked up in the catalogue in force today. */
export type DiagnosisSaid = { text: string; code?: string }
/** A main diagnosis at the end is never without its code. */
export type MainDiagnosisSaid = { text: string; code: string }

/** POST /api/stays */
export type Admission = {
  patient: string
  kind: 'inpatient' | 'outpatient' | 'station'
  admitted_at: string
  admit_from: '1' | '2' | '3'
  referred_by: '1' | '2' | '3'
  payer_kind: '1' | '2' | '3' | '4'
  department: string
  bed?: string
  referral_diagnosis?: DiagnosisSaid
  emergency_diagnosis?: DiagnosisSaid
  admission_diagnosis?: DiagnosisSaid
  /** Slug of the record's form, e.g. "01-BV1". */
  form: string
}
/** `warnings`: what a person should look at again, e.g. a code mostly of women on a man (TT 06/2026, columns 25, 28, 29). */
export type Admitted = {
  encounter: string
  admission_number: string
  ma_yt: string
  record: string
  sheet: string
  warnings: string[]
}

/** POST /api/stays/:encounter/transfer */
export type Transfer = { department: string; bed?: string; at: string }

/** POST /api/stays/:encounter/discharge */
export type Discharge = {
  at: string
  kind: '1' | '2' | '3' | '4' | '5'
  result: '1' | '2' | '3' | '4' | '5'
  /** With result 5, where the person died before the stay was ended (or was brought in dead). */
  died_at?: string
  /**
   * Words alone are not enough, whatever the outcome: for each of them ICD-10 has a code, also for a death nobody can
   * explain (R99) and for somebody who went before a diagnosis was made (the working diagnosis, or R69).
   */
  main: MainDiagnosisSaid
  comorbid: DiagnosisSaid[]
}
export type Discharged = { version: number; warnings: string[] }
