/**
 * One text for one resource. A store may reorder keys and stamps its own version and time (FHIR R4: meta.versionId and
 * meta.lastUpdated are the server's): neither belongs to the record, so neither may change the bytes of an export.
 */
import { is_object } from '../shape.ts'
import type { Resource } from './shapes.ts'

const rank = (key: string): string => (key === 'resourceType' ? '0' : key === 'id' ? '1' : `2${key}`)

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (!is_object(value)) return value
  const keys = Object.keys(value).toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]))
}

const without_server_stamps = (resource: Resource): Resource => {
  if (resource.meta === undefined) return resource
  const { versionId: _version, lastUpdated: _time, ...meta } = resource.meta
  const { meta: _meta, ...rest } = resource
  return Object.keys(meta).length === 0 ? rest : { ...rest, meta }
}

/** JSON with sorted keys; characters XML could not carry are written as \u escapes, which JSON allows anywhere. */
export const canonical_json = (value: unknown): string =>
  JSON.stringify(sorted(value)).replace(
    /[\u007f-\u009f\ufffe\uffff]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

export const canonical_resource = (resource: Resource): unknown => sorted(without_server_stamps(resource))
