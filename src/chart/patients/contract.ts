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
  /** A day or a moment; 'true' where nobody knows when; absent of the living. */
  deceased?: string
  stay?: { encounter: string; department: string; bed: string; since: string }
}

/** GET /api/patients?q=… (at most 20; `more` says that there are others) */
export type PatientSearch = { hits: PatientHit[]; more: boolean }

export type IdentityKind = 'cccd' | 'passport' | 'cmnd' | 'none'

/** A line of a catalogue. */
export type Coded = { code: string; display: string }

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
  ethnicity?: Coded
  occupation?: Coded
  nationality?: Coded
  address?: {
    line?: string
    hamlet?: string
    ward?: Coded
    district?: string
    province?: Coded
  }
  workplace?: string
  contact?: { name: string; phone?: string; address?: string; relationship?: string }
  confirm_new?: boolean
}

/** 201: {id, patient_code}. 409: details.duplicates: LikelyDuplicate[] — shown before a second chart is made. */
export type LikelyDuplicate = PatientHit & {
  /** The paper typed counts on that chart: it is that person. */
  same_paper: boolean
  reasons: string[]
}

/** One line of the dated list of numbers. `from`, `to`: days; without `to`, or until it, the number counts. */
export type DatedNumber = {
  kind: Exclude<IdentityKind, 'none'> | 'bhyt' | 'temporary'
  value: string
  from?: string
  to?: string
}

/** GET /api/patients/:id/standing — the chart that has this person's facts: `:id`, or the one it was merged into. */
export type Standing = { id: string; name: string }

/** GET /api/patients/:id */
export type PatientDetail = Registration & {
  id: string
  version: number
  patient_code: string
  /** As in PatientHit. */
  deceased?: string
  /** Every number this person was ever known by: those that count now first, then the ended ones, latest first. */
  identifiers: DatedNumber[]
}

/**
 * The day a number of the list stops (stopped) to count, where it is another than the day of the correction; `from` tells
 * two lines of one number apart (a card renewed under the same number).
 */
export type EndedNumber = { kind: Exclude<IdentityKind, 'none'> | 'bhyt'; value: string; from?: string; to: string }

/**
 * PUT /api/patients/:id — the whole person as it should stand; `if_match` is the version of the GET. A field left out is
 * taken away, a number is not: another number of its kind ends it today, and it stays in `identifiers`.
 * 200 Corrected. 409: details.duplicates as at registration, when a number typed now stands on other charts; with
 * `confirm_new` the clerk has looked. 412: somebody changed the person since; details {current_version, changed_by, changed_at}.
 */
export type Correction = Registration & { if_match: number; ended?: EndedNumber[] }
export type Corrected = { version: number }
