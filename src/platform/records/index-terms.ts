import { fold } from '../../base/text/index.ts'
import { is_object, type Resource } from '../../standards/fhir/index.ts'
import { person_words } from './person-words.ts'
import { default_patient_paths, patient_paths, search_parameters } from './search-parameters.ts'

/** What is written beside a body so that it can be found. */
export type IndexTerms = {
  patient: string | null
  clinical_at: Date | null
  clinical_end: Date | null
  tokens: string[]
  words: string[]
}

/** All values at a dotted path; arrays are walked through. */
export const values_at = (value: unknown, path: string): unknown[] => {
  let level: unknown[] = [value]
  for (const step of path.split('.')) {
    const next: unknown[] = []
    for (const item of level) {
      if (!is_object(item)) continue
      const found = item[step]
      if (Array.isArray(found)) next.push(...found)
      else if (found !== undefined && found !== null) next.push(found)
    }
    level = next
  }
  return level
}

const token_pairs = (value: unknown): [system: string, code: string][] => {
  if (typeof value === 'string' || typeof value === 'boolean') return [['', String(value)]]
  if (!is_object(value)) return []
  if (Array.isArray(value['coding'])) return value['coding'].flatMap(token_pairs)
  const system = typeof value['system'] === 'string' ? value['system'] : ''
  const code = value['code'] ?? value['value']
  return typeof code === 'string' ? [[system, code]] : []
}

/** The three ways a token is asked for: code, system|code, |code (R4 §3.1.1.5.10). */
const token_terms = (name: string, value: unknown): string[] =>
  token_pairs(value).flatMap(([system, code]) => [`${name}=${code}`, `${name}=${system}|${code}`])

/** A relative reference, without its version. */
export const reference_target = (value: unknown): string | undefined => {
  if (!is_object(value) || typeof value['reference'] !== 'string') return undefined
  return value['reference'].replace(/\/_history\/[^/]+$/, '')
}

/** [from, to) of a FHIR date of any precision, read in Vietnamese time where it names no zone. */
export const date_range = (text: string): [Date, Date] | undefined => {
  const match =
    /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, fraction, zone] = match
  const at = `${year}-${month ?? '01'}-${day ?? '01'}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}${fraction ?? ''}${zone ?? '+07:00'}`
  const from = new Date(at)
  if (Number.isNaN(from.getTime())) return undefined
  if (hour !== undefined) return [from, new Date(from.getTime() + (fraction ? 1 : second ? 1_000 : 60_000))]
  const to = new Date(from.getTime() + 7 * 3_600_000)
  if (day !== undefined) to.setUTCDate(to.getUTCDate() + 1)
  else if (month !== undefined) to.setUTCMonth(to.getUTCMonth() + 1)
  else to.setUTCFullYear(to.getUTCFullYear() + 1)
  return [from, new Date(to.getTime() - 7 * 3_600_000)]
}

const clinical_range = (values: unknown[]): [Date | null, Date | null] => {
  for (const value of values) {
    if (typeof value === 'string') return date_range(value) ?? [null, null]
    if (!is_object(value)) continue
    const start = typeof value['start'] === 'string' ? date_range(value['start']) : undefined
    const end = typeof value['end'] === 'string' ? date_range(value['end']) : undefined
    return [start?.[0] ?? null, end?.[1] ?? null]
  }
  return [null, null]
}

const find_patient = (resource: Resource): string | null => {
  if (resource.resourceType === 'Patient') return resource.id ?? null
  for (const path of patient_paths[resource.resourceType] ?? default_patient_paths) {
    for (const value of values_at(resource, path)) {
      const target = reference_target(value)
      if (target?.startsWith('Patient/')) return target.slice('Patient/'.length)
    }
  }
  return null
}

/** Computes everything the store keeps beside the body. */
export const index_terms = (resource: Resource): IndexTerms => {
  const tokens = new Set<string>()
  const words = new Set<string>()
  let clinical: [Date | null, Date | null] = [null, null]
  for (const [name, parameter] of Object.entries(search_parameters[resource.resourceType] ?? {})) {
    const values = parameter.paths.flatMap((path) => values_at(resource, path))
    if (parameter.kind === 'date') clinical = clinical_range(values)
    for (const value of values) {
      if (parameter.kind === 'token') for (const term of token_terms(name, value)) tokens.add(term)
      if (parameter.kind === 'reference') {
        const target = reference_target(value)
        if (target) tokens.add(`${name}=${target}`)
      }
      if (parameter.kind === 'string' && typeof value === 'string')
        for (const word of fold(value).split(' ')) if (word) words.add(`${name}=${word}`)
    }
  }
  for (const tag of values_at(resource, 'meta.tag')) for (const term of token_terms('_tag', tag)) tokens.add(term)
  for (const word of person_words(resource)) words.add(`=${word}`)
  return {
    patient: find_patient(resource),
    clinical_at: clinical[0],
    clinical_end: clinical[1],
    tokens: [...tokens],
    words: [...words],
  }
}
