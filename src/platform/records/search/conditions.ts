import {
  search_parameters_of,
  type Composite,
  type Path,
  type SearchKind,
} from '../../../standards/fhir-search/index.ts'
import { pair_statement } from '../index-row.ts'
import { term } from '../term.ts'
import { is_yes_or_no, json_path } from './json-path.ts'
import { amount_condition, date_condition } from './measure-conditions.ts'
import { alternatives_max, either, type Question } from './question.ts'
import { reference_condition, uri_condition } from './reference-conditions.ts'
import { bigint_array, split_value, unescape_value, unsupported, wrong_value } from './sql-text.ts'
import { string_condition } from './string-conditions.ts'
import { terms_condition, token_condition, token_form } from './token-conditions.ts'

const composite_condition = (question: Question): string => {
  const { parameter, values, name } = question
  const roots = parameter.composites.filter((one) => one.parts.every((part) => part.paths.length > 0))
  if (roots.length === 0 || roots.some((one) => one.path.key !== '' && one.parts.length !== 2))
    throw unsupported(name, 'chưa được hỗ trợ')
  return either(values.flatMap((value) => roots.map((root) => one_composite(question, root, split_value(value, '$')))))
}

const one_composite = (question: Question, root: Composite, texts: string[]): string => {
  if (texts.length !== root.parts.length) throw wrong_value(question.name, texts.join('$'))
  if (root.path.key === '')
    return `(${root.parts.map((part, i) => part_condition(question, part, texts[i] ?? '')).join(' AND ')})`
  const [first, second] = root.parts
  const [one = '', other = ''] = texts
  const { binder, type } = question
  const place = `${type}.${root.path.key}`
  const first_form = (first?.paths ?? []).map((path) => token_form({ ...path, leaf: '' }, one))[0] ?? ''
  if (second?.kind === 'token' || second?.kind === 'reference') {
    const form = second.kind === 'token' ? token_form({ key: '', steps: [], leaf: '' }, other) : unescape_value(other)
    return terms_condition(question, [term(pair_statement(place, first_form, form))], [])
  }
  const beside = ` AND pair && ${bigint_array(binder, [term(`${place}=${first_form}`)])}`
  const places = [...new Set((second?.paths ?? []).map((path) => `${root.path.key}.${path.key}`))]
  if (second?.kind === 'quantity' || second?.kind === 'number') return amount_condition(question, other, beside, places)
  throw unsupported(question.name, 'chưa được hỗ trợ')
}

const part_condition = (question: Question, part: { kind: SearchKind; paths: Path[] }, value: string): string =>
  condition_of({
    ...question,
    parameter: { ...part, targets: [], composites: [] },
    values: [value],
    modifier: undefined,
  })

/** Nothing, or something, stands at any of the places. */
const missing_condition = ({ alias, parameter, values, name }: Question): string => {
  const [value = ''] = values
  if (values.length !== 1 || !/^(true|false)$/.test(value)) throw wrong_value(`${name}:missing`, values.join())
  // A place that says whether something else is there always says so.
  if (parameter.paths.some(is_yes_or_no)) return value === 'true' ? 'false' : 'true'
  const exists = either(parameter.paths.map((path) => `jsonb_path_exists(${alias}.body::jsonb, '${json_path(path)}')`))
  return value === 'true' ? `NOT ${exists}` : exists
}

const modifiers: Record<SearchKind, string[]> = {
  token: ['not', 'text', 'of-type', 'missing', 'in', 'not-in', 'above', 'below'],
  string: ['exact', 'contains', 'missing'],
  reference: ['identifier', 'missing'],
  uri: ['missing', 'above', 'below'],
  date: ['missing'],
  number: ['missing'],
  quantity: ['missing'],
  composite: [],
}

const check_modifier = ({ type, parameter, modifier, name }: Question): void => {
  if (modifier === undefined || modifiers[parameter.kind].includes(modifier)) return
  if (parameter.kind === 'reference' && search_parameters_of(modifier)) return
  throw unsupported(`${name}:${modifier}`, `cách hỏi “:${modifier}” không dùng được ở ${type}.${name}`)
}

/** The SQL condition of one question. Every value is bound. */
export const condition_of = (question: Question): string => {
  const { parameter, modifier, values, name } = question
  check_modifier(question)
  if (values.length > alternatives_max) throw unsupported(name, `quá ${alternatives_max} giá trị`)
  for (const value of values) if (value === '') throw wrong_value(name, value)
  if (modifier === 'missing') return missing_condition(question)
  switch (parameter.kind) {
    case 'token':
      return token_condition(question)
    case 'reference':
      return reference_condition(question)
    case 'uri':
      return uri_condition(question)
    case 'string':
      return string_condition(question)
    case 'date':
      return date_condition(question)
    case 'composite':
      return composite_condition(question)
    case 'number':
    case 'quantity':
      return either(values.map((value) => amount_condition(question, value)))
  }
}
