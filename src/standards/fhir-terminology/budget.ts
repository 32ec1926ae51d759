import type { Filter } from './filters.ts'
import { too_costly } from './refusals.ts'

/** Concepts that may be looked at for one answer: some thirty times the largest list we know. */
const looks_max = 500_000
/** A pattern may run until its clock stops it, however short the list: ten of them are enough for one answer. */
const pattern_looks = 50_000

/** Counts the work of one answer and refuses to go on when it is too much. */
export type Budget = { spend(looks: number): void }

export const make_budget = (): Budget => {
  let spent = 0
  return {
    spend(looks) {
      spent += looks
      if (spent > looks_max)
        throw too_costly(`Bộ mã này phải xét hơn ${looks_max} mã; hãy chia thành các bộ nhỏ hơn hoặc lọc hẹp hơn`)
    },
  }
}

/** What it costs to ask all filters of so many concepts. */
export const cost_of = (filters: readonly Filter[], concepts: number): number =>
  concepts * (1 + filters.length) + filters.filter((one) => one.op === 'regex').length * pattern_looks
