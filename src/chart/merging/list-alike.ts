import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store } from '../../platform/records/index.ts'
import { facts_of_patient } from '../../standards/person-matching/index.ts'
import { to_hit } from '../patients/index.ts'
import type { AlikeChart } from './contract.ts'

const shown_max = 10

/** Other charts that may be this person's, the likeliest first: whom to lay beside it. */
export const list_alike = (store: Store, caller: Caller, patient: string): Promise<AlikeChart[]> => {
  demand(caller, 'patient.merge')
  return store.unit(caller, async (unit) => {
    const facts = facts_of_patient(resource_of(await unit.get('Patient', patient)))
    const found = (await unit.find_alike(facts)).filter(({ stored }) => stored.id !== patient)
    return found.slice(0, shown_max).map(({ stored, comparison }) => ({
      ...to_hit(resource_of(stored)),
      grade: comparison.grade,
      reasons: comparison.reasons.map(({ says }) => says),
    }))
  })
}
