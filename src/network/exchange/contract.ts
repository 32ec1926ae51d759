import type { EndpointProfile } from '../../platform/http/contract.ts'
import type { ClockState } from '../sending-clocks/contract.ts'
import type { Registration, PatientHit } from '../../chart/patients/contract.ts'

/** What crosses the wire about letters that come and go. Times ISO with offset; facilities by code, with their names. */

export type FacilityLine = { code: string; name: string; gln?: string; address: string; active: boolean }

/** The line to the hub, for whoever wonders why nothing comes. */
export type LineState = { is_set: boolean; is_on: boolean; last_ok_at: string; last_error: string }

/** GET /api/exchange/foreign-stays/:encounter — a stay from another house's file, in words. */
export type ForeignStay = { house: string; sections: LetterSection[] }

/** GET /api/exchange/counts — for the badge and the tabs. */
export type ExchangeCounts = {
  /** Matched, sound, not answered yet. */
  coming: number
  /** Sound, but nobody of ours was found for certain. */
  unmatched: number
  /** Cannot be verified, not answered yet. */
  red: number
  /** Lapsed, and nobody came. */
  expired: number
  /** Ours that are held for a person, and that were declined. */
  held: number
  rejected: number
  waiting: number
  /** Ours that lapsed unused within the last week. */
  sent_expired: number
  line: LineState
}

/** Kinds by which somebody is announced who comes in person; others are read, and that is all. */
export const announcing_kinds: ReadonlySet<string> = new Set(['transfer-letter', 'reexam-letter'])

export type IncomingTray = 'coming' | 'unmatched' | 'red' | 'expired' | 'done'

export type Person = {
  name: string
  birth_date: string
  gender: string
  identifiers: { kind: string; value: string }[]
}

/** What a letter says at a glance, in its own words and only as far as it says so; '' where it does not. */
export type LetterGist = {
  urgency: 'emergency' | 'urgent' | ''
  /** The disease it was written for, in the letter's words, and its ICD-10 code. */
  diagnosis: string
  diagnosis_code: string
  /** Why she is sent; of an answer: what became of her. */
  reason: string
  condition: string
  transport: string
  escort: string
  /** When she leaves the sender. */
  leaves_at: string
  /** Of a re-examination letter: yyyy-mm-dd. */
  appointed_on: string
}

export type IncomingLine = {
  id: string
  kind: string
  title: string
  sender: { code: string; name: string }
  author: string
  person: Person
  /** Null of letters whose data nobody could read. */
  gist: LetterGist | null
  created_at: string
  received_at: string
  verdict: 'good' | 'red'
  /** The first thing that is wrong with it; of a sound one, that its paper names another person. */
  problem: string
  patient: string
  /** When the matched person died, as our chart says it (a day, a moment, 'true' where nobody knows when); '' of the living. */
  deceased: string
  /** It asks for care of somebody who had died by then, as our chart says: whom does it mean? */
  is_of_dead: boolean
  state: 'received' | 'accepted' | 'rejected' | 'completed'
  reason: string
  encounter: string
  /** A later version has taken its place, or it took an earlier one's. */
  is_superseded: boolean
  is_correction: boolean
  labels: string[]
  /** Last day of a transfer letter, yyyy-mm-dd; '' where there is none or it is not known yet. */
  valid_until: string
  /** The clock has turned it: its last day passed and nobody had come. */
  is_expired: boolean
  /** Why somebody was received on it after its last day; '' else. */
  late_reason: string
}

/** GET /api/exchange/incoming?tray=…&after=… (id of the last line, for the next page) */
export type IncomingList = { lines: IncomingLine[]; more: boolean }

/** A whole record in one file, document by document, as it was judged when it came. */
export type PackageView = {
  made_at: string
  facility: string
  files: { name: string; title: string; what: string; size: number; problem: string; signers: string[] }[]
}

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
  package?: PackageView
  /** Its paper names another person than envelope and data: whom each names. */
  two_people?: string
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

/** Why it was sent: transfer, patient-request, law, emergency; with its article and the sender's words. */
export type LetterBasis = { code: string; law: string; confirmed_by: string; reason: string }

/** How long a transfer letter counts; `until` yyyy-mm-dd, to its midnight in Vietnam. */
export type LetterValidity = {
  is_valid: boolean
  is_expired: boolean
  until: string
  words: string
  is_one_year: boolean
}

/** What the FHIR document says, section by section, in words. */
export type LetterSection = { title: string; text: string }

export type LetterReceipt = { says: string; party: string; standing: string; note: string; at: string }

/** GET /api/exchange/incoming/:id */
export type IncomingLetter = IncomingLine & {
  document: string
  replaces: string
  superseded_by: string
  parts: LetterPart[]
  sections: LetterSection[]
  basis: LetterBasis | null
  /** Of a transfer letter. */
  validity: LetterValidity | null
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
  /** Certificates of its sender that came after the first ones and that nobody here has confirmed. */
  trust_changes: { kind: 'root' | 'seal'; name: string; seen_at: string }[]
  /** The hub does not know of our answer yet. */
  is_untold: boolean
}

