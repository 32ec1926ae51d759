import type { Path } from '../../../standards/fhir-search/index.ts'
import { index_plan } from '../index-plan.ts'
import { term } from '../term.ts'
import { either, type Question } from './question.ts'
import { unescape_value, unsupported } from './sql-text.ts'
import { terms_condition, token_form } from './token-conditions.ts'
import { addresses_above, below_condition } from './uri-conditions.ts'

const types_of = (question: Question, path: Path): string[] => {
  if (path.target !== undefined) return [path.target]
  return question.parameter.targets.includes('*') ? [] : question.parameter.targets
}

/** What a reference value may stand for: `Type/id`, a bare id of any type it may lead to, an address. */
const reference_targets = (question: Question, path: Path, value: string): string[] => {
  const { modifier, name } = question
  const text = unescape_value(value).replace(/\/_history\/[^/]+$/, '')
  if (path.leaf === 'canonical' || path.leaf === 'uri' || /^[a-z][a-z0-9+.-]*:/.test(text)) return [text]
  if (modifier !== undefined) return [text.includes('/') ? text : `${modifier}/${text}`]
  if (text.includes('/')) return [text]
  const types = types_of(question, path)
  if (types.length === 0) throw unsupported(name, 'cần dạng Loại/mã, ví dụ Patient/123')
  return types.map((type) => `${type}/${text}`)
}

export const reference_condition = (question: Question): string => {
  const { binder, alias, type, parameter, modifier, values } = question
  const plan = index_plan(type)
  const patient_keys = new Set(plan.patient.map((path) => path.key))
  const [patients, terms]: [string[], string[]] = [[], []]
  for (const path of parameter.paths)
    for (const value of values) {
      if (modifier === 'identifier') {
        terms.push(term(`${type}.${path.key}:identifier=${token_form({ ...path, leaf: 'Identifier' }, value)}`))
        continue
      }
      for (const target of reference_targets(question, path, value)) {
        if (patient_keys.has(path.key) && /^Patient\/[^/]+$/.test(target)) patients.push(target.slice(8))
        else if (path.target === undefined || target.startsWith(`${path.target}/`))
          terms.push(term(`${type}.${path.key}=${target}`))
      }
    }
  const found: string[] = []
  if (patients.length === 1) found.push(`${alias}.patient = ${binder.bind(patients[0])}`)
  else if (patients.length > 1) found.push(`${alias}.patient = ANY(${binder.bind(patients)}::text[])`)
  // A bare id may be of any of several types; where the patient's column knows it, the others are asked too.
  if (terms.length > 0) found.push(terms_condition(question, terms, []))
  return found.length === 0 ? 'false' : either(found)
}

export const uri_condition = (question: Question): string => {
  const { modifier, name, values, type, parameter, alias, binder } = question
  if (modifier === 'below') return below_condition({ alias, name, values, paths: parameter.paths }, binder.bind)
  if (modifier !== 'above') return reference_condition(question)
  const terms = parameter.paths.flatMap((path) =>
    values.flatMap((value) => addresses_above(name, value).map((one) => term(`${type}.${path.key}=${one}`))),
  )
  return terms_condition(question, terms, [])
}
