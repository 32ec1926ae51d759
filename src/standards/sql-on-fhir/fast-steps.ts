import { choice_name, find_element, is_subtype, type Element } from '../fhirpath/index.ts'
import { is_object } from '../fhir/index.ts'

/** A part of an expression that runs without the engine (fast-path.ts): a plain loop over the JSON. */
export type Fast = {
  run: (items: readonly unknown[], row_index: number) => readonly unknown[]
  /** R4 type of the items: Patient.contact, HumanName, date. Undefined: mixed or unknown. 'nothing': always empty. */
  type: string | undefined
  /** After a choice element: ofType() picks among its kinds. */
  choice?: { before: Fast; element: Element }
}

export const text_types: ReadonlySet<string> = new Set(
  'string code id uri url canonical oid uuid markdown xhtml base64Binary'.split(' '),
)

const nothing: Fast = { run: () => [], type: 'nothing' }
export const value_of = (value: unknown, type: string): Fast => ({ run: () => [value], type })

/** A member and its companion (`_name`), put together once: this is the innermost loop of a view. */
type Member = { key: string; beside: string }

/** The items of a member; null keeps the place of a primitive of which only id or extensions are there. */
const collect = (item: unknown, { key, beside }: Member, into: unknown[]): void => {
  if (!is_object(item)) return
  const value = item[key]
  const companion = item[beside]
  if (value === undefined && companion === undefined) return
  if (Array.isArray(value)) for (const one of value) into.push(one)
  else if (value !== undefined) into.push(value)
  else if (!Array.isArray(companion)) into.push(null)
  if (!Array.isArray(companion)) return
  for (let i = Array.isArray(value) ? value.length : 0; i < companion.length; i += 1) into.push(null)
}

const read_keys = (before: Fast, keys: readonly string[]): Fast['run'] => {
  const members = keys.map((key): Member => ({ key, beside: `_${key}` }))
  const [only] = members
  const member_in = (item: unknown): Member | undefined =>
    members.length === 1 ? only : members.find((one) => has_member(item, one))
  return (items, row_index) => {
    const found: unknown[] = []
    for (const item of before.run(items, row_index)) {
      const one = member_in(item)
      if (one) collect(item, one, found)
    }
    return found
  }
}

const has_member = (item: unknown, { key, beside }: Member): boolean =>
  is_object(item) && (item[key] !== undefined || item[beside] !== undefined)

const plain_type = (type: string | undefined): string | undefined => {
  if (type === 'SimpleQuantity') return 'Quantity'
  // What stands in `contained` says its type itself.
  return type === 'Resource' ? undefined : type
}

export const member = (before: Fast, name: string): Fast | undefined => {
  if (before.type === 'nothing' || before.type === name) return before
  if (before.type === undefined || /^[a-z]/.test(before.type)) return undefined
  const element = find_element(before.type, name)
  if (!element) return nothing
  const types = element.types.map((use) => use.code)
  if (element.is_choice) {
    const keys = types.map((type) => choice_name(element.name, type))
    const run = read_keys(before, keys)
    return types.length === 1
      ? { run, type: plain_type(types[0]) }
      : { run, type: undefined, choice: { before, element } }
  }
  return { run: read_keys(before, [name]), type: plain_type(types[0]) }
}

export const of_type = (from: Fast, type: string): Fast | undefined => {
  if (from.type === 'nothing') return from
  if (!from.choice || !/^[A-Za-z]\w*$/.test(type)) return undefined
  const { before, element } = from.choice
  const kinds = element.types.map((use) => use.code).filter((one) => is_subtype(one, type))
  if (kinds.length === 0) return undefined
  const keys = kinds.map((one) => choice_name(element.name, one))
  return { run: read_keys(before, keys), type }
}

export const filter = (from: Fast, holds: (item: unknown, row_index: number) => boolean): Fast => ({
  run: (items, row_index) => from.run(items, row_index).filter((item) => holds(item, row_index)),
  type: from.type,
})

export const map = (from: Fast, type: string, change: (items: readonly unknown[]) => readonly unknown[]): Fast => ({
  run: (items, row_index) => change(from.run(items, row_index)),
  type,
})
