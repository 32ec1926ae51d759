import type { Check, Json } from './check.ts'
import { find_codes, type Codes } from './definitions.ts'
import { quote, report, type Run } from './run.ts'

/**
 * Required bindings (R4 §4.1.5): a code, a Coding, or at least one coding of a CodeableConcept is from the set;
 * text alone is not. Two sets are rules instead of lists: MIME types (BCP 13) and currencies (ISO 4217).
 */
const mime_type = /^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+\s*(?:;\s*[\w!#$&^.+-]+=[^;]*)*$/
const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

const rule_sets: ReadonlyMap<string, { is_member: (code: string) => boolean; wanted: string }> = new Map([
  // “json” and “xml” without a slash are what CapabilityStatement.format itself documents.
  [
    'mimetypes',
    {
      is_member: (code: string) => mime_type.test(code) || /^(?:json|xml|ttl)$/.test(code),
      wanted: 'kiểu MIME như application/pdf',
    },
  ],
  ['currencies', { is_member: (code: string) => currencies.has(code), wanted: 'mã tiền tệ ISO 4217 như VND' }],
])

const some_codes = (codes: Iterable<string>): string => {
  const all = [...codes]
  return all.slice(0, 12).join(', ') + (all.length > 12 ? ', …' : '')
}

/** Of a primitive code; undefined when the set cannot be judged here (UCUM, LOINC answer lists). */
export const code_check = (value_set: string): Check | undefined => {
  const rule = rule_sets.get(value_set)
  const codes = find_codes(value_set)
  const all = new Set([...(codes?.values() ?? [])].flatMap((some) => [...some]))
  if (!rule && !codes) return undefined
  const wanted = rule?.wanted ?? some_codes(all)
  return (value, run) => {
    if (typeof value === 'string' && !(rule ? rule.is_member(value) : all.has(value)))
      report(run, 'code-invalid', `Mã ${quote(value)} không thuộc bộ mã bắt buộc ${value_set}: ${wanted}`)
  }
}

const is_coding_of = (coding: unknown, codes: Codes): boolean => {
  const { system, code } = (coding ?? {}) as Json
  return typeof system === 'string' && typeof code === 'string' && (codes.get(system)?.has(code) ?? false)
}

/** Of a Coding or CodeableConcept whose shape is right. */
export const concept_check = (codes: Codes, value_set: string): Check => {
  const wanted = [...codes].map(([system, some]) => `${some_codes(some)} (${system})`).join('; ')
  return (value: unknown, run: Run) => {
    const concept = value as Json
    const { coding } = concept
    if (Array.isArray(coding) ? coding.some((one) => is_coding_of(one, codes)) : is_coding_of(concept, codes)) return
    report(run, 'code-invalid', `Cần ít nhất một mã của bộ mã bắt buộc ${value_set}: ${wanted}`)
  }
}
