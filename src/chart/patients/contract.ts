/** What crosses the wire about patients. All dates ISO ("1968-03-12", also "1968-03" and "1968"). */

export type PatientHit = {
  id: string
  name: string
  gender: 'male' | 'female' | 'other' | 'unknown'
  birth_date: string
  age: string
  patient_code: string
  /** The identifier that explains the hit or the most telling one: CCCD, card, phone. */
  identifier: string
  address: string
  stay?: { encounter: string; department: string; bed: string; since: string }
}

/** GET /api/patients?q=… (at most 20; `more` says that there are others) */
export type PatientSearch = { hits: PatientHit[]; more: boolean }

export type IdentityKind = 'cccd' | 'passport' | 'cmnd' | 'none'

/** POST /api/patients. `confirm_new` is the clerk's word that the shown likely doubles are other people. */
export type Registration = {
  name: string
  gender: 'male' | 'female' | 'other' | 'unknown'
  /** May be a year only; empty only with reason_without_id 'unknown-emergency'. */
  birth_date: string
  identity: { kind: IdentityKind; value: string }
  /** Why there is no paper: newborn (then mother is required), unknown emergency patient, other. */
  reason_without_id?: 'newborn' | 'unknown-emergency' | 'other'
  mother?: string
  insurance?: { number: string; from?: string; to?: string; facility?: string; benefit_percent?: number }
  phone?: string
  ethnicity?: { code: string; display: string }
  occupation?: { code: string; display: string }
  nationality?: { code: string; display: string }
  address?: {
    line?: string
    hamlet?: string
    ward?: { code: string; display: string }
    district?: string
    province?: { code: string; display: string }
  }
  workplace?: string
  contact?: { name: string; phone?: string; address?: string; relationship?: string }
  confirm_new?: boolean
}

/** 201: {id, patient_code}. 409: details.duplicates: LikelyDuplicate[] — shown before a second chart is made. */
export type LikelyDuplicate = PatientHit & { score: number; reasons: string[] }

/** GET /api/patients/:id */
export type PatientDetail = Registration & { id: string; version: number; patient_code: string }
