import { fail } from '../../base/outcome/index.ts'
import { check_phone } from '../../base/identity-numbers/index.ts'
import { fold } from '../../base/text/index.ts'
import { facility_of_domain, is_national } from './domains.ts'
import type { Identity } from './told.ts'

/** A value of ITI-78 by which a person is kept or dropped: each list is OR, the lists together are AND. */
export type TextTest = {
  name: 'family' | 'given' | 'name' | 'address-city' | 'address-state'
  is_exact: boolean
  values: string[]
}
export type DateTest = { prefix: 'eq' | 'ge' | 'gt' | 'le' | 'lt'; value: string }

export type Question = {
  ids: string[][]
  /** `system|value`; the system '' stands for any. */
  identifiers: Identity[][]
  /** Domains named without a value (`system|`): whose numbers are wished for (PDQm 2:3.78.4.1.2.3). */
  domains: ReadonlySet<string>
  texts: TextTest[]
  births: DateTest[]
  genders: string[][]
  phones: string[][]
  active: boolean | undefined
}

export const served = [
  { name: '_id', type: 'token' },
  { name: 'identifier', type: 'token' },
  { name: 'family', type: 'string' },
  { name: 'given', type: 'string' },
  { name: 'name', type: 'string' },
  { name: 'birthdate', type: 'date' },
  { name: 'gender', type: 'token' },
  { name: 'active', type: 'token' },
  { name: 'telecom', type: 'token' },
  { name: 'address-city', type: 'string' },
  { name: 'address-state', type: 'string' },
] as const

/** More answers than this are a list of people, not a person; there are no pages. */
export const answers_max = 20

const check_count = (text: string): void => {
  if (!(Number(text) >= answers_max))
    throw fail.invalid(`Danh bạ trả lời nhiều nhất ${answers_max} người, không chia trang: bỏ _count`, '_count')
}

const read_identifier = (text: string): Identity => {
  const [system, value] = text.includes('|') ? text.split('|', 2) : ['', text]
  return { system: system ?? '', value: value ?? '' }
}

const read_birth = (text: string): DateTest => {
  const match = /^(eq|ge|gt|le|lt)?(\d{4}(?:-\d{2}){0,2})$/.exec(text)
  if (!match)
    throw fail.invalid(
      `Ngày sinh “${text}” phải có dạng 1968-03-12, có thể thêm ge, le, gt, lt phía trước`,
      'birthdate',
    )
  return { prefix: (match[1] ?? 'eq') as DateTest['prefix'], value: match[2] ?? '' }
}

const is_text = (name: string): name is TextTest['name'] =>
  ['family', 'given', 'name', 'address-city', 'address-state'].includes(name)

const read_active = (text: string): boolean => {
  if (text !== 'true' && text !== 'false') throw fail.invalid('“active” là true hoặc false', 'active')
  return text === 'true'
}

/** @throws 404 for a domain that is not in the directory (PDQm 2:3.78.4.1.3, case 4) */
const check_domain = (system: string): string => {
  if (!is_national(system) && facility_of_domain(system) === undefined)
    throw fail.not_found(`Hệ mã “${system}” không có trong danh bạ (targetSystem not found)`)
  return system
}

/** What is asked of ITI-78. @throws 400 with the name of what is not served */
export const read_question = (query: URLSearchParams): Question => {
  const domains = new Set<string>()
  const question: Question = {
    ...{ ids: [], identifiers: [], domains, texts: [], births: [], genders: [], phones: [], active: undefined },
  }
  for (const [key, text] of query) {
    const [name = '', modifier] = key.split(':')
    const values = text.split(',').filter(Boolean)
    if (key === '_format') continue
    if (modifier !== undefined && !(modifier === 'exact' && is_text(name))) throw fail.unsupported_parameter(key)
    if (name === '_count') check_count(text)
    else if (name === '_id') question.ids.push(values)
    else if (name === 'identifier') {
      const read = values.map(read_identifier)
      for (const { system, value } of read) if (value === '') domains.add(check_domain(system))
      const numbers = read.filter(({ value }) => value !== '')
      if (numbers.length > 0) question.identifiers.push(numbers)
    } else if (is_text(name)) question.texts.push({ name, is_exact: modifier === 'exact', values })
    else if (name === 'birthdate') question.births.push(...values.map(read_birth))
    else if (name === 'gender') question.genders.push(values)
    else if (name === 'telecom')
      question.phones.push(values.map((one) => check_phone(one.split('|').pop() ?? '').value))
    else if (name === 'active') question.active = read_active(text)
    else throw fail.unsupported_parameter(key)
  }
  return question
}

/** First and last day a date of any precision covers. */
export const day_span = (date: string): [string, string] => [
  date.padEnd(10, '-01').slice(0, 10),
  date.length === 4 ? `${date}-12-31` : date.length === 7 ? `${date}-31` : date,
]

const meets_birth = (born: string, { prefix, value }: DateTest): boolean => {
  const [[from, to], [low, high]] = [day_span(born), day_span(value)]
  if (prefix === 'eq') return from >= low && to <= high
  if (prefix === 'ge') return to >= low
  if (prefix === 'gt') return to > high
  return prefix === 'le' ? from <= high : from < low
}

export const meets_births = (born: string | undefined, tests: DateTest[]): boolean =>
  tests.every((test) => born !== undefined && meets_birth(born, test))

/** The days all tests together allow, for the index; undefined on a side where nothing bounds them. */
export const birth_bounds = (tests: DateTest[]): { from: string | undefined; to: string | undefined } => {
  const lows = tests
    .filter(({ prefix }) => prefix === 'eq' || prefix === 'ge' || prefix === 'gt')
    .map(({ value }) => value.slice(0, 4))
  const highs = tests
    .filter(({ prefix }) => prefix === 'eq' || prefix === 'le' || prefix === 'lt')
    .map(({ value }) => day_span(value)[1])
  const only = tests.length === 1 && tests[0]?.prefix === 'eq' ? tests[0].value : undefined
  return { from: only ?? lows.toSorted().at(-1), to: highs.toSorted()[0] }
}

/** FHIR's string search: begins with, without marks or case; with :exact as written (R4 §3.1.1.4.7). */
export const meets_text = (told: string[], { is_exact, values }: TextTest): boolean =>
  values.some((value) => told.some((one) => (is_exact ? one === value : fold(one).startsWith(fold(value)))))
