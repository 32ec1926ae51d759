import type { Certainty, RuleColumn, RuleRow } from './contract.ts'

/** A table as the program ships it, in a file beside the room that means something by it. */
export type ShippedEdition = {
  valid_from: string
  source: string
  certainty: Certainty
  is_whole: boolean
  rows: RuleRow[]
}

/** A table of rules, by the room that lives by it. */
export type RuleBook<Rule> = {
  id: string
  title: string
  title_en: string
  /** What is judged by it, in a sentence. */
  says: string
  says_en: string
  asks_whole: boolean
  columns: RuleColumn[]
  shipped: ShippedEdition
  /** @throws 422 with the column that is wrong, in words for who typed it */
  read(row: RuleRow): Rule
}

export type AnyBook = RuleBook<unknown>

/** The rules of one day, and what they stand in. */
export type Rules<Rule> = Pick<ShippedEdition, 'valid_from' | 'source' | 'certainty' | 'is_whole'> & { rules: Rule[] }

/** What the program ships, read: for who knows no facility. */
export const shipped_rules = <Rule>({ shipped, read }: RuleBook<Rule>): Rules<Rule> => {
  const { rows, ...edition } = shipped
  return { ...edition, rules: rows.map(read) }
}
