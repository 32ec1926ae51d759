import { is_exact_number } from '../../../src/standards/fhir/index.ts'
import { number_of, odd_dates, odd_numbers, odd_value, repeated } from './odd-values.ts'
import type { Random } from './random.ts'
import { odd_text } from './words.ts'

type Tree = Record<string, unknown> | unknown[]

const is_tree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !is_exact_number(value)

/** Every object and list of a value, the value itself first. */
const trees_of = (value: unknown, found: Tree[] = []): Tree[] => {
  if (!is_tree(value)) return found
  found.push(value)
  for (const item of Object.values(value)) trees_of(item, found)
  return found
}

const odd_keys = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'extension', 'id', 'resourceType', 'meta', '', ' '],
  ...['\u0000', '_id', 'rawJSON'],
]

/** As JSON.parse does it: `__proto__` is a name like any other. */
const set = (tree: Tree, key: string, value: unknown): void => {
  Object.defineProperty(tree, key, { value, enumerable: true, writable: true, configurable: true })
}

/** One change somewhere in the tree. */
const change = (random: Random, trees: Tree[]): void => {
  const tree = random.pick(trees)
  const keys = Object.keys(tree)
  const key = keys.length === 0 ? undefined : random.pick(keys)
  if (key === undefined) return set(tree, Array.isArray(tree) ? '0' : random.pick(odd_keys), odd_value(random))
  random.weighted<unknown>([
    [6, () => set(tree, key, odd_value(random))],
    [3, () => (Array.isArray(tree) ? tree.splice(Number(key), 1) : delete tree[key])],
    [2, () => !Array.isArray(tree) && set(tree, random.pick(odd_keys), odd_value(random))],
    [2, () => !Array.isArray(tree) && set(tree, `_${key}`, odd_value(random))],
    [2, () => set(tree, key, [Reflect.get(tree, key)])],
    [2, () => set(tree, key, structuredClone(random.pick(trees)))],
    [1, () => Array.isArray(tree) && tree.push(...Array.from({ length: 30 }, () => structuredClone(tree[0])))],
  ])
}

const fixed_names = new Set(['resourceType', 'status', 'reference', 'system', 'url', 'use', 'type', 'code'])

const odd_leaf = (random: Random, value: unknown): unknown => {
  if (typeof value === 'number') return number_of(random.pick(odd_numbers))
  if (typeof value === 'boolean') return !value
  if (/^\d{4}-\d\d/.test(String(value))) return random.pick(odd_dates)
  const text = odd_text(random).replaceAll(/[\p{Cc}\ud800-\udfff]/gu, 'x')
  return random.weighted([
    [3, () => text],
    [3, () => `${text}${String(value)}`],
    [1, () => repeated(`${text} `, random.pick([2, 300, 20_000]))],
    [1, () => 'ạ'.repeat(random.pick([700, 3_000]))],
  ])
}

/** Another leaf of the same kind: what a validator lets through and an index may stumble over. */
const change_leaf = (random: Random, trees: Tree[]): void => {
  const tree = random.pick(trees)
  const leaves = Object.entries(tree).filter(([key, value]) => !is_tree(value) && !fixed_names.has(key))
  if (leaves.length === 0) return
  const [key, value] = random.pick(leaves)
  set(tree, key, odd_leaf(random, value))
}

/** A copy of a value with a few changes; none of them, sometimes, so that the right thing is asked for too. */
export const mutated = (random: Random, value: unknown): unknown => {
  const copy: unknown = structuredClone(value)
  const alter = random.chance(0.5) ? change_leaf : change
  for (let left = random.pick([0, 1, 1, 1, 2, 3, 8]); left > 0; left -= 1) {
    const trees = trees_of(copy)
    if (trees.length > 0) alter(random, trees)
  }
  return copy
}
