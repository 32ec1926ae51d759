import {
  compartment_parameters,
  search_parameters_of,
  type SearchParameter,
} from '../../../standards/fhir-search/index.ts'
import { fail } from '../../../base/outcome/index.ts'
import { index_plan } from '../index-plan.ts'
import { demand_reach } from '../reach.ts'
import { arms_of } from './arms.ts'
import type { Measured } from './question.ts'
import { json_path } from './json-path.ts'
import { read_date, timestamp_text } from './ranges.ts'
import { rareness, type_condition, type Rare } from './rare.ts'
import { split_value, unescape_value, unsupported, wrong_value, type Binder } from './sql-text.ts'

/** A set of rows that is being asked for: one type, spoken of by an alias. */
export type Subject = { binder: Binder; alias: string; type: string; depth: number; measured?: Measured }

const depth_max = 4
const refused = new Map([
  ['_filter', 'chưa được hỗ trợ'],
  ['_text', 'chưa được hỗ trợ'],
  ['_content', 'chưa được hỗ trợ'],
  ['_query', 'chưa được hỗ trợ'],
  ['_list', 'chưa được hỗ trợ'],
  ['near', 'chưa được hỗ trợ'],
])

const either = (conditions: string[]): string =>
  conditions.length > 1 ? `(${conditions.join(' OR ')})` : (conditions[0] ?? 'false')

/** The rows of a type that satisfy one further question, as a subselect of `column`. */
const select_of = (
  subject: Subject,
  type: string,
  column: string,
  build: (inner: Subject) => string,
  rare?: Rare,
): string => {
  if (subject.depth >= depth_max) throw unsupported('_has', `hỏi qua quá ${depth_max} tầng`)
  const inner = { binder: subject.binder, alias: subject.binder.next_alias(), type, depth: subject.depth + 1 }
  const condition = [build(inner), ...reach_conditions(inner)].join(' AND ')
  return `SELECT ${inner.alias}.${column} FROM record.resource AS ${inner.alias} WHERE ${inner.alias}.facility = $1
    AND ${type_condition(inner.alias, subject.binder.bind(type), rare)} AND NOT ${inner.alias}.deleted AND ${condition}`
}

const parameter_of = (type: string, name: string): SearchParameter | undefined => search_parameters_of(type)?.get(name)

/** `subject:Patient.name=Hương`, `encounter.service-provider.name=…` (R4 §3.1.1.4.13). */
const chain_condition = (subject: Subject, head: string, rest: string, value: string, whole: string): string => {
  const [name = '', wanted] = head.split(':')
  const parameter = parameter_of(subject.type, name)
  if (!parameter) throw fail.unsupported_parameter(whole)
  if (parameter.kind !== 'reference') throw unsupported(whole, `“${name}” không dẫn tới tài nguyên nào`)
  const possible = parameter.targets.includes('*') ? [] : parameter.targets
  const leads_to = (type: string): boolean => parameter.paths.some(({ target = type }) => target === type)
  const types = wanted === undefined ? possible.filter((type) => leads_to(type) && knows(type, rest)) : [wanted]
  if (types.length === 0) throw unsupported(whole, 'cần ghi rõ loại, ví dụ subject:Patient.name')
  if (wanted !== undefined && !search_parameters_of(wanted)) throw unsupported(whole, `không có loại “${wanted}”`)
  if (wanted !== undefined && !leads_to(wanted)) throw unsupported(whole, `“${name}” không dẫn tới ${wanted}`)
  const { binder, alias } = subject
  const plan = index_plan(subject.type)
  const patient_keys = new Set(plan.patient.map((path) => path.key))
  return either(
    types.flatMap((type) => {
      const rare = rareness(type, rest, value)
      const ids = select_of(subject, type, 'id', (inner) => filter_condition(inner, rest, value, whole), rare)
      // Of few it is known before how many: their ids are found first and looked up by key, whatever the planner guesses.
      const among = rare ? `= ANY(ARRAY(${ids}))` : `IN (${ids})`
      return parameter.paths
        .filter((path) => path.target === undefined || path.target === type)
        .map((path) =>
          type === 'Patient' && patient_keys.has(path.key)
            ? `${alias}.patient ${among}`
            : `${alias}.terms && ARRAY(SELECT record.term(${binder.bind(`${subject.type}.${path.key}=${type}/`)} || found.id) FROM (${ids}) AS found)`,
        )
    }),
  )
}

const knows = (type: string, rest: string): boolean => {
  const name = rest.split(/[.:]/)[0] ?? ''
  return name === '_has' || name === '_id' || name === '_lastUpdated' || parameter_of(type, name) !== undefined
}

