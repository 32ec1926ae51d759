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
  referral_diagnosis?: { text: string; code?: string }
  emergency_diagnosis?: { text: string; code?: string }
  admission_diagnosis?: { text: string; code?: string }
  /** Slug of the record's form, e.g. "01-BV1". */
  form: string
}
export type Admitted = { encounter: string; admission_number: string; ma_yt: string; record: string; sheet: string }

/** POST /api/stays/:encounter/transfer */
export type Transfer = { department: string; bed?: string; at: string }

/** POST /api/stays/:encounter/discharge */
export type Discharge = {
  at: string
  kind: '1' | '2' | '3' | '4' | '5'
  result: '1' | '2' | '3' | '4' | '5'
  main: { text: string; code: string }
  comorbid: { text: string; code?: string }[]
}
