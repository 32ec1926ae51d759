import { is_exact_number } from '../fhir/index.ts'
import { malformed, too_much, type At } from './refusal.ts'

/** Deeper than any resource; protects the stack. */
const depth_max = 200

export type Measure = { weight: number }

/** Characters and members: a patch that copies the document into itself again and again stops here. */
const weight_max = 60_000_000

const copy = (value: unknown, measure: Measure, at: At, depth: number): unknown => {
  measure.weight += typeof value === 'string' ? 1 + value.length : 1
  if (typeof value !== 'object' || value === null || is_exact_number(value)) return value
  if (measure.weight > weight_max) throw too_much(at, 'kết quả quá lớn')
  if (depth >= depth_max) throw malformed(at, `lồng quá ${depth_max} tầng`)
  if (Array.isArray(value)) return value.map((item) => copy(item, measure, at, depth + 1))
  const made: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    if (key === '__proto__') throw malformed(at, 'tên “__proto__” không được phép')
    measure.weight += key.length
    made[key] = copy(item, measure, at, depth + 1)
  }
  return made
}

/**
 * A deep copy that keeps numbers with their digits (they are frozen and shared). Adds characters and members to
 * `measure`, and refuses what no JSON of ours contains: a member named __proto__, endless depth.
 */
export const safe_copy = <Json>(value: Json, at: At, measure: Measure = { weight: 0 }): Json =>
  copy(value, measure, at, 0) as Json
