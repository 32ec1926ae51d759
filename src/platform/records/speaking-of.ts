import { is_object, list_of, type Resource } from '../../standards/fhir/index.ts'
import { resource_types, search_parameters_of } from '../../standards/fhir-search/index.ts'
import type { Sql } from '../database/index.ts'
import type { StoredRow } from './read.ts'
import { term } from './term.ts'

/** What tells of the past says whom it spoke of then; it is not rewritten (R6 Patient-merge, notes on signed resources). */
const of_the_past = ['Provenance', 'AuditEvent']

const places = [...resource_types]
  .filter((type) => !of_the_past.includes(type))
  .flatMap((type) =>
    [...(search_parameters_of(type)?.values() ?? [])]
      .filter(({ kind, targets }) => kind === 'reference' && (targets.includes('Patient') || targets.includes('*')))
      .flatMap(({ paths }) => paths.map(({ key }) => `${type}.${key}`)),
  )
const all_places = [...new Set(places)]

const speaking_sql = `(
    SELECT type, id, version, updated_at, deleted, author, patient, body FROM record.resource
    WHERE facility = $1 AND patient = $2 AND NOT deleted
    UNION ALL
    SELECT type, id, version, updated_at, deleted, author, patient, body FROM record.resource
    WHERE facility = $1 AND terms && $3::bigint[] AND NOT deleted AND patient IS DISTINCT FROM $2
  ) AS speaking WHERE type <> ALL($4) AND NOT (type = 'Patient' AND id = $2)`

const values_of = (facility: string, patient: string): unknown[] => [
  ...[facility, patient, `{${all_places.map((place) => term(`${place}=Patient/${patient}`)).join()}}`, of_the_past],
]

/** Everything that names this patient in a place that can be searched, in the order of type and id. */
export const list_speaking_of = async (
  sql: Sql,
  facility: string,
  patient: string,
  after: { type: string; id: string },
  count: number,
): Promise<StoredRow[]> =>
  (
    await sql.prepared<StoredRow>(
      'speaking_of',
      `SELECT * FROM ${speaking_sql} AND (type, id) > ($5, $6) ORDER BY type, id LIMIT $7`,
      [...values_of(facility, patient), after.type, after.id, count],
    )
  ).rows

/** How much that is, type by type. */
export const count_speaking_of = async (
  sql: Sql,
  facility: string,
  patient: string,
): Promise<{ type: string; count: number }[]> =>
  (
    await sql.prepared<{ type: string; count: number }>(
      'count_speaking_of',
      `SELECT type, count(*)::int AS count FROM ${speaking_sql} GROUP BY type ORDER BY count DESC, type`,
      values_of(facility, patient),
    )
  ).rows

/** The value with every reference turned; the same value when there was none. A reference to a version is of the past. */
const turn = (value: unknown, from: string, to: string): unknown => {
  if (Array.isArray(value)) {
    const next = value.map((one) => turn(one, from, to))
    return next.some((one, i) => one !== value[i]) ? next : value
  }
  if (!is_object(value)) return value
  let next: Record<string, unknown> | undefined
  for (const [key, one] of Object.entries(value)) {
    const turned = key === 'reference' && one === from ? to : turn(one, from, to)
    if (turned !== one) (next ??= { ...value })[key] = turned
  }
  return next ?? value
}

/** Links that tell which chart took the place of which are the merges themselves. */
const is_merge_link = (link: Record<string, unknown>): boolean =>
  link['type'] === 'replaced-by' || link['type'] === 'replaces'

/** The resource speaking of the other patient; undefined when it does not speak of the first. */
export const turn_references = (resource: Resource, from: string, to: string): Resource | undefined => {
  const links = resource.resourceType === 'Patient' ? list_of(resource['link']).filter(is_merge_link) : []
  const { link: _link, ...rest } = resource
  const others = list_of(resource['link']).filter((link) => !links.includes(link))
  const whole = links.length === 0 ? resource : { ...rest, ...(others.length > 0 ? { link: others } : {}) }
  const next = turn(whole, from, to)
  if (next === whole || !is_object(next)) return undefined
  const kept = links.length === 0 ? {} : { link: [...list_of(next['link']), ...links] }
  return { ...next, ...kept, resourceType: resource.resourceType }
}
