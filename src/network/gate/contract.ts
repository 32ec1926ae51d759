/** What crosses the wire about what may be shown to whom. */

/** direct: addressed by the sender to the next facility; the others are looks into a person's timeline, by their basis. */
export const destinations = [
  'direct',
  'patient-request',
  'emergency',
  'law',
  'transfer',
  'health-book',
  'insurance',
] as const
export type Destination = (typeof destinations)[number]

/** pass; withhold: unless the basis names the label; never. */
export type Ruling = 'pass' | 'withhold' | 'never'

/** GET /api/hub/matrix */
export type Matrix = {
  rows: { label: string; name: string; source: string; rulings: Record<Destination, Ruling> }[]
  destinations: { code: Destination; source: string }[]
}

/** sent: addressed to a house; opened: a house wrote a basis down and may look; read: it fetched a paper. */
export type ShownLine = {
  at: string
  what: 'sent' | 'opened' | 'read'
  facility: { code: string; name: string }
  /** Whose paper; '' for a basis. */
  sender: { code: string; name: string }
  kind: string
  basis: { code: string; law: string; confirmed_by: string; reason: string } | null
  actor: string
  role: string
  /** Of a basis: until when it holds, or when it was ended. */
  until: string
  is_open: boolean
}

/** POST /api/hub/shown {number, reason} — who was shown what of the person with this number. */
export type ShownWish = { number: string; reason: string }
export type ShownReport = {
  /** false: the directory knows nobody of this number. */
  is_known: boolean
  number: string
  asked_at: string
  asked_by: string
  lines: ShownLine[]
}
