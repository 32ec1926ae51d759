import { fail } from '../../base/outcome/index.ts'
import { audit_arrays, audit_columns, type AuditLine } from '../audit/index.ts'
import { LostRace, type Sql } from '../database/index.ts'
import { index_edition } from './index-plan.ts'
import type { IndexRow } from './index-row.ts'
import { split_refs } from './read.ts'
import type { Stored } from './stored.ts'

/** A version that is made and not yet in the database. */
export type Pending = { stored: Stored; row: IndexRow; is_new: boolean }

/** What is written in one statement, all or nothing. */
export type Work = {
  batch: Pending[]
  /** References that must lead to something in this facility. */
  targets: string[]
  lines: AuditLine[]
}

export type Kind = 'create' | 'update'

/** A lexeme inside a tsvector literal: quotes and backslashes doubled, so that it can only be a word. */
export const lexeme = (word: string): string => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
export const number_list = (terms: string[]): string => `{${terms.join()}}`

/**
 * Type and id come as columns of their own: behind row-level security a function that may leak (split_part) keeps its
 * condition out of the index. Nothing more hangs on a patient who was merged away: its row lies with the one that took
 * its place (index-row.ts).
 */
export const missing_sql = (types: string, ids: string): string =>
  `SELECT w.type || '/' || w.id AS target FROM unnest(${types}::text[], ${ids}::text[]) AS w (type, id)
   WHERE NOT EXISTS (SELECT FROM record.resource AS r
     WHERE r.facility = $1 AND r.type = w.type AND r.id = w.id AND NOT r.deleted
       AND (r.type <> 'Patient' OR coalesce(r.patient, r.id) = r.id))`

/** References that lead nowhere in this facility. */
export const find_missing = async (sql: Sql, facility: string, targets: string[]): Promise<string[]> =>
  (
    await sql.alone<{ target: string }>('find_missing', missing_sql('$2', '$3'), [facility, ...split_refs(targets)])
  ).rows.map((row) => row.target)

const given = `given AS (
  SELECT type, id, version, updated_at, patient, clinical_at, clinical_end, lasting, code,
    terms::bigint[] AS terms, words::tsvector AS words, body, author
  FROM unnest($2::text[], $3::text[], $4::integer[], $5::timestamptz[], $6::text[], $7::timestamptz[], $8::timestamptz[],
    $9::boolean[], $10::bigint[], $11::text[], $12::text[], $13::text[], $14::text[])
    AS t (type, id, version, updated_at, patient, clinical_at, clinical_end, lasting, code, terms, words, body, author)
), missing AS MATERIALIZED (${missing_sql('$15', '$16')})`

const measured = `measured AS (
  INSERT INTO record.measure (facility, type, id, place, low, high, units, pair)
  SELECT $1, type, id, place, low, high, units::bigint[], pair::bigint[]
  FROM unnest($17::text[], $18::text[], $19::text[], $20::float8[], $21::float8[], $22::text[], $23::text[])
    AS m (type, id, place, low, high, units, pair)
  WHERE NOT EXISTS (SELECT FROM missing)
)`

const audited = (first: number): string => `audited AS (
  INSERT INTO audit.event (${audit_columns.names}) SELECT ${audit_columns.names} FROM unnest(${audit_columns.types
    .map((type, i) => `$${first + i}::${type}[]`)
    .join()}) AS a (${audit_columns.names}) WHERE NOT EXISTS (SELECT FROM missing)
)`

const create_sql = `WITH ${given}, written AS (
  INSERT INTO record.resource (facility, type, id, version, indexed, updated_at, author, patient, clinical_at,
    clinical_end, lasting, code, terms, words, body)
  SELECT $1, type, id, version, ${index_edition}, updated_at, author, patient, clinical_at, clinical_end, lasting, code,
    terms, words, body FROM given WHERE NOT EXISTS (SELECT FROM missing)
  RETURNING 1
), ${measured}, ${audited(24)}
SELECT (SELECT count(*) FROM written)::int AS written, (SELECT array_agg(target) FROM missing) AS missing`

/**
 * A row that is indexed anew (reindex.ts) keeps its version, and this statement would not see its new measures, to forget
 * them: what it saw when it began must still be so when it has the row. Otherwise the race is lost and run again.
 */
const seen_edition = `SELECT seen.indexed FROM record.resource AS seen
  WHERE seen.facility = $1 AND seen.type = g.type AND seen.id = g.id`

/**
 * When one version was not the next one any more, a division by zero takes the whole statement back: standing alone it
 * would leave the other rows, the measures and the audit lines of a write that never was.
 */
