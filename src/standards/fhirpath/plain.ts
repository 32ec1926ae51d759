import { is_exact_number } from '../fhir/index.ts'

const copy = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copy)
  if (is_exact_number(value)) return Number(JSON.stringify(value))
  const made: Record<string, unknown> = {}
  for (const [key, one] of Object.entries(value)) if (key !== '__proto__') made[key] = copy(one)
  return made
}

/**
 * A copy the engine may work on: it marks objects with hidden properties and knows no numbers kept as text
 * (parse_exact). Places in it are the places in the original.
 */
export const plain_copy = <Json>(value: Json): Json => copy(value) as Json
