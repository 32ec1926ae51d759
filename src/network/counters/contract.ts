import type { VisitMatrix } from './visit-types.ts'

/** Kinds of documents as the exchange knows them (DocumentKind of standards/documents); '' are the totals of a day. */
export type CountedKind =
  | 'transfer-letter'
  | 'transfer-answer'
  | 'reexam-letter'
  | 'prescription'
  | 'health-book'
  | 'lab-result'
  | 'imaging-report'
  | 'record'
  | ''

export type TotalName =
  | 'visits'
  | 'admissions'
  | 'discharges'
  | 'transfers'
  /** Days in bed of the stays that ended on the day: what the use of beds is reckoned from (STAT-10). */
  | 'stay_days'
  | 'claims'
  /** What was on the day by an earlier version of the record, and why it is not any more (decision 0025). */
  | 'voided'
  | 'moved'
  | 'removed'
  | 'admissions_changed'
  | 'admissions_removed'
/** Said by the facility. */
export type SaidName = 'due' | 'excused' | 'made' | 'sent' | 'overdue' | 'stray' | 'acknowledged'
/** Counted by the hub, from what it has receipts of. */
export type SeenName = 'taken' | 'corrections' | 'late' | 'refused' | 'held' | 'delivered' | 'received' | 'opened'
export type FigureName = TotalName | SaidName | SeenName

/** null: nobody is there who could say it ("không có nguồn"), which is not 0. */
export type Figures = Record<string, number | null>

/** A day as the facility says it: kind → figure → number. Whole each time it is said. */
export type DayFigures = Partial<Record<CountedKind, Figures>>

/** What a facility signs: the whole present value of every day that changed since its last word. */
export type CounterReport = {
  edition: string
  facility: string
  /** Without a gap: 1, 2, 3 … */
  sequence: number
  /** SHA-256 (hex) of the report before, as it was signed; '' before the first. */
  previous: string
  /** When it was counted, local time with offset. */
  counted_at: string
  days: { day: string; figures: DayFigures }[]
}

/** How patient the Sở is (hub.board_rule); told to the facility with each answer, so that both judge alike. */
export type BoardRules = {
  /** Minutes without a word after which a facility is silent. */
  silent_after_min: number
  /** Minutes a document may be under way, and a day's documents after the day is over. */
  grace_min: number
  /** How many days back a day may still be put right. */
  days_back_max: number
  /** Days after which nobody looks any more whether a delivery is opened. */
  open_days_max: number
  /** Days in a row that must have been whole before the step "exchange" counts as done. */
  proof_days: number
}

export const default_rules: BoardRules = {
  silent_after_min: 180,
  grace_min: 60,
  days_back_max: 62,
  open_days_max: 180,
  proof_days: 14,
}

/** What can be counted by somebody else: the insurance's portal, a statistical report. */
export type OutsideName = 'claims' | 'visits' | 'admissions' | 'discharges'
/** The last word of somebody else on one day of a facility, and where it stands. */
export type OutsideTotal = { figure: OutsideName; value: number; source: string }
/** The most that a facility ever signed of a day, with what it had put right by then. */
export type Peak = { visits?: number; admissions?: number }

/** What two sources do not agree on, named as facility, day, kind and count. */
export type Gap = {
  facility: string
  /** Local day (Asia/Ho_Chi_Minh), yyyy-mm-dd. */
  day: string
  /** Of a document; '' for a total or for a silent facility. */
  kind: string
  /**
   * missing: due and not taken · inflated: it says it sent more than the hub took · unsaid: the hub took more than it says
   * it sent · understated: it says less is due than its own totals give · unbacked: both say more was sent than is due ·
   * removed: visits (or admissions) that were there are gone and the record does not say why · outdone: somebody else
   * counted more than it says · unproven: it says the national system took more than it holds answers for · silent: no
   * report for longer than allowed
   */
  what: 'missing' | 'inflated' | 'unsaid' | 'understated' | 'unbacked' | 'removed' | 'outdone' | 'unproven' | 'silent'
  /** Of totals: which of them. */
  figure?: FigureName
  /** Of a silence: it never spoke, and the count is since its admission. */
  never?: true
  /** Documents; for a silent facility: minutes without a word. */
  count: number
  /** What the sources say; `before`: in an earlier signed word; `of`: who somebody else is. */
  says: {
    source: 'facility' | 'hub' | 'outside'
    figure: FigureName
    value: number | null
    before?: true
    of?: string
  }[]
}

/**
 * none: nothing was said and nothing came · whole: all that was due was taken · waiting: not all yet, still in time ·
 * gap: something is missing or differs · silent: no word for longer than allowed
 */
export type DayState = 'none' | 'whole' | 'waiting' | 'gap' | 'silent'

/** One line of a facility's own page: what it counted, judged as the hub judges it. */
export type OwnDay = {
  day: string
  counted_at: string
  /** The hub has these figures. */
  is_told: boolean
  kinds: { kind: CountedKind; figures: Figures; state: DayState; missing: number }[]
}

/** What the hub counted of one day and kind of a member, with what does not agree. */
export type HubDay = {
  day: string
  kind: CountedKind
  state: Exclude<DayState, 'silent'>
  missing: number
  taken: number
  late: number
  refused: number
  delivered: number
  received: number
  opened: number
  gaps: Gap[]
}
/** The hub's own counts of a member, as the hub tells them over the member's line. */
export type HubDays = {
  /** When the hub counted last. */
  walked_at: string
  days: HubDay[]
  /** Why it refused: class of error (FHIR issue type) by day. */
  errors: { day: string; class: string; count: number }[]
}

export type OwnCounters = {
  at: string
  rules: BoardRules
  /** Since when it counts; '' while there is no way to a hub. */
  since: string
  /** The last report and where it stands. */
  line: { sequence: number; made_at: string; taken_at: string; waiting: number; problem: string }
  days: OwnDay[]
  /** What the hub counted of these days, and when it was asked; null: it never told. */
  hub: (HubDays & { asked_at: string }) | null
  /** The facility's page at the hub, with the other half of what it has to do; '': not joined to one. */
  hub_page: string
}

/** A facility's own part of the six-monthly report of the health book. */
export type OwnVisits = {
  year: number
  half: 1 | 2
  /** Since when it counts; '' while there is no way to a hub. */
  since: string
  told_days: number
  /** Days that were counted before visits were told by type. */
  untold_days: number
  untold_visits: number
  matrix: VisitMatrix
  /** Of the half year's visits that are to be in the book, how many the insurance's portal has (maGiaoDich); null: not connected. */
  portal: { visits: number; taken: number } | null
}

/** A document of one's own that should be at the hub and is not. No person: who may open it sees her there. */
export type MissingDocument = {
  kind: CountedKind
  /** Where its page is: /benh-an/<encounter>, /lien-thong/di … */
  encounter: string
  at: string
  /** unmade: nothing was made of it yet · held: a person must look · waiting: on its way */
  state: 'unmade' | 'held' | 'waiting'
  why: string
}
