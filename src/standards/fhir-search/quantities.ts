import { is_object } from '../fhir/index.ts'
import { number_of } from './values.ts'

/** A number or quantity as a range; `units` are the ways it can be asked for: `system|code`, `code` and the unit's words. */
export type Amount = { low: number; high: number; units: string[] }

const text_at = (value: Record<string, unknown>, name: string): string | undefined =>
  typeof value[name] === 'string' ? value[name] : undefined

const units_of = (value: Record<string, unknown>): string[] => {
  const [system, code, unit] = [text_at(value, 'system'), text_at(value, 'code'), text_at(value, 'unit')]
  const currency = text_at(value, 'currency')
  const units = new Set<string>()
  if (code !== undefined) units.add(code)
  if (code !== undefined && system !== undefined) units.add(`${system}|${code}`)
  if (unit !== undefined) units.add(unit)
  if (currency !== undefined) units.add(currency).add(`urn:iso:std:iso:4217|${currency}`)
  return [...units]
}

/** Quantity, Age, Duration, Money, Range, decimal or integer (R4 §3.1.1.4.8, §3.1.1.4.11); undefined when empty. */
export const amount_of = (value: unknown): Amount | undefined => {
  const plain = number_of(value)
  if (plain !== undefined) return { low: plain, high: plain, units: [] }
  if (!is_object(value)) return undefined
  if (is_object(value['low']) || is_object(value['high'])) {
    const [low, high] = [value['low'], value['high']].map((end) => (is_object(end) ? end : {}))
    return {
      low: number_of(low?.['value']) ?? -Infinity,
      high: number_of(high?.['value']) ?? Infinity,
      units: units_of({ ...high, ...low }),
    }
  }
  const amount = number_of(value['value'])
  if (amount === undefined) return undefined
  const comparator = text_at(value, 'comparator') ?? ''
  return {
    low: comparator.startsWith('<') ? -Infinity : amount,
    high: comparator.startsWith('>') ? Infinity : amount,
    units: units_of(value),
  }
}
