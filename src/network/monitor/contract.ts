import type { BoardRules, CountedKind, DayState, Figures, Gap, OutsideName } from '../counters/contract.ts'

/** How often a page of the board asks anew, and how old its counts may be without its saying so. */
export const page_fresh_ms = 60_000
export const stale_after_ms = 15 * 60_000

/** Shapes of the monitor on the wire. */
export type { DayState, Gap } from '../counters/contract.ts'

/** A facility in one line, for a page that puts several subjects together. */
export type FacilitySummary = {
  facility: string
  /** The oldest first; the last is today. */
  days: { day: string; state: DayState }[]
  /** The gravest of its open gaps; a silence goes first. */
  attention: Gap | null
  /** When its last report was taken; null: it never reported. */
  reported_at: string | null
}

/** What the hub counted of one kind, from what it has receipts of. */
export type SeenCounts = {
  taken: number
  corrections: number
  late: number
  refused: number
  held: number
  delivered: number
  received: number
  opened: number
}

/** When what is shown was counted, and how patient the Sở is. */
export type BoardHead = {
  at: string
  /** When the hub counted last; older than a quarter of an hour: the page says so. */
  walked_at: string
  today: string
  rules: BoardRules
}

export type BoardCell = { day: string; state: DayState; missing: number }
export type BoardLine = {
  facility: string
  name: string
  /** When its last report was taken; null: it never reported. */
  reported_at: string | null
  /** Minutes without a word, or since its admission where it never spoke; where that is longer than allowed. */
  silent_min: number | null
  /** It sends papers and has never said how many. */
  is_mute: boolean
  /** The oldest first; the last is today. */
  days: BoardCell[]
}

/** One kind of one day, over whoever the wall shows: null where nobody says it. */
export type BoardTotal = { kind: CountedKind; said: Figures; seen: SeenCounts; missing: number }
/** `count` refused, `held` held for a person at the hub to look at (whatever became of them). */
export type BoardError = { class: string; count: number; held: number }

/** Papers that were due, those of them that arrived, and those that are missing; what is neither is still in time. */
export type PaperSum = { due: number; arrived: number; missing: number }

/** What both the landing page and the page of the exchange say, over whoever the wall shows. */
export type FlowSum = {
  /** Yesterday: the papers' day. */
  day: string
  papers: PaperSum
  /** Facilities with something missing or differing in the last 30 days. */
  asked: number
  /** Why the hub refused in the last 7 days, the most frequent first. */
  errors: BoardError[]
}

export type ProvinceBoard = BoardHead & {
  kind: CountedKind
  lines: BoardLine[]
  flow: FlowSum
  /** Of yesterday. */
  totals: BoardTotal[]
  /** Of the last days, the gravest first; silences among them. */
  gaps: Gap[]
  gap_count: number
}

export type FacilityDay = {
  day: string
  state: DayState
  missing: number
  kinds: FacilityKind[]
}
export type FacilityKind = {
  kind: CountedKind
  said: Figures | null
  said_at: string | null
  seen: SeenCounts
  seen_at: string | null
  state: DayState
  missing: number
  gaps: Gap[]
}

/** What somebody else counted, and who of the Sở entered it from what; value null: taken back. */
export type OutsideWord = {
  day: string
  figure: OutsideName
  value: number | null
  source: string
  said_by: string
  said_at: string
}

export type ReportLine = { sequence: number; counted_at: string; taken_at: string }
export type ReportRefusal = { at: string; status: number; sequence: number | null; reason: string }

export type FacilityBoard = BoardHead & {
  facility: string
  name: string
  reported_at: string | null
  silent_min: number | null
  /** replays: so often a report came once more, byte for byte. */
  report: { sequence: number; refusals: number; replays: number; last: ReportRefusal[] }
  days: FacilityDay[]
  errors: BoardError[]
  /** Of these days, the last word first. */
  outside: OutsideWord[]
}

/** One day of one facility: every kind, why the hub refused, and what was said of it before. */
export type DayBoard = BoardHead & {
  facility: string
  name: string
  day: FacilityDay
  errors: (BoardError & { kind: CountedKind })[]
  /** Of this day, the last word first. */
  outside: OutsideWord[]
  /** Each word on this day, the last first. */
  history: { sequence: number; counted_at: string; taken_at: string; figures: Partial<Record<CountedKind, Figures>> }[]
}

export type RuleName = keyof BoardRules
/** A measure as somebody set it, and why. */
export type RuleWord = { value: number; changed_by: string; changed_at: string; reason: string }
export type RuleLine = {
  name: RuleName
  value: number
  /** With which the board came. */
  first: number
  least: number
  most: number
  /** The last first; none: nobody changed it yet. */
  words: RuleWord[]
}
