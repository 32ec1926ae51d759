import { ask } from '../../../base/ui/index.ts'
import type { FindWish, FoundPersons } from '../contract.ts'

/** Asks for one person by one exact number; the reason is kept. */
export const find_persons = ({ number, facility = '', reason }: FindWish): Promise<FoundPersons> => {
  const of = facility.trim() === '' ? {} : { facility: facility.trim() }
  return ask<FoundPersons>('/citizens/find', { body: { number: number.trim(), reason: reason.trim(), ...of } })
}
