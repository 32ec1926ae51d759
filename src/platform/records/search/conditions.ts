import {
  search_parameters_of,
  type Composite,
  type Path,
  type SearchKind,
  type SearchParameter,
} from '../../../standards/fhir-search/index.ts'
import { index_plan } from '../index-plan.ts'
import { folded, pair_statement } from '../index-row.ts'
import { term } from '../term.ts'
import { codes_of, type CodeQuestion } from './code-sets.ts'
import { is_yes_or_no, json_path } from './json-path.ts'
import { number_condition, range_condition, read_date, read_number, timestamp_text } from './ranges.ts'
import { bigint_array, lexeme, split_value, unescape_value, unsupported, wrong_value, type Binder } from './sql-text.ts'
import { addresses_above, below_condition } from './uri-conditions.ts'

/** One question about rows of `type`, spoken of as `alias`. Values are alternatives, still escaped. */
export type Question = {
  binder: Binder
  alias: string
  type: string
  /** As the caller wrote it, for refusals. */
  name: string
  parameter: Pick<SearchParameter, 'kind' | 'paths' | 'targets' | 'composites'>
  modifier: string | undefined
  values: string[]
  measured?: Measured | undefined
}

/** Where the measures of the rows lie, and which column says of which row: for states that are not the stored ones. */
export type Measured = { table: string; key: string }
const stored_measures: Measured = { table: 'record.measure', key: 'id' }

export const alternatives_max = 10_000

const either = (conditions: string[]): string =>
  conditions.length > 1 ? `(${conditions.join(' OR ')})` : (conditions[0] ?? 'false')

/** Terms in the list, or the first own coding in its column. */
const terms_condition = (question: Question, terms: string[], own_codes: string[]): string =>
  either(terms_arms(question, terms, own_codes))

const terms_arms = ({ binder, alias }: Question, terms: string[], own_codes: string[]): string[] => {
  const found: string[] = []
  if (own_codes.length === 1) found.push(`${alias}.code = ${binder.bind(own_codes[0])}::bigint`)
  else if (own_codes.length > 1) found.push(`${alias}.code = ANY(${bigint_array(binder, own_codes)})`)
  if (terms.length > 0) found.push(`${alias}.terms && ${bigint_array(binder, terms)}`)
  return found
}

