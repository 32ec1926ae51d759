import { is_exact_number, is_object, printed } from '../fhir/index.ts'
import { choice_name, type Codes } from './definitions.ts'
import type { Discriminator, ProfileNode } from './profile-tree.ts'
import { check_target } from './references.ts'
import { locate, quote, report, type Run } from './run.ts'

/** Does a resource, whose base shape is right, keep what a profile adds? */
type Item = { value: unknown; key: string; index: number | undefined }

const is_number = (value: unknown): boolean => typeof value === 'number' || is_exact_number(value)
const equals = (value: unknown, wanted: unknown): boolean => {
  if (is_number(value) && is_number(wanted)) return Number(JSON.stringify(value)) === Number(JSON.stringify(wanted))
  if (Array.isArray(value) && Array.isArray(wanted))
    return value.length === wanted.length && value.every((one, i) => equals(one, wanted[i]))
  if (!is_object(value) || !is_object(wanted)) return value === wanted
  const keys = Object.keys(wanted)
  return keys.length === Object.keys(value).length && keys.every((key) => equals(value[key], wanted[key]))
}

/** pattern[x]: everything of the pattern is there, more may be (R4 ElementDefinition.pattern). */
const contains = (value: unknown, pattern: unknown): boolean => {
  if (Array.isArray(pattern))
    return Array.isArray(value) && pattern.every((wanted) => value.some((one) => contains(one, wanted)))
  if (!is_object(pattern)) return equals(value, pattern)
  return is_object(value) && Object.keys(pattern).every((key) => contains(value[key], pattern[key]))
}

const is_coded = (value: unknown, codes: Codes): boolean => {
  if (typeof value === 'string') return [...codes.values()].some((some) => some.has(value))
  if (!is_object(value)) return false
  if (Array.isArray(value['coding'])) return value['coding'].some((one) => is_coded(one, codes))
  return codes.get(printed(value['system']))?.has(printed(value['code'])) ?? false
}

/** The key holds one of a choice's types: valueQuantity of value[x]. */
const is_choice_key = (key: string, name: string): boolean =>
  key.startsWith(name) && /^[A-Z]/.test(key.slice(name.length))

const items_of = (element: unknown, node: ProfileNode): Item[] => {
  if (!is_object(element)) return []
  const keys = node.is_choice
    ? Object.keys(element).filter((key) => is_choice_key(key, node.name))
    : element[node.name] === undefined
      ? []
      : [node.name]
  const found = keys.flatMap((key): Item[] => {
    const value = element[key]
    return Array.isArray(value)
      ? value.map((one, index) => ({ value: one, key, index }))
      : [{ value, key, index: undefined }]
  })
  // A primitive that only has extensions is there, too.
  const bare = !node.is_choice && found.length === 0 && element[`_${node.name}`] !== undefined
  return bare ? [{ value: undefined, key: node.name, index: undefined }] : found
}

/** What the tree says about the place a discriminator names, in the slice or in slices below it. */
const nodes_at = (node: ProfileNode, path: readonly string[]): ProfileNode[] => {
  const [step, ...rest] = path
  if (step === undefined) return [node]
  return [node, ...node.slices.values()].flatMap((one) => {
    const child = one.children.get(step)
    return child ? [child, ...child.slices.values()].flatMap((next) => nodes_at(next, rest)) : []
  })
}

const values_at = (value: unknown, path: readonly string[]): unknown[] => {
  const [step, ...rest] = path
  if (step === undefined) return [value]
  const next = is_object(value) ? value[step] : undefined
  return (Array.isArray(next) ? next : next === undefined ? [] : [next]).flatMap((one) => values_at(one, rest))
}

/** A fixed or pattern value of an ancestor of the place speaks for the place as well. */
const wanted_at = (slice: ProfileNode, path: readonly string[]): unknown[] =>
  path.flatMap((_step, i) =>
    nodes_at(slice, path.slice(0, i)).flatMap((node) => values_at(node.fixed ?? node.pattern, path.slice(i))),
  )