/** `_has:Observation:patient:code=…` (R4 §3.1.1.4.14). */
const has_condition = (subject: Subject, name: string, value: string): string => {
  const match = /^_has:([A-Za-z]+):([A-Za-z-]+):(.+)$/.exec(name)
  const [, type = '', through = '', rest = ''] = match ?? []
  if (!match || !search_parameters_of(type)) throw unsupported(name, 'cần dạng _has:Loại:tham-số:tham-số')
  const parameter = parameter_of(type, through)
  if (parameter?.kind !== 'reference') throw unsupported(name, `${type}.${through} không dẫn tới tài nguyên nào`)
  const { alias, binder } = subject
  const patient_keys = new Set(index_plan(type).patient.map((path) => path.key))
  return either(
    parameter.paths.map((path) => {
      const build = (inner: Subject): string => filter_condition(inner, rest, value, name)
      if (subject.type === 'Patient' && patient_keys.has(path.key))
        return `${alias}.id IN (${select_of(subject, type, 'patient', build)})`
      const bodies = select_of(subject, type, 'body', build)
      return `${alias}.id IN (SELECT split_part(v #>> '{}', '/', 2) FROM (${bodies}) AS found,
        jsonb_path_query(found.body::jsonb, '${json_path(path, '.reference')}') AS v
        WHERE starts_with(v #>> '{}', ${binder.bind(`${subject.type}/`)}))`
    }),
  )
}

const updated_condition = ({ binder, alias }: Subject, value: string): string =>
  either(
    split_value(value, ',').map((one) => {
      const { prefix, range } = read_date('_lastUpdated', one)
      const at = (ms: number): string => `${binder.bind(timestamp_text(ms))}::timestamptz`
      const column = `${alias}.updated_at`
      const [from, to] = [() => at(range.from_ms), () => at(range.to_ms)]
      const conditions: Record<string, () => string> = {
        ne: () => `NOT (${column} >= ${from()} AND ${column} < ${to()})`,
        gt: () => `${column} >= ${to()}`,
        sa: () => `${column} >= ${to()}`,
        lt: () => `${column} < ${from()}`,
        eb: () => `${column} < ${from()}`,
        ge: () => `${column} >= ${from()}`,
        le: () => `${column} < ${to()}`,
      }
      return (conditions[prefix] ?? (() => `(${column} >= ${from()} AND ${column} < ${to()})`))()
    }),
  )

/** One `name=value` of a query as an SQL condition; every name is served or refused by name (handling=strict). */
export const filter_condition = (subject: Subject, name: string, value: string, whole = name): string =>
  either(filter_arms(subject, name, value, whole))

/** The same as alternatives, each of which an index can answer. */
export const filter_arms = (subject: Subject, name: string, value: string, whole = name): string[] => {
  const { binder, alias, type } = subject
  if (value === '') throw wrong_value(whole, value)
  const why = refused.get(name.split(':')[0] ?? '')
  if (why) throw unsupported(whole, why)
  if (name.startsWith('_has:')) return [has_condition(subject, name, value)]
  const dot = name.indexOf('.')
  if (dot > 0) return [chain_condition(subject, name.slice(0, dot), name.slice(dot + 1), value, whole)]
  if (name === '_id') return [`${alias}.id = ANY(${binder.bind(split_value(value, ',').map(unescape_value))}::text[])`]
  if (name === '_lastUpdated') return [updated_condition(subject, value)]
  const [plain = '', ...modifier] = name.split(':')
  const parameter = parameter_of(type, plain)
  if (!parameter) throw fail.unsupported_parameter(whole)
  const values = split_value(value, ',')
  return arms_of({
    ...{ binder, alias, type, name: plain, parameter, values, measured: subject.measured },
    modifier: modifier.length === 0 ? undefined : modifier.join(':'),
  })
}

/** What lies in any of these compartments (R4 §3.1.1.1.4, CompartmentDefinition). */
export const compartments_condition = (subject: Subject, compartment: string, ids: string[]): string => {
  const { binder, alias, type } = subject
  if (ids.length === 0) return 'false'
  if (type === compartment) return `${alias}.id = ANY(${binder.bind(ids)}::text[])`
  const names = compartment_parameters(compartment, type)
  if (names.length === 0) return 'false'
  const targets = ids.map((id) => `${compartment}/${id}`).join()
  return either(names.map((name) => filter_condition(subject, name, targets)))
}

/** What the caller's token reaches of a set of rows; nothing to say when it reaches all. @throws 403 when it reaches none */
export const reach_conditions = (subject: Subject): string[] => {
  const { binder, type } = subject
  const reach = demand_reach(binder, 's', type)
  if (reach === 'all') return []
  const bounds = reach.map(({ filters, patient }) => [
    ...filters.map(([name, value]) => filter_condition(subject, name, value)),
    ...(patient === undefined ? [] : [compartments_condition(subject, 'Patient', [patient])]),
  ])
  return [`(${bounds.map((all) => `(${all.join(' AND ')})`).join(' OR ')})`]
}

export const compartment_condition = (subject: Subject, compartment: string, id: string): string =>
  compartments_condition(subject, compartment, [id])
