/** What crosses the wire about results that other houses share (SHARE-16). */

export type SharedValue = { name: string; code: string; value: string; range: string; flag: string }

export type SharedResult = {
  /** Of the paper at the hub: /api/timeline/:patient/documents/:id/… opens it. */
  id: string
  title: string
  sender: { code: string; name: string }
  /** When it was taken or done; without that, when it was issued. */
  taken_at: string
  method: string
  performer: string
  values: SharedValue[]
  valid_until: string
  verdict: 'good' | 'red'
  problem: string
}

/**
 * GET /api/shared-results?patient=&code= — offered: valid still; `state` other than `shown` means that nothing can be said.
 * `rule`: by which line of the table; '' where the table has none for this test: nothing is offered then.
 */
export type SharedResults = {
  state: 'shown' | 'no-link' | 'no-number' | 'unknown' | 'away' | 'refused'
  message: string
  results: SharedResult[]
  /** Found, but older than the table lets count. */
  expired: number
  rule: { name: string; hours: number; source: string; confidence: string } | null
  took_ms: number
}

/** POST /api/shared-results/repeat */
export type RepeatWish = { patient: string; code: string; reason: string; found: string[] }