const is_discriminated = (value: unknown, slice: ProfileNode, { type, path }: Discriminator): boolean => {
  const values = values_at(value, path)
  const nodes = nodes_at(slice, path)
  if (type === 'exists') return values.length > 0 === nodes.some((node) => (node.min ?? 0) > 0)
  if (type === 'type')
    return values.some((one) => is_object(one) && nodes.some((node) => node.types?.has(printed(one['resourceType']))))
  const wanted = wanted_at(slice, path)
  if (wanted.length > 0 && !values.some((one) => wanted.some((each) => contains(one, each)))) return false
  return nodes.every(
    (node) =>
      (node.fixed === undefined || values.some((one) => equals(one, node.fixed))) &&
      (node.pattern === undefined || values.some((one) => contains(one, node.pattern))) &&
      (node.codes === undefined || values.some((one) => is_coded(one, node.codes ?? new Map()))),
  )
}

/** A slice of a choice is one of its types, a slice of extensions one URL; others are told apart by discriminators. */
const is_in_slice = (item: Item, node: ProfileNode, name: string, slice: ProfileNode): boolean => {
  if (node.is_choice)
    return item.key === name || [...(slice.types ?? [])].some((type) => item.key === choice_name(node.name, type))
  if (slice.extension_urls.length > 0)
    return is_object(item.value) && slice.extension_urls.includes(printed(item.value['url']))
  return node.discriminators.every((one) => is_discriminated(item.value, slice, one))
}

const slice_of = (item: Item, node: ProfileNode): [string, ProfileNode] | undefined =>
  [...node.slices].find(([name, slice]) => is_in_slice(item, node, name, slice))

const place_of = (item: Item): string => `.${item.key}${item.index === undefined ? '' : `[${item.index}]`}`

const check_count = (count: number, node: ProfileNode, words: string, run: Run): void => {
  if (node.min !== undefined && count < node.min)
    report(run, 'required', `Hồ sơ chuẩn (profile) cần ít nhất ${node.min} ${words}, có ${count}`, `.${node.name}`)
  if (node.max !== undefined && count > node.max)
    report(run, 'structure', `Hồ sơ chuẩn (profile) cho nhiều nhất ${node.max} ${words}, có ${count}`, `.${node.name}`)
}

const check_item = (item: Item, node: ProfileNode, run: Run): void => {
  const { value } = item
  if (value === undefined || value === null) return
  if (node.fixed !== undefined && !equals(value, node.fixed))
    report(
      run,
      'value',
      `Hồ sơ chuẩn (profile) cần đúng giá trị ${JSON.stringify(node.fixed)}, nhận được ${quote(value)}`,
    )
  if (node.pattern !== undefined && !contains(value, node.pattern))
    report(run, 'value', `Hồ sơ chuẩn (profile) cần có ${JSON.stringify(node.pattern)}`)
  if (node.codes && !is_coded(value, node.codes))
    report(run, 'code-invalid', `Cần mã của bộ mã bắt buộc ${node.value_set}`)
  if (node.targets && is_object(value)) check_target(value, node.targets, run)
  check_children(value, node, run)
}

const check_choice_type = (item: Item, node: ProfileNode, run: Run): void => {
  const type = item.key.slice(node.name.length).toLowerCase()
  if (node.is_choice && node.types && ![...node.types].some((one) => one.toLowerCase() === type))
    report(run, 'structure', `Hồ sơ chuẩn (profile) chỉ cho ${[...node.types].join(', ')}`, place_of(item))
}

const check_sliced = (items: readonly Item[], node: ProfileNode, run: Run): void => {
  const counts = new Map<string, number>()
  for (const item of items) {
    const found = slice_of(item, node)
    if (!found && node.is_closed)
      report(run, 'structure', 'Hồ sơ chuẩn (profile) không cho thêm loại này', place_of(item))
    if (!found) continue
    const before = run.count
    counts.set(found[0], (counts.get(found[0]) ?? 0) + 1)
    check_item(item, found[1], run)
    locate(run, before, place_of(item))
  }
  for (const [name, slice] of node.slices) check_count(counts.get(name) ?? 0, slice, `${node.name}:${name}`, run)
}

/** Everything the node's children say about an element. */
export const check_children = (element: unknown, node: ProfileNode, run: Run): void => {
  for (const child of node.children.values()) {
    const items = items_of(element, child)
    check_count(items.length, child, child.name, run)
    for (const item of items) {
      const before = run.count
      check_item(item, child, run)
      locate(run, before, place_of(item))
      check_choice_type(item, child, run)
    }
    if (child.slices.size > 0) check_sliced(items, child, run)
  }
}
