import type { Json } from './check.ts'
import { choice_name, elements_of, find_codes, resource_types, type ElementFact } from './definitions.ts'

/** For tests: elements made up from the tables, right in shape as far as two members at a time can be. */

/** Elements by type, as found in the examples: complex members are taken from here. */
export type Pool = ReadonlyMap<string, readonly Json[]>

const dates = ['1900-01-01', '2199-12-31', '2016', '2016-05', '2016-05-05T10:00:00Z', '2016-05-05T10:00:00+07:00']
const plain_values: Record<string, unknown[]> = {
  boolean: [true, false],
  decimal: [-1, 0, 1.5, 200],
  integer: [-1, 1],
  unsignedInt: [3],
  positiveInt: [3],
  date: dates.slice(0, 4),
  dateTime: dates,
  instant: dates.slice(4),
  time: ['10:00:00'],
  uri: ['http://unitsofmeasure.org', 'http://a/_history/1'],
  base64Binary: ['YWJj'],
}
const something = { extension: [{ url: 'http://a/b', valueBoolean: true }] }

/** All codes of a binding, the ends of numbers, early and late. */
const values_for = (fact: ElementFact, type: string, pool: Pool): unknown[] => {
  const codes = fact.value_set === undefined ? undefined : find_codes(fact.value_set)
  if (type === 'code' && codes) return [...codes.values()].flatMap((some) => [...some]).slice(0, 30)
  if (/^[a-z]/.test(type)) return plain_values[type] ?? ['1', '%']
  const known = pool.get(type)?.slice(0, 2) ?? []
  return known.length > 0 ? [...known] : [something]
}

type Member = { key: string; values: unknown[]; is_required: boolean }

/** The first kinds of a choice stand for all. */
const kinds_max = 6
const members_of = (type: string, pool: Pool): Member[] =>
  elements_of(type).flatMap((fact) =>
    fact.types.slice(0, kinds_max).map((use): Member => {
      const values = values_for(fact, use.code, pool)
      return {
        key: fact.is_choice ? choice_name(fact.name, use.code) : fact.name,
        values: fact.max === '*' ? values.map((value) => [value]) : values,
        is_required: fact.min > 0 && use === fact.types[0],
      }
    }),
  )

/** Evenly over all, so that not all come from the beginning. */
export const spread = <Item>(items: readonly Item[], count: number): Item[] =>
  items.filter((_item, i) => i % Math.ceil(items.length / count) === 0)

const pairs_max = 4_000

/** The least an element may be, with any two of its members in all their values, and lists of two and three. */
export const made_up = (type: string, pool: Pool): Json[] => {
  const members = members_of(type, pool)
  const least = Object.fromEntries(members.filter((one) => one.is_required).map((one) => [one.key, one.values[0]]))
  const singles = members.flatMap(({ key, values }) => values.map((value): Json => ({ [key]: value })))
  const pairs = singles.flatMap((one, i) => singles.slice(i + 1).map((other): Json => ({ ...one, ...other })))
  const lists = members.flatMap(({ key, values: [value] }) =>
    Array.isArray(value) ? [2, 3].map((count): Json => ({ [key]: Array<unknown>(count).fill(value[0]) })) : [],
  )
  const resource = resource_types.has(type) ? { resourceType: type } : {}
  return [...singles, ...spread(pairs, pairs_max), ...lists].map((one) => ({ ...resource, ...least, ...one }))
}

/** An element with one key less, or with all that another of its type has. */
export const variants = (node: Json, others: readonly Json[]): Json[] => [
  node,
  ...Object.keys(node).map((key) => Object.fromEntries(Object.entries(node).filter(([name]) => name !== key))),
  ...others.map((other) => ({ ...other, ...node })),
]
