import type { Coded } from '../../standards/documents/index.ts'
import { code_system, list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'

/** Codes that mean the same at every house: the sender's own say nothing to others. */
const shared_systems = new Set<string>([code_system.loinc, code_system.ministry_test])

const shared_codings = (fact: Resource): Coded[] =>
  list_of(object_of(fact['code'])?.['coding']).flatMap((coding) => {
    const [system, code] = [text_of(coding['system']), text_of(coding['code'])]
    return system !== undefined && code !== undefined && shared_systems.has(system) ? [{ system, code }] : []
  })

/**
 * What the envelope says of a result, so that it is found by its tests (XDS eventCodeList, ITI-67 `event`): codes, no name and
 * no value. Of a paper with a sensitivity label it says nothing beside the label.
 */
export const tests_in = (facts: Resource[]): Coded[][] => {
  const found = new Map(facts.flatMap(shared_codings).map((one) => [`${one.system}|${one.code}`, one]))
  return [...found.values()].map((one) => [one])
}
