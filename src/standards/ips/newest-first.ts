import { object_of, text_of, type Resource } from '../fhir/index.ts'
import { moment_of, periods } from './say.ts'

const began_ms = (fact: Resource): number => {
  const starts = periods.map((key) => text_of(object_of(fact[key])?.['start']))
  return Date.parse(moment_of(fact) ?? starts.find((one) => one !== undefined) ?? '') || 0
}

/** By when it was, not when it was written; of one moment what was written last. */
export const newest_first = (facts: Resource[]): Resource[] =>
  facts
    .map((fact) => ({ fact, at_ms: began_ms(fact) }))
    .toSorted((a, b) => b.at_ms - a.at_ms || ((a.fact.id ?? '') < (b.fact.id ?? '') ? 1 : -1))
    .map(({ fact }) => fact)