const update_sql = `WITH ${given}, written AS (
  UPDATE record.resource AS r SET version = g.version, deleted = false, indexed = ${index_edition},
    updated_at = g.updated_at, author = g.author, patient = g.patient, clinical_at = g.clinical_at,
    clinical_end = g.clinical_end, lasting = g.lasting, code = g.code, terms = g.terms, words = g.words, body = g.body
  FROM given AS g WHERE r.facility = $1 AND r.type = g.type AND r.id = g.id AND r.version = g.version - 1
    AND r.indexed = (${seen_edition}) AND NOT EXISTS (SELECT FROM missing)
  RETURNING 1
), forgotten AS (
  DELETE FROM record.measure AS m USING given AS g
  WHERE m.facility = $1 AND m.type = g.type AND m.id = g.id AND NOT EXISTS (SELECT FROM missing)
), ${measured}, ${audited(24)}
SELECT (SELECT array_agg(target) FROM missing) AS missing,
  1 / (EXISTS (SELECT FROM missing) OR (SELECT count(*) FROM written) = cardinality($2::text[]))::int AS is_whole`

const values_of = (facility: string, { batch, targets, lines }: Work): unknown[] => {
  const measures = batch.flatMap(({ stored, row }) => row.measures.map((measure) => ({ stored, measure })))
  return [
    facility,
    batch.map(({ stored }) => stored.type),
    batch.map(({ stored }) => stored.id),
    batch.map(({ stored }) => stored.version),
    batch.map(({ stored }) => stored.updated_at),
    batch.map(({ row }) => row.patient),
    batch.map(({ row }) => row.clinical_at),
    batch.map(({ row }) => row.clinical_end),
    batch.map(({ row }) => row.lasting),
    batch.map(({ row }) => row.code),
    batch.map(({ row }) => number_list(row.terms)),
    batch.map(({ row }) => (row.words.length === 0 ? null : row.words.map(lexeme).join(' '))),
    batch.map(({ stored }) => stored.body),
    batch.map(({ stored }) => stored.author),
    ...split_refs(targets),
    measures.map(({ stored }) => stored.type),
    measures.map(({ stored }) => stored.id),
    measures.map(({ measure }) => measure.place),
    measures.map(({ measure }) => measure.low),
    measures.map(({ measure }) => measure.high),
    measures.map(({ measure }) => (measure.units.length === 0 ? null : number_list(measure.units))),
    measures.map(({ measure }) => (measure.pair === null ? null : number_list(measure.pair))),
    ...audit_arrays(lines),
  ]
}

/** The facility has no part in the tables yet: it is made, and the unit runs again. */
export class UnknownFacility extends Error {}

const has_code = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code

/** What the database's own refusals mean here. */
const meaning_of = (error: unknown, batch: Pending[]): unknown => {
  const names = batch.map(({ stored }) => `${stored.type}/${stored.id}`).slice(0, 5)
  if (has_code(error, '23505')) return fail.conflict(`${names.join(', ')} vừa được người khác tạo; hãy tải lại`)
  if (has_code(error, '22012')) return new LostRace(`${names.join(', ')} changed meanwhile`)
  return has_code(error, '23514') ? new UnknownFacility() : error
}

const statements: Record<Kind, { name: string; text: string }> = {
  create: { name: 'write_create', text: create_sql },
  update: { name: 'write_update', text: update_sql },
}

/**
 * Writes versions of one kind, their index rows, and lines of the audit log in one statement: everything or nothing.
 * @returns the references that lead nowhere; then nothing was written
 * @throws LostRace when one of the versions is not the next one any more
 */
export const write_kind = async (run: Sql['alone'], facility: string, kind: Kind, work: Work): Promise<string[]> => {
  const { name, text } = statements[kind]
  const { rows } = await run<{ missing: string[] | null }>(name, text, values_of(facility, work)).catch(
    (error: unknown) => {
      throw meaning_of(error, work.batch)
    },
  )
  return rows[0]?.missing ?? []
}

/** The kind of all of them, when one statement can write them. */
export const one_kind = (batch: Pending[]): Kind | undefined => {
  const is_new = batch[0]?.is_new
  if (is_new === undefined || batch.some((one) => one.is_new !== is_new)) return undefined
  return is_new ? 'create' : 'update'
}

/** As write_kind for new versions of both kinds, inside a transaction. */
export const write_both = async (sql: Sql, facility: string, work: Work): Promise<string[]> => {
  const part = (is_new: boolean): Pending[] => work.batch.filter((one) => one.is_new === is_new)
  const missing = await write_kind(sql.prepared, facility, 'create', { ...work, batch: part(true), lines: [] })
  if (missing.length > 0) return missing
  return write_kind(sql.prepared, facility, 'update', { ...work, batch: part(false) })
}
