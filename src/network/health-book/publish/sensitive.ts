import {
  code_system,
  id_of_reference,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../../standards/fhir/index.ts'
import { labels_of_facts } from '../../gate/index.ts'

/** ICD-10 codes a fact carries. */
export const icd_codes = (fact: Resource): string[] =>
  [fact['code'], ...list_of(fact['reasonCode'])]
    .flatMap((concept) => list_of(object_of(concept)?.['coding']))
    .flatMap((coding) => (coding['system'] === code_system.icd10 ? (text_of(coding['code']) ?? []) : []))

/** A label a hand put on the fact (meta.security) counts as much as the one its code carries. */
const labels_of_fact = (fact: Resource): string[] => {
  const marked = list_of(object_of(fact.meta)?.['security']).flatMap((one) =>
    one['system'] === code_system.act_code ? (text_of(one['code']) ?? []) : [],
  )
  return [...labels_of_facts([fact]), ...marked]
}

const visit_of = (fact: Resource): string => id_of_reference(fact['encounter']) ?? ''

/** What may hurt is never left out for being told of in a sensitive visit: an allergy says nothing of it. */
const always_told = new Set(['AllergyIntolerance', 'Immunization'])

export type Sorted = {
  /** Of the visit the paper is about: what the matrix rules by. */
  labels: string[]
  /** What may stand in it. */
  told: Resource[]
  /** Facts of other visits that do not (counted, said in the facility's own list only: in the paper it would tell). */
  left_out: number
}

/**
 * Facts of a sensitive visit go with it: the medicine tells of the illness (SHARE-09). Those of other visits stay out of
 * this one's paper; the visit's own decide about the whole paper.
 */
export const sort_by_sensitivity = (facts: Resource[], visit: string): Sorted => {
  const labels = new Set(facts.filter((fact) => visit_of(fact) === visit).flatMap(labels_of_fact))
  const closed = new Set(
    facts.filter((fact) => visit_of(fact) !== visit && labels_of_fact(fact).length > 0).map(visit_of),
  )
  closed.delete('')
  const is_told = (fact: Resource): boolean =>
    visit_of(fact) === visit ||
    (labels_of_fact(fact).length === 0 && (always_told.has(fact.resourceType) || !closed.has(visit_of(fact))))
  const told = facts.filter(is_told)
  return { labels: [...labels].toSorted(), told, left_out: facts.length - told.length }
}
