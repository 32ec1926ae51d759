import { search_parameters_of } from '../../../standards/fhir-search/index.ts'
import { index_plan } from '../index-plan.ts'
import { split_value } from './sql-text.ts'

/**
 * How a question that finds few rows, whatever is asked for, is answered: by a column with a tree of its own, whose
 * values PostgreSQL counts, or by the list of statements, of whose members it knows nothing before it sees them.
 */
export type Rare = 'column' | 'statement'

/** What lies in one chart and hardly anything points at twice; a ward or a doctor is pointed at by everything. */
const of_one_stay = new Set(['Patient', 'Encounter', 'EpisodeOfCare', 'ServiceRequest', 'Specimen', 'DiagnosticReport'])

/** `system|` asks for all numbers of a kind. */
const names_a_number = (value: string): boolean => split_value(value, ',').every((one) => !one.endsWith('|'))

/**
 * `alias.type = bound`. Where a list of statements leads, not in the form an index knows: the planner, who reckons any
 * list at a hundredth of everything, would rather walk through the type.
 */
export const type_condition = (alias: string, bound: string, rare: Rare | undefined): string =>
  rare === 'statement' ? `(${alias}.type || '') = ${bound}` : `${alias}.type = ${bound}`

/** The limit is kept from the planner: hoping to meet so many soon, it would walk through a whole type. */
export const few_of = (found: string, limit: string): string =>
  `WITH found AS MATERIALIZED (${found}) SELECT * FROM found ${limit}`

/** Asked by a number, by an id, by the patient or the stay: then one plan is right for all values. */
export const rareness = (type: string, name: string, value: string): Rare | undefined => {
  if (name === '_id') return 'column'
  const dot = name.indexOf('.')
  const [plain = '', modifier] = (dot < 0 ? name : name.slice(0, dot)).split(':')
  const parameter = search_parameters_of(type)?.get(plain)
  if (!parameter) return undefined
  if (parameter.kind === 'token') {
    const is_number = modifier === undefined && parameter.paths.every(({ leaf }) => leaf === 'Identifier')
    return is_number && dot < 0 && names_a_number(value) ? 'statement' : undefined
  }
  if (parameter.kind !== 'reference') return undefined
  const targets = modifier === undefined ? parameter.targets : [modifier]
  const own = new Set(index_plan(type).patient.map(({ key }) => key))
  const in_column = targets.join() === 'Patient' && parameter.paths.every(({ key }) => own.has(key))
  if (dot > 0) return in_column && rareness('Patient', name.slice(dot + 1), value) ? 'column' : undefined
  if (in_column) return 'column'
  return targets.every((target) => of_one_stay.has(target)) ? 'statement' : undefined
}
