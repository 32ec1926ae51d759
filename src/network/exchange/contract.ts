import type { Registration, PatientHit } from '../../chart/patients/contract.ts'

/** What crosses the wire about letters that come and go. Times ISO with offset; facilities by code, with their names. */

export type FacilityLine = { code: string; name: string; gln?: string; address: string; active: boolean }

/** The line to the hub, for whoever wonders why nothing comes. */
export type LineState = { is_set: boolean; is_on: boolean; last_ok_at: string; last_error: string }

/** GET /api/exchange/counts — for the badge and the tabs. */
export type ExchangeCounts = {
  /** Matched, sound, not answered yet. */
  coming: number
  /** Sound, but nobody of ours was found for certain. */
  unmatched: number
  /** Cannot be verified, not answered yet. */
  red: number
  /** Ours that are held for a person, and that were declined. */
  held: number
  rejected: number
  waiting: number
  line: LineState
}

export type IncomingTray = 'coming' | 'unmatched' | 'red' | 'done'

export type Person = {
  name: string
  birth_date: string
  gender: string
  identifiers: { kind: string; value: string }[]
}

export type IncomingLine = {
  id: string
  kind: string
  title: string
  sender: { code: string; name: string }
  person: Person
  created_at: string
  received_at: string
  verdict: 'good' | 'red'
  /** The first thing that is wrong with it. */
  problem: string
  patient: string
  state: 'received' | 'accepted' | 'rejected' | 'completed'
  reason: string
  encounter: string
  /** A later version has taken its place, or it took an earlier one's. */
  is_superseded: boolean
  is_correction: boolean
  labels: string[]
}

/** GET /api/exchange/incoming?tray=…&after=… (id of the last line, for the next page) */
export type IncomingList = { lines: IncomingLine[]; more: boolean }

export type Checks = {
  issues: { severity: string; code: string; message: string }[]
  signatures: {
    part: string
    signer: string
    organization: string
    signed_at: string
    by: string
    valid: boolean
    problem: string
  }[]
}

export type Candidate = PatientHit & {
  grade: 'certain' | 'probable' | 'possible' | 'certainly-not'
  reasons: string[]
}

export type LetterPart = {
  position: number
  kind: string
  title: string
  content_type: string
  size: number
  sha256: string
}

/** What the FHIR document says, section by section, in words. */
export type LetterSection = { title: string; text: string }

export type LetterReceipt = { says: string; party: string; standing: string; note: string; at: string }

/** GET /api/exchange/incoming/:id */
export type IncomingLetter = IncomingLine & {
  document: string
  author: string
  replaces: string
  superseded_by: string
  parts: LetterPart[]
  sections: LetterSection[]
  checks: Checks
  /** The chart it was laid to, how and by whom. */
  matched: (PatientHit & { how: string[]; by: string }) | null
  /** Charts that may be this person's, the likeliest first; asked for while it is not matched. */
  candidates: Candidate[]
  /** For a new chart: what the letter says of the person. */
  registration: Registration
  /** Stays and visits of the matched person that can be the arrival, the latest first. */
  visits: { encounter: string; what: string; since: string; is_open: boolean }[]
  acted: { by: string; at: string } | null
  /** Our letter that answers it. */
  answer: string
  /** The hub does not know of our answer yet. */
  is_untold: boolean
}

/** POST /api/exchange/incoming/:id/match {patient} · /register Registration · /accept {} · /decline {reason} · /arrive {encounter} */
export type Matching = { patient: string }
export type Declining = { reason: string }
export type Arriving = { encounter: string }

export type OutgoingLine = {
  id: string
  kind: string
  title: string
  person: Person
  patient: string
  recipients: { code: string; name: string; state: string; reason: string; answer: string; changed_at: string }[]
  state: 'waiting' | 'held' | 'withdrawn' | 'taken' | 'received' | 'accepted' | 'rejected' | 'completed'
  reason: string
  /** Why it has not left yet, while it waits. */
  last_error: string
  posted_by: string
  posted_at: string
  changed_at: string
}

/** GET /api/exchange/outgoing?tray=open|done&after=… */
export type OutgoingTray = 'open' | 'done'
export type OutgoingList = { lines: OutgoingLine[]; more: boolean }

/** GET /api/exchange/outgoing/:id · POST …/retry · POST …/withdraw {reason} · POST /api/exchange/outgoing/retry (all held) */
export type OutgoingLetter = OutgoingLine & {
  document: string
  parts: LetterPart[]
  receipts: LetterReceipt[]
  taken_at: string
  /** Incoming letters here that answer it. */
  answers: string[]
}