/**
 * POST /api/exchange/incoming/:id/match {patient} · /register Registration · /accept Late · /decline {reason} ·
 * /arrive {encounter} & Late · /finish {} · /confirm-trust {}
 */
export type Matching = { patient: string }
export type Declining = { reason: string }
/** Of a letter past its last day: why she is received all the same; in an emergency nobody is asked why. */
export type Late = { late_reason?: string | undefined; is_emergency?: boolean | undefined }
export type Arriving = { encounter: string } & Late

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
  /** Last day of a transfer letter, yyyy-mm-dd; '' else. */
  valid_until: string
  /** It lapsed and its receiver told of nobody who came. */
  is_expired: boolean
  /** By when the hub has to have it (SHARE-11), ISO; '' where no rule says so. */
  due_at: string
  clock: ClockState
}

/** GET /api/exchange/outgoing?tray=open|expired|done&after=… */
export type OutgoingTray = 'open' | 'expired' | 'done'
export type OutgoingList = { lines: OutgoingLine[]; more: boolean }

/** GET /api/exchange/outgoing/:id · POST …/retry · POST …/withdraw {reason} · POST /api/exchange/outgoing/retry (all held) */
export type OutgoingLetter = OutgoingLine & {
  document: string
  parts: LetterPart[]
  receipts: LetterReceipt[]
  basis: LetterBasis | null
  taken_at: string
  /** Incoming letters here that answer it. */
  answers: string[]
}

/** `had_old`: an earlier version reached it; `refused`: it turned that away, and holds no wrong word. */
export type ChangedRecipient = {
  code: string
  name: string
  had_old: boolean
  /** Nobody sent it there: that house found it in the person's timeline and goes by it. */
  took_over: boolean
  has_new: boolean
  new_at: string
  refused: boolean
  reason: string
}

/** A document corrected after it was sent: its newest version, and who has which. No recipients: it lies in a person's timeline. */
export type ChangedLetter = {
  /** Of the newest version. */
  id: string
  kind: string
  title: string
  person: Person
  /** How many versions left or are to leave. */
  versions: number
  first_sent_at: string
  corrected_at: string
  corrected_by: string
  /** When the hub had the newest; '' not yet. */
  new_sent_at: string
  state: OutgoingLine['state']
  reason: string
  recipients: ChangedRecipient[]
  /** Everybody who had an old version has the new one. */
  is_whole: boolean
}

/** GET /api/exchange/changed?from=&to= (yyyy-mm-dd; by default the last 90 days) · /changed.csv · /changed.xlsx */
export type ChangedList = { from: string; to: string; lines: ChangedLetter[]; is_cut: boolean }

/** GET /api/exchange/disclosed/:id — what of our patient was given to other houses, the latest first */
export type DisclosedLine = Pick<
  OutgoingLine,
  'id' | 'kind' | 'title' | 'recipients' | 'posted_by' | 'posted_at' | 'state'
> & { basis: LetterBasis | null }

/** Letters of one kind: `closed` left encrypted so far, `held` wait for a person. */
export type EncryptedKind = { kind: string; is_encrypted: boolean; closed: number; held: number }

/**
 * A key by which others encrypt for us. unshown: the hub does not show it yet (`problem`: it was refused); used: others take
 * it now; earlier: opens what was closed with it.
 */
export type OwnKey = {
  kid: string
  made_at: string
  published_at: string
  problem: string
  state: 'unshown' | 'used' | 'earlier'
}

/** What the hub's directory says of our licensed people: how many it took, and whom it refused. */
export type Untaken = {
  told: number
  /** `is_changed`: put right since, told again with the next daily round. */
  people: { id: string; name: string; licence: string; said: string; told_at: string; is_changed: boolean }[]
}

/** GET /api/exchange/settings; `link` null: the house is not joined to a hub. */
export type LinkSettings = {
  link: {
    base_url: string
    client_id: string
    is_on: boolean
    /** It proves itself with a key of its own; otherwise with a secret. */
    has_key: boolean
    last_ok_at: string
    last_error: string
    directory_at: string
    /** The hub's matrix of sensitivity as read last; null: not yet, the shipped one counts. */
    /** `read_at` '': it never told us. */
    matrix: { edition: number; read_at: string; problem: string } | null
    profile: EndpointProfile
    /** No private key and no secret lies openly in the database. */
    is_sealed: boolean
  } | null
  kinds: EncryptedKind[]
  /** The newest first. */
  keys: OwnKey[]
  /** Certificates of other houses that came after the first ones and that nobody here has confirmed. */
  changes: { house: { code: string; name: string }; kind: 'root' | 'seal'; name: string; seen_at: string }[]
  untaken: Untaken
}

/**
 * PUT /api/exchange/settings/encryption {kind, is_encrypted} · POST …/encryption-key {} (a new one) ·
 * POST …/encryption-key/show {} · POST …/confirm-trust {house} · POST …/tell-practitioners {}
 */
export type Encrypting = { kind: string; is_encrypted: boolean }
export type Confirming = { house: string }
