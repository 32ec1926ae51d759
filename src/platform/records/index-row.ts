import { fold } from '../../base/text/index.ts'
import { is_object, printed, type Resource } from '../../standards/fhir/index.ts'
import {
  amount_of,
  reference_of,
  strings_of,
  time_range_of,
  tokens_of,
  values_at,
  type Composite,
  type Path,
} from '../../standards/fhir-search/index.ts'
import { index_plan, type IndexPlan } from './index-plan.ts'
import { demand_few_words, too_many_values, values_max } from './index-size.ts'
import { person_words } from './person-words.ts'
import { successor_of } from './successor.ts'
import { term } from './term.ts'

/** A line of record.measure. */
export type Measure = { place: string; low: number; high: number; units: string[]; pair: string[] | null }

/** What is written beside a body so that it can be found. Terms are 64-bit numbers as text. */
export type IndexRow = {
  patient: string | null
  code: string | null
  clinical_at: Date | null
  clinical_end: Date | null
  lasting: boolean
  terms: string[]
  words: string[]
  measures: Measure[]
}

const string_max = 200
const day_ms = 86_400_000

/** A text as the words index holds it. */
export const folded = (text: string): string => fold(text).replaceAll('\u0000', '').slice(0, string_max)

/** The ways one token is asked for: code, system|code, system|, |code (R4 §3.1.1.4.10). */
export const token_forms = (system: string | undefined, code: string): string[] =>
  system === undefined ? [code, `|${code}`] : [`${system}|${code}`, code, `${system}|`]

type Terms = { add(statement: string): void; own_code: string | null }

const index_tokens = (resource: Resource, plan: IndexPlan, path: Path, terms: Terms): void => {
  const place = `${plan.type}.${path.key}`
  for (const value of values_at(resource, path)) {
    for (const { system, code } of tokens_of(value)) {
      const forms = path.leaf === 'code' || path.leaf === 'boolean' ? [code] : token_forms(system, code)
      // The type's own first coding has a column of its own and need not stand in the terms as well.
      if (path.key === plan.own_code && terms.own_code === null && system !== undefined)
        terms.own_code = term(`${place}=${forms.shift() ?? ''}`)
      for (const form of forms) terms.add(`${place}=${form}`)
    }
    if (path.leaf === 'Identifier') index_identifier_type(place, value, terms)
  }
}

/** `:of-type` (R4 §3.1.1.4.10): system|code|value of Identifier.type. */
const index_identifier_type = (place: string, value: unknown, terms: Terms): void => {
  if (!is_object(value) || !is_object(value['type'])) return
  for (const { system, code } of tokens_of(value['type']))
    terms.add(`${place}:of-type=${system ?? ''}|${code}|${printed(value['value'])}`)
}

/** Of whatever lies in the compartment of a patient without being about that patient (`record.resource.patient`). */
export const compartment_statement = (patient: string): string => `compartment=${patient}`

const index_references = (resource: Resource, plan: IndexPlan, path: Path, terms: Terms): void => {
  const place = `${plan.type}.${path.key}`
  const is_patient = plan.patient.some((one) => one.key === path.key)
  for (const value of values_at(resource, path)) {
    const target = reference_of(value)
    // The patient it is about has a column.
    if (target !== undefined && !(is_patient && target.startsWith('Patient/'))) {
      terms.add(`${place}=${target}`)
      if (plan.compartment.has(path.key) && target.startsWith('Patient/')) terms.add(compartment_statement(target))
      if (path.leaf === 'canonical' && target.includes('|')) terms.add(`${place}=${target.split('|')[0] ?? ''}`)
    }
    if (is_object(value) && is_object(value['identifier']))
      for (const { system, code } of tokens_of(value['identifier']))
        for (const form of token_forms(system, code)) terms.add(`${place}:identifier=${form}`)
  }
}

const index_strings = (resource: Resource, path: Path, words: Set<string>): void => {
  for (const value of values_at(resource, path)) {
    for (const text of strings_of(value, path.leaf)) {
      const whole = folded(text)
      if (whole === '') continue
      words.add(`${path.key}=${whole}`)
      if (path.leaf === 'HumanName') for (const word of whole.split(' ')) words.add(`${path.key}~${word}`)
    }
  }
}

/** The statement of two tokens that stand in one element of a list. */
export const pair_statement = (place: string, first: string, second: string): string => `${place}$${first}$${second}`

const part_forms = (item: unknown, part: Composite['parts'][number]): string[] =>
  part.paths.flatMap((path) =>
    values_at(item, path).flatMap((value) => {
      if (part.kind === 'reference') return reference_of(value) ?? []
      return tokens_of(value).flatMap(({ system, code }) => token_forms(system, code))
    }),
  )

