import type { Resource } from '../../standards/fhir/index.ts'
import { index_edition } from './index-plan.ts'
import { index_row, type Measure } from './index-row.ts'
import { timestamp_text } from './search/ranges.ts'
import { backbone_targets, body_of } from './unit.ts'
import { lexeme, missing_sql, number_list } from './write.ts'

/**
 * What a bulk load knows of the store's tables: new rows as lines of COPY's text format, and the questions to ask before
 * and after. Everything else about writing goes through a unit.
 */

export const resource_columns =
  'facility, type, id, version, indexed, updated_at, author, patient, clinical_at, clinical_end, lasting, code, terms, words, body'
export const measure_columns = 'facility, type, id, place, low, high, units, pair'

const none = '\\N'
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const escaped = (text: string): string => text.replace(/[\\\t\n\r]/g, (one) => escapes[one] ?? one)
/** A text as JSON writes it has no raw tab or line end. */
const escaped_json = (text: string): string => (text.includes('\\') ? text.replaceAll('\\', '\\\\') : text)

const moment = (at: Date | null): string => (at === null ? none : timestamp_text(at.getTime()))
const words_text = (words: string[]): string => (words.length === 0 ? none : escaped(words.map(lexeme).join(' ')))

const measure_line = (row: string, measure: Measure): string =>
  `${row}${measure.place}\t${measure.low}\t${measure.high}\t${
    measure.units.length === 0 ? none : number_list(measure.units)
  }\t${measure.pair === null ? none : number_list(measure.pair)}\n`

/** The first version of a resource as the lines that COPY takes. */
export type NewRow = { resource_line: string; measure_lines: string; patient: string | null }

export const new_row = (
  given: { facility: string; author: string; updated_at: Date },
  resource: Resource & { id: string },
): NewRow => {
  const { updated_at } = given
  const row = index_row(resource)
  const place = `${given.facility}\t${resource.resourceType}\t${resource.id}\t`
  const body = escaped_json(body_of(resource, resource.id, 1, updated_at))
  const made = `1\t${index_edition}\t${updated_at.toISOString()}\t${escaped(given.author)}\t`
  const about = `${row.patient === null ? none : escaped(row.patient)}\t${moment(row.clinical_at)}\t${moment(row.clinical_end)}\t`
  const found_by = `${row.lasting ? 't' : 'f'}\t${row.code ?? none}\t${number_list(row.terms)}\t${words_text(row.words)}\t`
  let measure_lines = ''
  for (const measure of row.measures) measure_lines += measure_line(place, measure)
  return { resource_line: `${place}${made}${about}${found_by}${body}\n`, measure_lines, patient: row.patient }
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
