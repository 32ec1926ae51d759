import { coding_of, extension_url, find_extension, object_of, text_of, type Resource } from '../fhir/index.ts'

/** What the house says a diagnosis is (docs/fhir-conventions.md): of one stay the latest word counts. */
const weights: Record<string, number> = { referral: 0, emergency: 1, admission: 2, 'admission-comorbid': 2 }
const latest_weight = 3

const weight_of = (fact: Resource): number =>
  weights[text_of(find_extension(fact, extension_url.diagnosis_use)?.['valueCode']) ?? ''] ?? latest_weight

const stay_of = (fact: Resource): string => text_of(object_of(fact['encounter'])?.['reference']) ?? ''

const key_of = (fact: Resource): string => {
  const { system = '', code } = coding_of(fact['code'])
  return code === undefined ? (text_of(object_of(fact['code'])?.['text']) ?? fact.id ?? '') : `${system}|${code}`
}

/**
 * A person's problems out of the diagnoses of all stays: of a stay those of its discharge, else of its admission, and so on;
 * of the same one in several stays the newest. Of findings the newest of each kind. @param facts the newest first
 */
export const one_of_each = (facts: Resource[]): Resource[] => {
  const conditions = facts.filter((fact) => fact.resourceType === 'Condition')
  const heaviest = new Map<string, number>()
  for (const fact of conditions)
    heaviest.set(stay_of(fact), Math.max(heaviest.get(stay_of(fact)) ?? 0, weight_of(fact)))
  const seen = new Set<string>()
  return facts.filter((fact) => {
    if (fact.resourceType !== 'Condition' && fact.resourceType !== 'Observation') return true
    if (
      fact.resourceType === 'Condition' &&
      stay_of(fact) !== '' &&
      weight_of(fact) < (heaviest.get(stay_of(fact)) ?? 0)
    )
      return false
    return !seen.has(key_of(fact)) && Boolean(seen.add(key_of(fact)))
  })
}
