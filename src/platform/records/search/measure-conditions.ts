import type { Path } from '../../../standards/fhir-search/index.ts'
import { index_plan } from '../index-plan.ts'
import { term } from '../term.ts'
import { number_condition, range_condition, read_date, read_number, timestamp_text } from './ranges.ts'
import { either, type Measured, type Question } from './question.ts'
import { bigint_array, split_value, unescape_value } from './sql-text.ts'

const stored_measures: Measured = { table: 'record.measure', key: 'id' }

const day_ms = 86_400_000
/** An open beginning is held as the year 1, an open end as nothing. */
const own_end = (alias: string): string =>
  `coalesce(${alias}.clinical_end, CASE WHEN ${alias}.clinical_at IS NOT NULL THEN 'infinity'::timestamptz END)`

export const is_own_date = ({ type, parameter }: Question): boolean => {
  const own_keys = new Set(index_plan(type).own_date.map((path) => path.key))
  return parameter.paths.every((path) => own_keys.has(path.key))
}

export const date_condition = (question: Question): string => {
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
export const amount_condition = (question: Question, value: string, pair = '', places?: string[]): string => {
  const { binder, name, parameter } = question
  const [amount = '', system = '', code = ''] = split_value(value, '|').map(unescape_value)
  const asked = number_condition(read_number(name, amount), binder.bind)
  const unit =
    code === '' ? '' : ` AND units && ${bigint_array(binder, [term(system === '' ? code : `${system}|${code}`)])}`
  return measure_condition(question, parameter.paths, `${asked}${unit}${pair}`, places)
}
