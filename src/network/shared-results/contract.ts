import type { PublishedStudy } from '../imaging-studies/contract.ts'
import type { PublicationLine } from '../health-book/contract.ts'

/** What crosses the wire about results that other houses share (SHARE-16). */

/** `ministry`: seven digits (QĐ 1227/QĐ-BYT 2025); '' where the sender does not say it. */
export type SharedValue = { name: string; code: string; ministry: string; value: string; range: string; flag: string }

/** GET, PUT, DELETE /api/lab-quality: of the house's own laboratory, by which decision. null: none is known. */
export type LabQuality = { level: number; decision: string; valid_from: string }
export type LabQualityView = { quality: LabQuality | null }

export type SharedSignature = { signer: string; organization: string; valid: boolean; problem: string }

export type SharedResult = {
  /** Of the paper at the hub: /api/timeline/:patient/documents/:id/… opens it. */
  id: string
  title: string
  sender: { code: string; name: string }
  /** When it was taken or done; without that, when it was issued. */
  taken_at: string
  method: string
  /** Who answers for it, as the paper says. */
  performer: string
  values: SharedValue[]
  conclusion: string
  /** Of the laboratory, with the decision it rests on; '' where the paper does not say it. */
  lab_quality: string
  valid_until: string
  /** red: it does not verify, nobody may rely on it. */
  verdict: 'good' | 'red'
  problem: string
  signatures: SharedSignature[]
}

/** By which line of the table of validity; dated data with its source. */
export type ShownRule = { name: string; hours: number; source: string; confidence: string }

/**
 * GET /api/shared-results?patient=&code= — offered: valid still; `state` other than `shown` means that nothing can be said.
 * `rule` null: the table has none for this test, nothing is offered then.
 */
export type SharedResults = {
  state: 'shown' | 'no-link' | 'no-number' | 'no-basis' | 'away' | 'refused'
  message: string
  results: SharedResult[]
  /** Found, but older than the table lets count. */
  expired: number
  /** Papers that were opened, that could not be read, and that were left unopened (older, or silent of what they hold). */
  opened: number
  unread: number
  left: number
  /** Sensitive ones that the basis does not show. */
  withheld: number
  rule: ShownRule | null
  took_ms: number
}

/** POST /api/shared-results/repeat */
export type RepeatWish = { patient: string; code: string; reason: string; found: string[] }

/**
 * POST /api/shared-results/taken/:encounter → TakenOver. `paper`: id of a SharedResult. `instead_of`: the link whose paper this one
 * took the place of at its source.
 */
export type TakeWish = { code: string; test: string; paper: string; instead_of?: string }

/** GET /api/shared-results/taken/:encounter → TakenOver[]: results of others that are used instead of a new test. */
export type TakenOver = {
  id: string
  /** Of the paper at the hub. */
  paper: string
  code: string
  test: string
  title: string
  sender: { code: string; name: string }
  performer: string
  taken_at: string
  /** What it says, in one line: what the doctor relied on. */
  said: string
  valid_until: string
  rule: string
  by: string
  at: string
  /** No longer relied on: who said so, when and why. POST /api/shared-results/taken/:encounter/:id/drop {reason} */
  dropped: { reason: string; by: string; at: string } | null
  /** Its source corrected or withdrew it since; the newest word. */
  changed: TakenChange | null
  /** The hub knows that we go by it: corrections reach us. */
  is_told: boolean
}

/** POST /api/shared-results/taken/:encounter/:id/seen → TakenOver[] */
export type TakenChange = {
  document: string
  /** Of the newer version at the hub; '' where it cannot be opened from there. */
  paper: string
  /** red: what came does not verify; nobody may rely on the old value either. */
  verdict: 'good' | 'red'
  is_withdrawn: boolean
  title: string
  /** The line of the same test; '' where the newer version holds it no more. */
  said: string
  /** Who answers for it at its source, and when it was issued there. */
  author: string
  issued_at: string
  arrived_at: string
  /** Which doctor here has seen that. */
  seen: { by: string; at: string } | null
}

/** GET /api/shared-results/changed (?count=1: the number alone; ?encounter=: of one stay) — those nobody has seen yet, the one waiting longest first. */
export type ChangedResult = {
  encounter: string
  patient: string
  name: string
  age: string
  department: string
  is_open: boolean
  taken: TakenOver
}
export type ChangedResults = { total: number; lines: ChangedResult[] }

export type DropWish = { reason: string }

/** GET /api/shared-results/:report/publication */
export type ReportPublication = {
  is_released: boolean
  has_link: boolean
  /** null: nothing is told of it (yet). */
  publication: PublicationLine | null
  /** Pictures that go with it, by digest; they stay in our PACS. */
  studies: PublishedStudy[]
}
