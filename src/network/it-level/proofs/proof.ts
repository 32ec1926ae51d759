import { format_decimal } from '../../../base/text/index.ts'
import type { Sql } from '../../../platform/database/index.ts'

/** Where and since when is counted. */
export type Wish = { facility: string; since: Date; day: string }
export type Counts = Record<string, number>
export type Finding = { is_met: boolean; says: string; numbers: Counts }
export type Judge = (counts: Counts) => Finding

/** One query over the facility's own tables, and what each criterion makes of its counts. */
export type Proof = {
  /** By this name the figure is found again. */
  query: string
  ask(sql: Sql, wish: Wish): Promise<Counts>
  judges: Record<string, Judge>
}

export const counted_days = 30

/** A criterion is met when something is really used: the sentence of a "no" says what was missing. */
export const used = (names: string[], is_met: (counts: Counts) => boolean, says: (counts: Counts) => string): Judge => {
  return (counts) => ({
    is_met: is_met(counts),
    says: says(counts),
    numbers: Object.fromEntries(names.map((name) => [name, counts[name] ?? 0])),
  })
}

export const n = (counts: Counts, name: string): number => counts[name] ?? 0

/** As people read it: 13.204. */
export const say = (counts: Counts, name: string): string => format_decimal(String(n(counts, name)))

/** @param text a SELECT of one row of counts; $1 the facility, $2 since when */
export const ask_row = async (sql: Sql, text: string, values: unknown[]): Promise<Counts> => {
  const { rows } = await sql.query<Record<string, number | null>>(text, values)
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, value]) => [name, Number(value ?? 0)]))
}