const index_pairs = (resource: Resource, type: string, pair: Composite, terms: Terms, measures: Measure[]): void => {
  const [first, second] = pair.parts
  if (!first || !second) return
  const place = `${type}.${pair.path.key}`
  for (const item of values_at(resource, pair.path)) {
    const beside = part_forms(item, first)
    if (second.kind === 'token' || second.kind === 'reference') {
      for (const other of part_forms(item, second))
        for (const one of beside) terms.add(pair_statement(place, one, other))
    } else
      for (const path of second.paths)
        for (const value of values_at(item, path)) {
          const found = measure_of(`${pair.path.key}.${path.key}`, value, second.kind === 'date')
          if (found) measures.push({ ...found, pair: beside.map((one) => term(`${place}=${one}`)) })
        }
  }
}

const measure_of = (place: string, value: unknown, is_date: boolean): Measure | undefined => {
  if (is_date) {
    const range = time_range_of(value)
    return range && { place, low: range.from_ms / 1_000, high: range.to_ms / 1_000, units: [], pair: null }
  }
  const amount = amount_of(value)
  return amount && { place, low: amount.low, high: amount.high, units: amount.units.map(term), pair: null }
}

const own_range = (resource: Resource, plan: IndexPlan): [number, number] | undefined => {
  for (const path of plan.own_date)
    for (const value of values_at(resource, path)) {
      const range = time_range_of(value)
      if (range) return [range.from_ms, range.to_ms]
    }
  return undefined
}

const date_of = (ms: number | undefined): Date | null =>
  ms === undefined || !Number.isFinite(ms) ? null : new Date(ms)

const patient_of = (resource: Resource, plan: IndexPlan): string | null => {
  if (resource.resourceType === 'Patient')
    // Who was merged away has no compartment any more: the row lies in the one of who took its place.
    return successor_of(resource)?.slice('Patient/'.length) ?? resource.id ?? null
  for (const path of plan.patient)
    for (const value of values_at(resource, path)) {
      const target = reference_of(value)
      if (target?.startsWith('Patient/')) return target.slice('Patient/'.length)
    }
  return null
}

/** R4 SearchParameter Patient-deceased is a statement, not a place: Patient.deceased.exists() and != false. */
const index_deceased = (resource: Resource, terms: Terms): void => {
  const is_deceased = resource['deceasedBoolean'] === true || resource['deceasedDateTime'] !== undefined
  terms.add(`Patient.?deceased=${is_deceased}`)
}

/** Computes everything the store keeps beside the body. */
export const index_row = (resource: Resource): IndexRow => {
  const plan = index_plan(resource.resourceType)
  const numbers = new Set<string>()
  // Counted while they are made: two lists of ten thousand codes side by side are a hundred million pairs.
  const add = (statement: string): void => {
    numbers.add(term(statement))
    if (numbers.size > values_max) throw too_many_values(plan.type)
  }
  const terms: Terms = { own_code: null, add }
  const words = new Set<string>()
  const measures: Measure[] = []
  for (const path of plan.tokens) index_tokens(resource, plan, path, terms)
  if (resource.resourceType === 'Patient') index_deceased(resource, terms)
  for (const path of plan.references) index_references(resource, plan, path, terms)
  for (const path of plan.uris) index_references(resource, plan, path, terms)
  for (const path of plan.strings) index_strings(resource, path, words)
  for (const word of person_words(resource)) words.add(`=${word.slice(0, string_max)}`)
  for (const path of plan.dates) add_measures(resource, path, true, measures)
  for (const path of plan.amounts) add_measures(resource, path, false, measures)
  for (const pair of plan.pairs) index_pairs(resource, plan.type, pair, terms, measures)
  const all_words = [...words]
  demand_few_words(plan.type, all_words)
  if (measures.length > values_max) throw too_many_values(plan.type)
  const range = own_range(resource, plan)
  return {
    patient: patient_of(resource, plan),
    code: terms.own_code,
    clinical_at: range ? (date_of(range[0]) ?? new Date(-62_135_596_800_000)) : null,
    clinical_end: date_of(range?.[1]),
    lasting: range !== undefined && range[1] - range[0] > day_ms,
    terms: [...numbers],
    words: all_words,
    measures,
  }
}

const add_measures = (resource: Resource, path: Path, is_date: boolean, measures: Measure[]): void => {
  for (const value of values_at(resource, path)) {
    const found = measure_of(path.key, value, is_date)
    if (found) measures.push(found)
  }
}
