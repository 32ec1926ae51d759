import type { CountedKind, DayState, FigureName, Figures, Gap, OutsideTotal, Peak } from './contract.ts'

/** One kind of one day: what the facility says, and what the hub has receipts of (undefined: it does not count this kind). */
export type DayToJudge = {
  facility: string
  day: string
  kind: CountedKind
  said: Figures | null
  /** The totals of the same day, as the facility says. */
  totals: Figures | null
  taken: number | undefined
  /** The most that was signed of this day before; of totals only. */
  peak?: Peak | null
  /** What somebody else counted; of totals only. */
  outside?: OutsideTotal[]
}

export type Verdict = { state: Exclude<DayState, 'silent'>; missing: number; gaps: Gap[] }

export type Says = Gap['says']
export const by_facility = (said: Figures, ...names: FigureName[]): Says =>
  names.map((figure) => ({ source: 'facility', figure, value: said[figure] ?? null }))
