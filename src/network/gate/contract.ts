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

/** pass; withhold: unless the basis names the label; never. The strictest last. */
export const rulings = ['pass', 'withhold', 'never'] as const
export type Ruling = (typeof rulings)[number]

/** PUT /api/hub/matrix — the Sở's word on one cell, from a day on. `reason` only where that day is past. */
export type MatrixWish = {
  label: string
  destination: Destination
  ruling: Ruling
  /** YYYY-MM-DD, in Vietnam. */
  valid_from: string
  /** Article of law, or number of the decision. */
  source: string
  reason?: string
}

/** holds: today; coming; past: its day has come and another holds; replaced: said again for the same day. */
export type WordState = 'holds' | 'coming' | 'past' | 'replaced'

export type MatrixWord = Required<MatrixWish> & { state: WordState; changed_by: string; changed_at: string }

/** GET /lien-thong/matrix → {matrix}: all that was said, for members, as a JWS of the hub with this `typ`. */
export const matrix_type = 'matrix+jwt'

/** GET /api/hub/matrix */
export type Matrix = {
  today: string
  rows: {
    label: string
    name: string
    /** What the program ships, and what that rests on: it holds where nothing was said. */
    shipped: Record<Destination, Ruling>
    source: string
    /** What holds today. */
    rulings: Record<Destination, Ruling>
  }[]
  destinations: { code: Destination; source: string }[]
  /** All that was ever said: by day, the latest first. */
  words: MatrixWord[]
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
