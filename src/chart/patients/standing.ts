import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, successor_of, type Store, type Stored, type Unit } from '../../platform/records/index.ts'
import type { Standing } from './contract.ts'
import { name_of_patient } from './patient-hit.ts'

/** Charts that were merged one into another, and again: nobody does it oftener. */
const successions_max = 10

/** The chart this person's facts lie in now: this one, or the one that took its place, and so on. */
export const follow_succession = async (unit: Unit, stored: Stored): Promise<Stored> => {
  let standing = stored
  for (let i = 0; i < successions_max; i += 1) {
    const successor = successor_of(resource_of(standing))?.slice('Patient/'.length)
    const next = successor === undefined ? undefined : await unit.find('Patient', successor)
    if (!next) return standing
    standing = next
  }
  return standing
}

/** The same list with the standing chart in the place of one that was merged away, each chart once. */
export const standing_ones = async (unit: Unit, found: Stored[]): Promise<Stored[]> => {
  const standing = new Map<string, Stored>()
  for (const stored of found) {
    const one = await follow_succession(unit, stored)
    if (!standing.has(one.id)) standing.set(one.id, one)
  }
  return [...standing.values()]
}

/** Where an address of a chart leads to: a bookmark, a printed code, a link of before the merge. @throws 404 */
export const find_standing = (store: Store, caller: Caller, id: string): Promise<Standing> => {
  demand(caller, 'patient.read')
  return store.unit(caller, async (unit) => {
    const standing = await follow_succession(unit, await unit.get('Patient', id))
    return { id: standing.id, name: name_of_patient(resource_of(standing)) }
  })
}
