import type { EndpointProfile } from '../../platform/http/contract.ts'
/** What crosses the wire about a person's health book. Times ISO with offset; facilities by code, with their names. */

export type PublicationState = 'published' | 'waiting' | 'withheld' | 'failed'

/** What we gave into the timeline: one visit or result. */
export type PublicationLine = {
  /** Encounter/…, DiagnosticReport/… */
  about: string
  encounter: string
  kind: string
  title: string
  state: PublicationState
  reason: string
  labels: string[]
  /** Sensitive facts of other visits that are not in it. */
  left_out: number
  ended_at: string
  made_at: string
  /** The national path, by itself; off: the facility is not connected to the portal. */
  national: { state: 'none' | 'waiting' | 'sent' | 'failed' | 'off'; reason: string; receipt: string }
}

export type BasisKind = 'patient-request' | 'emergency' | 'law' | 'transfer'

/** A basis that was written down at the hub from here. */
export type BasisLine = {
  id: string
  basis: BasisKind
  reason: string
  law: string
  labels: string[]
  actor: string
  at: string
  until: string
  is_open: boolean
}

/** The person's request to see what others know, as it was taken down. */
export type RequestLine = {
  id: string
  text_version: string
  channel: 'otp' | 'paper'
  asked_by: string
  labels: string[]
  taken_by: string
  taken_at: string
  confirmed_at: string
  withdrawn_at: string
  withdrawn_why: string
  has_paper: boolean
}

export type TimelineDocument = {
  /** The hub's number of the paper itself. */
  id: string
  document: string
  kind: string
  title: string
  sender: { code: string; name: string }
  author: string
  created_at: string
  /** The visit or stay it tells of. */
  from: string
  to: string
  labels: string[]
  /** Ours, or sent to us: shown without a basis. */
  is_own: boolean
  /** Another house's, sent to us: no basis is needed, and still not our record. */
  is_received: boolean
  is_superseded: boolean
  is_correction: boolean
}

/** Papers of one visit at one facility, the latest visit first. */
export type TimelineVisit = {
  sender: { code: string; name: string }
  from: string
  to: string
  documents: TimelineDocument[]
}

/**
 * GET /api/timeline/:patient — as the hub says it now, never from memory: `state` other than `shown` means that nothing
 * can be said, not that there is nothing.
 */
export type Timeline = {
  state: 'shown' | 'no-link' | 'no-number' | 'unknown' | 'away' | 'refused'
  /** Why nothing is shown, in words. */
  message: string
  asked_at: string
  visits: TimelineVisit[]
  /** What the hub says beside: how many are withheld by which basis, that a basis is needed. */
  notices: { severity: 'warning' | 'information'; text: string }[]
  withheld: number
  /** For GET …?before=…: there is more. */
  next: string
  bases: BasisLine[]
  requests: RequestLine[]
  own: PublicationLine[]
  repeats: RepeatLine[]
}

/** Why a test was done again although a valid result was offered (SHARE-16). */
export type RepeatLine = { code: string; reason: string; found: string[]; actor: string; at: string }

/** POST /api/timeline/:patient */
export type BasisWish = {
  basis: 'patient-request' | 'emergency' | 'law'
  reason: string
  /** law: the article. */
  law?: string
  /** patient-request: id of the confirmed request. */
  request?: string
  labels?: string[]
}

/** POST /api/timeline/:patient/requests → {id, code?} (code: only where no message is really sent, in the demonstration) */
export type RequestWish = {
  channel: 'otp' | 'paper'
  asked_by: string
  labels?: string[]
  phone?: string
  /** paper: the scan, base64. */
  paper?: { content_type: string; data: string }
}
/** POST /api/timeline/:patient/requests/:id/confirm {code} · …/withdraw {reason} · POST …/bases/:id/end {} */
export type RequestTaken = { id: string; code?: string }

/** GET /api/timeline/:patient/request-text */
export type RequestText = { version: string; text: string; sha256: string }

export type OpenedDocument = {
  id: string
  title: string
  verdict: 'good' | 'red'
  issues: { severity: string; message: string }[]
  signatures: {
    signer: string
    organization: string
    by: string
    part: string
    signed_at: string
    valid: boolean
    problem: string
  }[]
  sections: { title: string; text: string }[]
  has_pdf: boolean
  /** Why nothing of it can be read here: encrypted for another house; '' where it can be read. */
  closed: string
  checked_at: string
}

/** PUT /api/portal — the way to the national portal; the password lies with the server (HEALTH_PORTAL_PASSWORDS). */
export type PortalWish = {
  base_url: string
  path?: string
  username: string
  /** Absent: as the address says. */
  profile?: EndpointProfile
  /** A later day; absent: from today on. */
  valid_from?: string
}

/** As it holds. */
export type PortalSet = Required<Omit<PortalWish, 'valid_from'>>

/** GET /api/portal · DELETE /api/portal · POST /api/portal/knock {} · POST /api/portal/again {} → {count} */
export type PortalView = {
  portal: PortalSet | null
  /** What takes its place on a day. */
  coming: (PortalSet & { valid_from: string }) | null
  /** The server holds our password; without it nothing is sent. */
  has_password: boolean
  tried_at: string
  ok_at: string
  problem: string
  /** Visits: waiting for the portal, taken by it, refused by it. */
  waiting: number
  sent: number
  refused: number
  /** The latest refusals, in the portal's words. */
  refusals: { title: string; ended_at: string; reason: string }[]
}
/** → {problem}: why the portal could not be reached; '': it knows us */
export type PortalKnock = { problem: string }
