import { is_exact_number, printed } from '../../fhir/index.ts'
import type { Json, Rule } from '../check.ts'

/** How a constraint reads an element whose shape has been checked. FHIRPath words in the rooms of the house. */
export type Says = (element: Json) => boolean

/** `exists()`: an element is there with its value or with extensions only. */
export const has = (name: string): Says => {
  const companion = `_${name}`
  return (element) => element[name] !== undefined || element[companion] !== undefined
}

/** `value.exists()` of value[x]. */
export const has_choice = (name: string): Says => {
  const starts = (key: string, from: number): boolean => {
    const next = key.charCodeAt(from + name.length)
    return key.startsWith(name, from) && next >= 65 && next <= 90
  }
  return (element) => {
    for (const key in element) if (starts(key, key.startsWith('_') ? 1 : 0)) return true
    return false
  }
}

export const object_at = (element: Json, name: string): Json | undefined => element[name] as Json | undefined
export const list_at = (element: Json, name: string): readonly Json[] => (element[name] ?? []) as readonly Json[]

/** A decimal as a number to compare with, also when it kept its own digits. */
export const number_of = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value
  return is_exact_number(value) ? Number(JSON.stringify(value)) : undefined
}

/** `concept.coding.where(system = … and code = …).exists()` */
export const has_coding = (concept: unknown, system: string, codes: readonly string[]): boolean =>
  list_at((concept ?? {}) as Json, 'coding').some(
    (coding) => coding['system'] === system && codes.includes(printed(coding['code'])),
  )

export const are_distinct = (values: readonly unknown[]): boolean => new Set(values).size === values.length

/** At most one / at least one of several elements. */
export const some = (...names: string[]): Says => {
  const checks = names.map(has)
  return (element) => checks.some((check) => check(element))
}
export const exactly_one = (...names: string[]): Says => {
  const checks = names.map(has)
  return (element) => checks.filter((check) => check(element)).length === 1
}
/** The first is only allowed where the second is. */
export const needs = (first: string, second: string): Says => {
  const [a, b] = [has(first), has(second)]
  return (element) => !a(element) || b(element)
}
export const not_both = (first: string, second: string): Says => {
  const [a, b] = [has(first), has(second)]
  return (element) => !a(element) || !b(element)
}

export const rule = (key: string, says: string, holds: Says): Rule => ({ key, says, holds })
export type Rules = Readonly<Record<string, readonly Rule[]>>
