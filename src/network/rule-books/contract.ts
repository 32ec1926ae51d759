/** What crosses the wire about dated tables of rules. Days yyyy-mm-dd, in Vietnam. */

/** sure: stands in print · likely: others say so · memory: remembered · draft: of a rule not issued yet. */
export const certainties = ['sure', 'likely', 'memory', 'draft'] as const
export type Certainty = (typeof certainties)[number]

/** Cells by the key of their column; everything as it would stand in a table. */
export type RuleRow = Record<string, string>

export type RuleColumn = {
  key: string
  title: string
  title_en: string
  /** What may stand in it, with the words people read; absent: anything. */
  choices?: Record<string, string>
}

/** holds today · comes on a later day · past · replaced: another was said later for the same day. */
export type EditionState = 'holds' | 'coming' | 'past' | 'replaced'

export type RuleEdition = {
  valid_from: string
  source: string
  certainty: Certainty
  /** What is not in it, is not in the rule either. */
  is_whole: boolean
  rows: RuleRow[]
  reason: string
  /** '' of the edition that the program ships. */
  changed_by: string
  changed_at: string
  state: EditionState
}

export type ShownBook = {
  id: string
  title: string
  title_en: string
  says: string
  says_en: string
  /** Whether somebody has to say that the table is whole. */
  asks_whole: boolean
  columns: RuleColumn[]
  /** The latest day first. */
  editions: RuleEdition[]
}

/** GET /api/rule-books */
export type ShownBooks = { today: string; books: ShownBook[] }

/** POST /api/rule-books/:book/read?name=… (octet-stream: .xlsx or .csv) → the rows, checked; nothing is kept yet. */
export type ReadRows = { rows: RuleRow[] }

/** POST /api/rule-books/:book/editions; `reason` where `valid_from` has passed. */
export type EditionWish = Pick<RuleEdition, 'valid_from' | 'source' | 'certainty' | 'is_whole' | 'rows'> & {
  reason?: string | undefined
}
