import { local_parts } from '../../base/time/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { take_number } from '../numbers/index.ts'
import type { Answers } from './contract.ts'
import { fields_of, type NumberSeries } from './form-definition.ts'
import type { LoadedSheet } from './sheet-store.ts'

const print_number = ({ prints }: NumberSeries, facility: string, year: string, number: number): string =>
  prints
    .replace('{facility}', facility)
    .replace('{year}', year.slice(2))
    .replace('{number}', String(number).padStart(6, '0'))

/**
 * Numbers of a paper that leaves the house (số phiếu chuyển, số phiếu hẹn): taken when it is first completed, kept by every
 * later version, whatever a draft says. One that fails gives its number back with the transaction.
 */
export const number_sheet = async (unit: Unit, { form, status, answers }: LoadedSheet): Promise<Answers> => {
  const boxes = fields_of(form).flatMap(({ id, series }) => (series ? [{ id, series }] : []))
  const { facility } = unit.caller
  const year = String(local_parts(new Date()).year)
  const taken = new Map<string, number>()
  const numbers: Answers = {}
  for (const { id, series } of boxes) {
    const before = status === 'in-progress' ? undefined : answers[id]
    if (before === undefined && !taken.has(series.name))
      taken.set(series.name, await take_number(unit.sql, facility, series.name, year))
    numbers[id] = before ?? print_number(series, facility, year, taken.get(series.name) ?? Number.NaN)
  }
  return numbers
}
