import type { Resource } from '../../standards/fhir/index.ts'
import type { CopyRows } from '../database/index.ts'
import { index_edition } from './index-plan.ts'
import { index_row, type Measure } from './index-row.ts'
import { backbone_targets, body_of } from './unit.ts'
import { missing_sql } from './write.ts'

/**
 * What a bulk load knows of the store's tables: new rows as COPY takes them, and the questions to ask before and after.
 * Everything else about writing goes through a unit.
 */

const resource_column_list = [
  ...['facility', 'type', 'id', 'version', 'indexed', 'updated_at', 'author', 'patient', 'clinical_at', 'clinical_end'],
  ...['lasting', 'code', 'terms', 'words', 'body'],
]
const measure_column_list = ['facility', 'type', 'id', 'place', 'low', 'high', 'units', 'pair']
export const resource_columns = resource_column_list.join()
export const measure_columns = measure_column_list.join()

type Row = Resource & { id: string }

const put_measure = (measures: CopyRows, facility: string, { resourceType, id }: Row, measure: Measure): void => {
  measures.row(measure_column_list.length)
  measures.text(facility)
  measures.text(resourceType)
  measures.text(id)
  measures.text(measure.place)
  measures.double(measure.low)
  measures.double(measure.high)
  measures.bigints(measure.units.length === 0 ? null : measure.units)
  measures.bigints(measure.pair)
}

/**
 * Adds the first version of a resource to the rows that are copied.
 * @returns the id of the patient in whose compartment it lies
 */
export const put_new_row = (
  rows: { resources: CopyRows; measures: CopyRows },
  given: { facility: string; author: string; updated_at: Date },
  resource: Row,
): string | null => {
  const { resources, measures } = rows
  const row = index_row(resource)
  resources.row(resource_column_list.length)
  resources.text(given.facility)
  resources.text(resource.resourceType)
  resources.text(resource.id)
  resources.integer(1)
  resources.smallint(index_edition)
  resources.moment(given.updated_at)
  resources.text(given.author)
  resources.text(row.patient)
  resources.moment(row.clinical_at)
  resources.moment(row.clinical_end)
  resources.boolean(row.lasting)
  resources.bigint(row.code)
  resources.bigints(row.terms)
  resources.lexemes(row.words.length === 0 ? null : row.words)
  resources.text(body_of(resource, resource.id, 1, given.updated_at))
  for (const measure of row.measures) put_measure(measures, given.facility, resource, measure)
  return row.patient
}

/** What is there of type and id, with the body where it is short enough to say the same ($4: bytes at most). */
export const present_sql = `SELECT w.place::int AS place, r.version, r.updated_at, r.deleted,
    CASE WHEN octet_length(r.body) <= w.bytes_max THEN r.body END AS body
  FROM unnest($2::text[], $3::text[], $4::integer[]) WITH ORDINALITY AS w (type, id, bytes_max, place)
  JOIN record.resource AS r ON r.facility = $1 AND r.type = w.type AND r.id = w.id`
export type Present = { place: number; version: number; updated_at: Date; deleted: boolean; body: string | null }

/** Whether a write of this resource would change nothing: its body, with the stored version and time, is the stored one. */
export const is_same = (resource: Resource & { id: string }, present: Present): boolean =>
  !present.deleted &&
  present.body !== null &&
  body_of(resource, resource.id, present.version, present.updated_at) === present.body

/** Of these types and ids ($2, $3), which lead nowhere in facility $1. */
export const unknown_sql = missing_sql('$2', '$3')

const is_target = /^(Patient|Encounter)\/[A-Za-z0-9.-]{1,64}$/

/** Who and which stay a resource speaks of: [what can be asked for, what leads nowhere for sure]. */
export const targets_of = (resource: Resource): { targets: string[]; impossible: string[] } => {
  const all = backbone_targets(resource)
  return { targets: all.filter((one) => is_target.test(one)), impossible: all.filter((one) => !is_target.test(one)) }
}
