import { is_one_slip } from './typing.ts'
import { birth_weights } from './weights.ts'

export type BirthMatch = keyof typeof birth_weights

/** How two birth dates, each known to the day, the month or the year, agree; undefined when one is not known. */
export const match_births = (one: string | undefined, other: string | undefined): BirthMatch | undefined => {
  if (!one || !other) return undefined
  const [year, month, day] = one.split('-')
  const [other_year, other_month, other_day] = other.split('-')
  if (day !== undefined && other_day !== undefined) return match_days(one, other)
  if (year !== other_year) return Math.abs(Number(year) - Number(other_year)) === 1 ? 'year_beside' : 'differs'
  if (month === undefined || other_month === undefined) return 'same_year'
  return month === other_month ? 'same_month' : 'same_year_other_day'
}

const match_days = (one: string, other: string): BirthMatch => {
  const [year, month, day] = one.split('-')
  const [other_year, other_month, other_day] = other.split('-')
  if (one === other) return one.endsWith('-01-01') ? 'same_first_of_january' : 'same_day'
  const same_day = month === other_month && day === other_day
  if (year === other_year && month === other_day && day === other_month) return 'exchanged'
  if (same_day && Math.abs(Number(year) - Number(other_year)) === 1) return 'year_beside_same_day'
  if (is_one_slip(one, other)) return 'one_slip'
  // The first of January is how programs keep a year that is all they know.
  if (year === other_year && (one.endsWith('-01-01') || other.endsWith('-01-01'))) return 'same_year'
  if (year !== other_year) return 'differs'
  return month === other_month ? 'same_month' : 'same_year_other_day'
}
