import type { Sql } from '../../platform/database/index.ts'
import type { FigureRows, Period, Told } from './contract.ts'

/**
 * A room that can tell figures of the catalogue, put in by apps/hub. `tells`: their names. Asked within the Sở's own
 * transaction (as_oversight), once for a report. What it cannot say it leaves out or tells as null. Of a period that is over
 * it says what was known when it ended.
 */
export type FigureSource = {
  /** Where it comes from, in words people know: "Biên nhận của trục". */
  source: string
  /** By this name the counting is found again. */
  query: string
  tells: string[]
  ask(sql: Sql, period: Period): Promise<Told>
  /** The rows one of its figures or tables is counted from, by the same rules. */
  rows(sql: Sql, period: Period, name: string): Promise<FigureRows>
}
