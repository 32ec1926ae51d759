import { to_stay } from '../../../chart/encounters/index.ts'
import { id_of_reference, type Resource } from '../../../standards/fhir/index.ts'

/**
 * Illnesses of other visits that were history when this one ended: of visits that are over and had begun by then. A diagnosis of a
 * visit that is under way is still a question, and nobody has yet seen whether it is a sensitive one; a later visit has its own page.
 */
export const illnesses_known_then = (facts: Resource[], encounter: Resource, visits: Resource[]): Resource[] => {
  const { id, discharged_at } = to_stay(encounter)
  const past = new Set(
    visits
      .map(to_stay)
      .filter((one) => one.status === 'finished' && discharged_at !== undefined)
      .filter((one) => Date.parse(one.admitted_at) < Date.parse(discharged_at ?? ''))
      .map((one) => one.id),
  )
  return facts.filter((fact) => {
    const visit = id_of_reference(fact['encounter'])
    return fact.resourceType !== 'Condition' || visit === undefined || visit === id || past.has(visit)
  })
}
