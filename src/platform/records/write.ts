import { fail } from '../../base/outcome/index.ts'
import { audit_arrays, audit_columns, type AuditAct, type Caller } from '../audit/index.ts'
import { LostRace, type Sql } from '../database/index.ts'
import { index_edition } from './index-plan.ts'
import type { IndexRow } from './index-row.ts'
import { split_refs } from './read.ts'
import type { Stored } from './stored.ts'

/** A version that is made and not yet in the database. */
export type Pending = { stored: Stored; row: IndexRow; is_new: boolean }

/** A lexeme inside a tsvector literal: quotes and backslashes doubled, so that it can only be a word. */
const lexeme = (word: string): string => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
const number_list = (terms: string[]): string => `{${terms.join()}}`

/**
 * Type and id come as columns of their own: behind row-level security a function that may leak (split_part) keeps its
 * condition out of the index.
 */
const missing_sql = (types: string, ids: string): string =>
  `SELECT w.type || '/' || w.id AS target FROM unnest(${types}::text[], ${ids}::text[]) AS w (type, id)
   WHERE NOT EXISTS (SELECT FROM record.resource AS r
     WHERE r.facility = $1 AND r.type = w.type AND r.id = w.id AND NOT r.deleted)`

/** References that lead nowhere in this facility. */
export const find_missing = async (sql: Sql, facility: string, targets: string[]): Promise<string[]> =>
  (
    await sql.alone<{ target: string }>('find_missing', missing_sql('$2', '$3'), [facility, ...split_refs(targets)])
  ).rows.map((row) => row.target)

const given = `given AS (
  SELECT type, id, version, updated_at, patient, clinical_at, clinical_end, lasting, code,
    terms::bigint[] AS terms, words::tsvector AS words, body
  FROM unnest($2::text[], $3::text[], $4::integer[], $5::timestamptz[], $6::text[], $7::timestamptz[], $8::timestamptz[],
    $9::boolean[], $10::bigint[], $11::text[], $12::text[], $13::text[])
    AS t (type, id, version, updated_at, patient, clinical_at, clinical_end, lasting, code, terms, words, body)
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
  SELECT $1, type, id, version, ${index_edition}, updated_at, $14, patient, clinical_at, clinical_end, lasting, code,
    terms, words, body FROM given WHERE NOT EXISTS (SELECT FROM missing)
  RETURNING 1
), ${measured}, ${audited(24)}
SELECT (SELECT count(*) FROM written)::int AS written, (SELECT array_agg(target) FROM missing) AS missing`

const update_sql = `WITH ${given}, written AS (
  UPDATE record.resource AS r SET version = g.version, deleted = false, indexed = ${index_edition},
    updated_at = g.updated_at, author = $14, patient = g.patient, clinical_at = g.clinical_at,
    clinical_end = g.clinical_end, lasting = g.lasting, code = g.code, terms = g.terms, words = g.words, body = g.body
  FROM given AS g WHERE r.facility = $1 AND r.type = g.type AND r.id = g.id AND r.version = g.version - 1
    AND NOT EXISTS (SELECT FROM missing)
  RETURNING 1
), forgotten AS (
  DELETE FROM record.measure AS m USING given AS g
  WHERE m.facility = $1 AND m.type = g.type AND m.id = g.id AND NOT EXISTS (SELECT FROM missing)
), ${measured}, ${audited(24)}
SELECT (SELECT count(*) FROM written)::int AS written, (SELECT array_agg(target) FROM missing) AS missing`

const values_of = (caller: Caller, batch: Pending[], targets: string[], lines: AuditAct[]): unknown[] => {
  const measures = batch.flatMap(({ stored, row }) => row.measures.map((measure) => ({ stored, measure })))
  return [
    caller.facility,
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
    caller.actor.id,
    ...split_refs(targets),
    measures.map(({ stored }) => stored.type),
    measures.map(({ stored }) => stored.id),
    measures.map(({ measure }) => measure.place),
    measures.map(({ measure }) => measure.low),
    measures.map(({ measure }) => measure.high),
    measures.map(({ measure }) => (measure.units.length === 0 ? null : number_list(measure.units))),
    measures.map(({ measure }) => (measure.pair === null ? null : number_list(measure.pair))),
    ...audit_arrays(lines.map((act) => ({ caller, act }))),
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
  return has_code(error, '23514') ? new UnknownFacility() : error
}

type Outcome = { written: number; missing: string[] | null }

/**
 * Writes versions, their index rows, and lines of the audit log in one statement: everything or nothing.
 * @param targets references that must lead to something in this facility
 * @returns the references that lead nowhere; then nothing was written
 * @throws LostRace when one of the versions is not the next one any more
 */
export const write_batch = async (
  sql: Sql,
  caller: Caller,
  batch: Pending[],
  targets: string[],
  lines: AuditAct[],
): Promise<string[]> => {
  const creates = batch.filter((one) => one.is_new)
  const updates = batch.filter((one) => !one.is_new)
  // One statement alone needs no transaction around it; two do.
  const run = creates.length > 0 && updates.length > 0 ? sql.prepared : sql.alone
  const write = async (name: string, text: string, part: Pending[], last: boolean): Promise<string[]> => {
    const values = values_of(caller, part, targets, last ? lines : [])
    const { rows } = await run<Outcome>(name, text, values).catch((error: unknown) => {
      throw meaning_of(error, part)
    })
    const { written, missing } = rows[0] ?? { written: 0, missing: null }
    if (missing) return missing
    if (written !== part.length) throw new LostRace(`${written} of ${part.length} versions written`)
    return []
  }
  if (creates.length > 0) {
    const missing = await write('write_create', create_sql, creates, updates.length === 0)
    if (missing.length > 0 || updates.length === 0) return missing
  }
  return write('write_update', update_sql, updates, true)
}
