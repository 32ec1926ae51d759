import { fold } from '../../base/text/index.ts'
import { code_system, is_object, text_of, type Resource } from '../../standards/fhir/index.ts'
import { labels_of_drug, labels_of_phrase, labels_of_range, labels_of_test, negative_words } from './sensitive-codes.ts'

const once = (labels: string[]): string[] => [...new Set(labels)].toSorted()

/** @param codes ICD-10, with or without dot */
export const labels_of_codes = (codes: readonly string[]): string[] => {
  const plain = codes.map((code) => code.trim().toUpperCase().replace('.', ''))
  const is_in = (code: string, first: string, last: string): boolean => {
    const start = code.slice(0, first.length)
    return start >= first && start <= last
  }
  return once(
    labels_of_range.filter(({ first, last }) => plain.some((one) => is_in(one, first, last))).map(({ label }) => label),
  )
}

const sentences = (folded: string): string[] => folded.split(/[.;\n]/)

/** What somebody wrote: a test's name, a finding in words, a conclusion. “HIV âm tính” says nothing of anybody. */
export const labels_of_words = (text: string): string[] => {
  const folded = sentences(fold(text))
    .map((one) => (negative_words.test(one) ? one.replaceAll(/\bhiv\b/g, '') : one))
    .join('\n')
  return once(labels_of_phrase.filter(({ said }) => said.test(folded)).map(({ label }) => label))
}

type Told = { icd10: string[]; labels: string[]; skips: ReadonlySet<string> }

const machine_keys = ['div', 'reference', 'data', 'id', 'url', 'system']
const unsaid = new Set(machine_keys)
/** The questions of a form are printed on every one of its papers. */
const unsaid_on_forms = new Set([...machine_keys, 'text', 'linkId', 'questionnaire'])

const medicine_keys = /^(medication|ingredient)/

/** Every code and every word a fact holds, wherever it stands; the names of medicines only where one is spoken of. */
const gather = (value: unknown, key: string, is_medicine: boolean, told: Told): void => {
  if (typeof value === 'string') {
    if (told.skips.has(key)) return
    told.labels.push(...labels_of_words(value))
    const name = fold(value)
    if (is_medicine)
      told.labels.push(...labels_of_drug.filter(({ names }) => names.test(name)).map(({ label }) => label))
  } else if (Array.isArray(value)) for (const one of value) gather(one, key, is_medicine, told)
  else if (is_object(value)) {
    const code = text_of(value['code']) ?? ''
    if (value['system'] === code_system.icd10) told.icd10.push(code)
    const test = value['system'] === code_system.loinc ? labels_of_test.get(code) : undefined
    if (test !== undefined) told.labels.push(test)
    for (const [name, one] of Object.entries(value)) gather(one, name, is_medicine || medicine_keys.test(name), told)
  }
}

const said_of = (value: unknown): string => {
  const concept = is_object(value) ? value : {}
  const codings = Array.isArray(concept['coding']) ? concept['coding'] : []
  return [value, concept['text'], ...codings.map((one) => (is_object(one) ? one['display'] : ''))]
    .filter((one) => typeof one === 'string')
    .join(' ')
}

const is_negative = (fact: Resource): boolean =>
  /"(NEG|ND)"/.test(JSON.stringify(fact['interpretation'] ?? '')) ||
  [fact['valueString'], fact['valueCodeableConcept'], fact['conclusion']].some((value) =>
    negative_words.test(fold(said_of(value))),
  )

const of_fact = (fact: Resource): Told => {
  const is_form = fact.resourceType === 'QuestionnaireResponse'
  const told: Told = { icd10: [], labels: [], skips: is_form ? unsaid_on_forms : unsaid }
  gather(fact, '', fact.resourceType.startsWith('Medication'), told)
  return is_negative(fact) ? { ...told, labels: told.labels.filter((label) => label !== 'HIV') } : told
}

/** Which sensitivity facts carry, by their codes (ICD-10, LOINC), their medicines and their words (SHARE-09). */
export const labels_of_facts = (facts: readonly Resource[]): string[] => {
  const told = facts.map(of_fact)
  return once([...told.flatMap(({ labels }) => labels), ...labels_of_codes(told.flatMap(({ icd10 }) => icd10))])
}
