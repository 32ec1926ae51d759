import { is_exact_number, is_object } from '../fhir/index.ts'
import type { Path } from './parameters.ts'

const step_into = (value: unknown, path: Path, at: number, found: unknown[]): void => {
  if (value === undefined || value === null) return
  const step = path.steps[at]
  if (!step) return void found.push(value)
  if (!is_object(value)) return
  const next = value[step.name]
  if (next === undefined) return
  if (!Array.isArray(next)) return step_into(next, path, at + 1, found)
  for (const [i, item] of next.entries()) {
    if (step.index !== undefined && step.index !== i) continue
    if (step.where && !(is_object(item) && item[step.where.name] === step.where.value)) continue
    step_into(item, path, at + 1, found)
  }
}

/** Everything that stands at a path. */
export const values_at = (resource: unknown, path: Path): unknown[] => {
  const found: unknown[] = []
  step_into(resource, path, 0, found)
  return found
}

export type Token = { system: string | undefined; code: string; text?: string }

const text_at = (value: Record<string, unknown>, name: string): string | undefined =>
  typeof value[name] === 'string' ? value[name] : undefined

/** What a token parameter can be asked for, whatever the data type (R4 §3.1.1.4.10). */
export const tokens_of = (value: unknown): Token[] => {
  if (typeof value === 'string') return [{ system: undefined, code: value }]
  if (typeof value === 'boolean') return [{ system: undefined, code: String(value) }]
  if (!is_object(value)) return []
  if (Array.isArray(value['coding'])) return value['coding'].flatMap(tokens_of)
  const code = text_at(value, 'code') ?? text_at(value, 'value')
  const system = text_at(value, 'system')
  return code === undefined ? [] : [{ system, code }]
}

/** A relative reference or canonical without its version; undefined for what names nothing. */
export const reference_of = (value: unknown): string | undefined => {
  const text = is_object(value) ? value['reference'] : value
  if (typeof text !== 'string' || text.startsWith('#')) return undefined
  return text.replace(/\/_history\/[^/]+$/, '')
}

const name_parts = ['text', 'family', 'given', 'prefix', 'suffix']
const address_parts = ['text', 'line', 'city', 'district', 'state', 'postalCode', 'country']

/** The texts a string parameter looks at: for names and addresses each of their parts (R4 §3.1.1.4.9). */
export const strings_of = (value: unknown, leaf: string): string[] => {
  if (typeof value === 'string') return [value]
  if (!is_object(value)) return []
  const parts = leaf === 'HumanName' ? name_parts : leaf === 'Address' ? address_parts : []
  return parts.flatMap((part) => value[part]).filter((text): text is string => typeof text === 'string')
}

/** Numbers kept exactly by parse_exact are objects to JavaScript. */
export const number_of = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value
  return is_exact_number(value) ? Number(JSON.stringify(value)) : undefined
}
