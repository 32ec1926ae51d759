import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { resource_types } from '../../../src/standards/fhir-search/index.ts'
import type { Resource } from '../../../src/standards/fhir/index.ts'

const dir = join(import.meta.dirname, '../../../node_modules/hl7.fhir.r4.examples')
/** Larger ones are definitions of the standard; what they could break, the smaller ones break too. */
const bytes_max = 40_000

/** HL7's examples of one type, at most so many of each. */
const list_files = (each_max: number): string[] => {
  const counts = new Map<string, number>()
  return readdirSync(dir)
    .filter((file) => {
      const type = file.split('-')[0] ?? ''
      const count = counts.get(type) ?? 0
      if (!file.endsWith('.json') || !resource_types.has(type) || count >= each_max) return false
      if (statSync(join(dir, file)).size > bytes_max) return false
      counts.set(type, count + 1)
      return true
    })
    .sort()
}

const is_resource = (value: unknown): value is Resource & { id: string } =>
  typeof value === 'object' && value !== null && 'resourceType' in value && 'id' in value

/** Served from the forms and the audit log, not written. */
const not_written = new Set(['Questionnaire', 'AuditEvent'])
const first_types = ['Patient', 'Encounter']
const rank = ({ resourceType }: Resource): number =>
  first_types.includes(resourceType) ? first_types.indexOf(resourceType) : first_types.length

export type Example = Resource & { id: string }

/** Whom the examples speak of comes first. */
export const load_examples = (each_max: number): Example[] =>
  list_files(each_max)
    .map((file) => JSON.parse(readFileSync(join(dir, file), 'utf8')) as unknown)
    .filter(is_resource)
    .filter(({ resourceType }) => !not_written.has(resourceType))
    .sort((one, other) => rank(one) - rank(other))

export type Material = {
  types: readonly string[]
  examples: readonly Example[]
  by_type: ReadonlyMap<string, readonly Example[]>
  /** Addresses of next pages that the server gave before the fuzz began. */
  next_pages: string[]
  /** Every operation that /metadata lists: with its $, and the types it is for ('' for the system). */
  operations: { name: string; type: string }[]
}

export const make_material = (examples: readonly Example[]): Material => {
  const by_type = new Map<string, Example[]>()
  for (const one of examples) by_type.set(one.resourceType, [...(by_type.get(one.resourceType) ?? []), one])
  return { types: [...resource_types], examples, by_type, next_pages: [], operations: [] }
}
