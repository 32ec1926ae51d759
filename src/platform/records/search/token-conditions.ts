import type { Path } from '../../../standards/fhir-search/index.ts'
import { index_plan } from '../index-plan.ts'
import { folded } from '../index-row.ts'
import { term } from '../term.ts'
import { codes_of, type CodeQuestion } from './code-sets.ts'
import { json_path } from './json-path.ts'
import { either, type Question } from './question.ts'
import { bigint_array, split_value, unescape_value, unsupported, wrong_value } from './sql-text.ts'

/** Terms in the list, or the first own coding in its column. */
export const terms_condition = (question: Question, terms: string[], own_codes: string[]): string =>
  either(terms_arms(question, terms, own_codes))

const terms_arms = ({ binder, alias }: Question, terms: string[], own_codes: string[]): string[] => {
  const found: string[] = []
  if (own_codes.length === 1) found.push(`${alias}.code = ${binder.bind(own_codes[0])}::bigint`)
  else if (own_codes.length > 1) found.push(`${alias}.code = ANY(${bigint_array(binder, own_codes)})`)
  if (terms.length > 0) found.push(`${alias}.terms && ${bigint_array(binder, terms)}`)
  return found
}

/** How a token is written in a statement: the index holds code, system|code, |code and system|. */
export const token_form = (path: Path, value: string): string => {
  const [first = '', second] = split_value(value, '|').map(unescape_value)
  const is_plain = path.leaf === 'code' || path.leaf === 'boolean'
  if (second === undefined) return first
  return is_plain ? second : `${first}|${second}`
}

export const token_arms = (question: Question): string[] => {
  const { type, parameter, modifier, values, name } = question
  const plan = index_plan(type)
  const [terms, own]: [string[], string[]] = [[], []]
  for (const path of parameter.paths)
    for (const value of values) {
      if (modifier === 'of-type') {
        const parts = split_value(value, '|').map(unescape_value)
        if (parts.length !== 3 || path.leaf !== 'Identifier') throw wrong_value(name, value)
        terms.push(term(`${type}.${path.key}:of-type=${parts.join('|')}`))
        continue
      }
      const form = token_form(path, value)
      const made = term(`${type}.${path.key}=${form}`)
      terms.push(made)
      if (path.key === plan.own_code && /.\|./.test(form)) own.push(made)
    }
  return terms_arms(question, terms, own)
}

export const token_condition = (question: Question): string => {
  const { modifier } = question
  if (modifier === 'text') return text_condition(question)
  if (is_set_modifier(modifier)) return code_set_condition(question, modifier)
  const found = either(token_arms(question))
  return modifier === 'not' ? `(${found}) IS NOT TRUE` : found
}

const is_set_modifier = (modifier: string | undefined): modifier is CodeQuestion['modifier'] =>
  modifier === 'in' || modifier === 'not-in' || modifier === 'above' || modifier === 'below'
const coded_leaves = new Set(['code', 'Coding', 'CodeableConcept'])

/** Codes by what they mean. Like `:not`, `:not-in` also finds what has no code at all. */
const code_set_condition = (question: Question, modifier: CodeQuestion['modifier']): string => {
  const { type, parameter, values, name, binder } = question
  const paths = parameter.paths.filter((path) => coded_leaves.has(path.leaf))
  if (paths.length === 0) throw unsupported(`${name}:${modifier}`, `“${name}” không mang mã của hệ mã nào`)
  const codes = values.flatMap((value) => codes_of(binder.sets, { name, modifier, value }))
  const { own_code } = index_plan(type)
  const [terms, own] = [new Set<string>(), new Set<string>()]
  for (const path of paths)
    for (const { system, code } of codes) {
      const made = term(`${type}.${path.key}=${path.leaf === 'code' ? code : `${system}|${code}`}`)
      terms.add(made)
      if (path.key === own_code) own.add(made)
    }
  const found = terms.size === 0 ? 'false' : terms_condition(question, [...terms], [...own])
  return modifier === 'not-in' ? `(${found}) IS NOT TRUE` : found
}

const text_paths = (path: Path): string[] => {
  if (path.leaf === 'CodeableConcept') return [json_path(path, '.text'), json_path(path, '.coding.display')]
  if (path.leaf === 'Coding') return [json_path(path, '.display')]
  return path.leaf === 'Identifier' ? [json_path(path, '.type.text')] : []
}

/** The words beside a code: no index holds them; the other conditions narrow first. */
const text_condition = ({ binder, alias, parameter, values, name }: Question): string => {
  const paths = parameter.paths.flatMap(text_paths)
  if (paths.length === 0) throw unsupported(`${name}:text`, 'ở đây chỉ có mã, không có lời để tìm')
  const texts = values.map((value) => `${folded(unescape_value(value)).replace(/[%_\\]/g, '\\$&')}%`)
  const like = binder.bind(texts)
  return either(
    paths.map(
      (path) => `EXISTS (SELECT FROM jsonb_path_query(${alias}.body::jsonb, '${path}') AS v
        WHERE record.fold(v #>> '{}') LIKE ANY (${like}::text[]))`,
    ),
  )
}
