import { local_date } from '../../base/time/index.ts'
import { rulings as from_open_to_strict, type MatrixWish } from './contract.ts'
import { rulings_on } from './dated-rules.ts'
import { shipped, type Rulings } from './matrix.ts'

/** One word of the Sở on one cell, as the hub tells its members. */
export type ToldRule = Pick<MatrixWish, 'label' | 'destination' | 'ruling' | 'valid_from' | 'source'>

/** What a house last read of the hub's matrix. */
export type MatrixCopy = { rules: ToldRule[]; read_at: Date }

/** Longer than a bad night of the line: after that something may have been said that the house has not heard. */
const sure_for_h = 24

const stricter_of =
  (one: Rulings, other: Rulings): Rulings =>
  (label, destination) => {
    const [first, second] = [one(label, destination), other(label, destination)]
    const is_stricter = from_open_to_strict.indexOf(second.ruling) > from_open_to_strict.indexOf(first.ruling)
    return is_stricter ? second : first
  }

/**
 * What a house goes by: the hub's words that hold today, those said before for a later day among them. In doubt – nothing of
 * the hub was read for a day – whichever is stricter, they or the shipped matrix. Who has read nothing knows the shipped one.
 */
export const rulings_of_copy = (copy: MatrixCopy | undefined, now: Date): Rulings => {
  if (!copy) return shipped
  const said = copy.rules.map((one) => ({ ...one, reason: '', changed_by: '', changed_at: copy.read_at }))
  const told = rulings_on(said, local_date(now))
  const is_sure = now.getTime() - copy.read_at.getTime() < sure_for_h * 3_600_000
  return is_sure ? told : stricter_of(shipped, told)
}
