import { local_date } from '../../base/time/index.ts'
import { rulings as from_open_to_strict, type MatrixWish } from './contract.ts'
import { shipped, type Rulings } from './matrix.ts'

/** One word of the Sở on one cell of the matrix, as `hub.matrix_rule` keeps it. */
export type MatrixRule = Required<MatrixWish> & { changed_by: string; changed_at: Date }

/** In the order in which they were said. */
export type MatrixRules = readonly MatrixRule[]

/** The word that holds on a day: the latest day that has come; of two for the same day what was said last. */
export const find_holding = (
  rules: MatrixRules,
  { label, destination }: Pick<MatrixRule, 'label' | 'destination'>,
  day: string,
): MatrixRule | undefined => {
  let holding: MatrixRule | undefined
  for (const one of rules) {
    if (one.label !== label || one.destination !== destination || one.valid_from > day) continue
    if (holding === undefined || one.valid_from >= holding.valid_from) holding = one
  }
  return holding
}

/** What is ruled on a day; the shipped matrix where nothing was said. */
export const rulings_on =
  (rules: MatrixRules, day: string): Rulings =>
  (label, destination) =>
    find_holding(rules, { label, destination }, day) ?? shipped(label, destination)

/**
 * What a look by a basis goes by: the stricter of what holds at the moment of the look and of what held when the basis was
 * given, by what had been said until then. A stricter rule closes the older bases at once, from its day on; a looser one,
 * dated back or not, opens nothing that was closed when the basis was given: who wants to see it gives a new one. What a
 * basis had opened before a stricter time is open to it again when that time is over.
 */
export const rulings_for_basis = (rules: MatrixRules, given_at: Date, now: Date): Rulings => {
  if (rules.length === 0) return shipped
  const said_before = rules.filter(({ changed_at }) => changed_at < given_at)
  const [then, today] = [rulings_on(said_before, local_date(given_at)), rulings_on(rules, local_date(now))]
  return (label, destination) => {
    const [first, last] = [then(label, destination), today(label, destination)]
    const is_stricter = from_open_to_strict.indexOf(first.ruling) > from_open_to_strict.indexOf(last.ruling)
    return is_stricter ? first : last
  }
}