/** How a token is written in a statement: the index holds code, system|code, |code and system|. */
const token_form = (path: Path, value: string): string => {
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

const token_condition = (question: Question): string => {
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

const reference_condition = (question: Question): string => {
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

const uri_condition = (question: Question): string => {
  const { modifier, name, values, type, parameter, alias, binder } = question
  if (modifier === 'below') return below_condition({ alias, name, values, paths: parameter.paths }, binder.bind)
  if (modifier !== 'above') return reference_condition(question)
  const terms = parameter.paths.flatMap((path) =>
    values.flatMap((value) => addresses_above(name, value).map((one) => term(`${type}.${path.key}=${one}`))),
  )
  return terms_condition(question, terms, [])
}

const string_condition = (question: Question): string => {
  const { binder, alias, parameter, modifier, values, name } = question
  const texts = values.map((value) => {
    const text = unescape_value(value)
    if (text.length > 200) throw unsupported(name, 'dài quá 200 ký tự')
    const whole = folded(text)
    if (whole === '') throw wrong_value(name, value)
    return { text, whole }
  })
  if (modifier === 'contains')
    return `EXISTS (SELECT FROM unnest(tsvector_to_array(${alias}.words)) AS w WHERE w LIKE ANY (${binder.bind(
      parameter.paths.flatMap((path) =>
        texts.map(({ whole }) => `${like_escaped(`${path.key}=`)}%${like_escaped(whole)}%`),
      ),
    )}::text[]))`
  const end = modifier === 'exact' ? '' : ':*'
  const queries = parameter.paths.flatMap((path) =>
    texts.flatMap(({ whole }) => {
      const one = `${lexeme(`${path.key}=${whole}`)}${end}`
      const words = whole.split(' ')
      // A name is known by any of its words, in any order: "Hương" of "Nguyễn Thị Hương".
      return path.leaf === 'HumanName' && modifier === undefined
        ? [one, `(${words.map((word) => `${lexeme(`${path.key}~${word}`)}:*`).join(' & ')})`]
        : [one]
    }),
  )
  const found = `${alias}.words @@ ${binder.bind(queries.join(' | '))}::tsquery`
  return modifier === 'exact'
    ? `(${found} AND ${exact_condition(
        question,
        texts.map(({ text }) => text),
      )})`
    : found
}

const like_escaped = (text: string): string => text.replace(/[%_\\]/g, '\\$&')

const string_parts: Record<string, string[]> = {
  HumanName: ['.text', '.family', '.given', '.prefix', '.suffix'],
  Address: ['.text', '.line', '.city', '.district', '.state', '.postalCode', '.country'],
}

const exact_condition = ({ binder, alias, parameter }: Question, texts: string[]): string => {
  const given = `jsonb_build_object('v', ${binder.bind(JSON.stringify(texts))}::jsonb)`
  return either(
    parameter.paths
      .flatMap((path) => (string_parts[path.leaf] ?? ['']).map((part) => json_path(path, part)))
      .map((path) => `jsonb_path_exists(${alias}.body::jsonb, '${path} ? (@ == $v[*])', ${given})`),
  )
}

const day_ms = 86_400_000
/** An open beginning is held as the year 1, an open end as nothing. */
const own_end = (alias: string): string =>
  `coalesce(${alias}.clinical_end, CASE WHEN ${alias}.clinical_at IS NOT NULL THEN 'infinity'::timestamptz END)`

export const is_own_date = ({ type, parameter }: Question): boolean => {
  const own_keys = new Set(index_plan(type).own_date.map((path) => path.key))
  return parameter.paths.every((path) => own_keys.has(path.key))
}

const date_condition = (question: Question): string => {
  const { binder, parameter, values, name } = question
  if (is_own_date(question)) return either(values.map((value) => either(own_date_arms(question, value))))
  return either(
    values.map((value) => {
      const { prefix, range } = read_date(name, unescape_value(value))
      const at = (ms: number) => () => `${binder.bind(ms / 1_000)}::float8`
      const asked = range_condition(prefix, 'low', 'high', at(range.from_ms), at(range.to_ms))
      return measure_condition(question, parameter.paths, asked)
    }),
  )
}

export const own_date_arms = ({ binder, alias, name }: Question, value: string): string[] => {
  const { prefix, range } = read_date(name, unescape_value(value))
  const at = (ms: number) => () => `${binder.bind(timestamp_text(ms))}::timestamptz`
  const exact = range_condition(prefix, `${alias}.clinical_at`, own_end(alias), at(range.from_ms), at(range.to_ms))
  const has_lower_end = prefix === 'ge' || prefix === 'gt' || prefix === 'ap'
  // What lasts at most a day begins at most a day before it ends: that lets the index be read from there on.
  if (!has_lower_end) return [`(${exact})`]
  return [`${alias}.clinical_at >= ${at(range.from_ms - day_ms)()}`, `${alias}.lasting`].map(
    (arm) => `(${exact} AND ${arm})`,
  )
}

const measure_condition = (
  { binder, alias, type, measured = stored_measures }: Question,
  paths: Path[],
  condition: string,
  places?: string[],
): string =>
  `${alias}.${measured.key} IN (SELECT ${measured.key} FROM ${measured.table} WHERE facility = $1 AND type = ${binder.bind(type)}
     AND place = ANY(${binder.bind(places ?? [...new Set(paths.map((path) => path.key))])}::text[]) AND ${condition})`

/** `5.4`, `gt5.4|http://unitsofmeasure.org|mg`, `5.4||mg`. */
const amount_condition = (question: Question, value: string, pair = '', places?: string[]): string => {
  const { binder, name, parameter } = question
  const [amount = '', system = '', code = ''] = split_value(value, '|').map(unescape_value)
  const asked = number_condition(read_number(name, amount), binder.bind)
  const unit =
    code === '' ? '' : ` AND units && ${bigint_array(binder, [term(system === '' ? code : `${system}|${code}`)])}`
  return measure_condition(question, parameter.paths, `${asked}${unit}${pair}`, places)
}

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
