import { parse_exact, type Resource } from '../../standards/fhir/index.ts'
import type { Sql } from '../database/index.ts'
import { index_row, type IndexRow } from './index-row.ts'
import { lexeme, number_list } from './write.ts'

/** A row whose index columns are of another edition. */
export type OldRow = { id: string; version: number; deleted: boolean; body: string }

/** What is deleted is found by nothing: it keeps only whose it was (remove.ts). */
const row_of = (type: string, old: OldRow): IndexRow => {
  const row = index_row({ ...(parse_exact(old.body) as Resource), resourceType: type, id: old.id })
  if (!old.deleted) return row
  const nothing = {
    code: null,
    clinical_at: null,
    clinical_end: null,
    lasting: false,
    terms: [],
    words: [],
    measures: [],
  }
  return { patient: row.patient, ...nothing }
}

/**
 * No new version, no line in the history: the body is what it was. A row that someone has written meanwhile is of the
 * new edition by that, and left alone with its measures.
 */
const renew_sql = `WITH given AS (
  SELECT id, version, patient, clinical_at, clinical_end, lasting, code, terms::bigint[] AS terms, words::tsvector AS words
  FROM unnest($4::text[], $5::integer[], $6::text[], $7::timestamptz[], $8::timestamptz[], $9::boolean[], $10::bigint[],
    $11::text[], $12::text[]) AS t (id, version, patient, clinical_at, clinical_end, lasting, code, terms, words)
), renewed AS (
  UPDATE record.resource AS r SET indexed = $3, patient = g.patient, clinical_at = g.clinical_at,
    clinical_end = g.clinical_end, lasting = g.lasting, code = g.code, terms = g.terms, words = g.words
  FROM given AS g
  WHERE r.facility = $1 AND r.type = $2 AND r.id = g.id AND r.version = g.version AND r.indexed <> $3
  RETURNING r.id
), forgotten AS (
  DELETE FROM record.measure AS m USING renewed AS n WHERE m.facility = $1 AND m.type = $2 AND m.id = n.id
), measured AS (
  INSERT INTO record.measure (facility, type, id, place, low, high, units, pair)
  SELECT $1, $2, m.id, place, low, high, units::bigint[], pair::bigint[]
  FROM unnest($13::text[], $14::text[], $15::float8[], $16::float8[], $17::text[], $18::text[])
    AS m (id, place, low, high, units, pair) JOIN renewed AS n ON n.id = m.id
)
SELECT count(*) AS renewed FROM renewed`

/** Gives rows of one type their index columns anew. @returns how many; the others were written meanwhile */
export const renew_rows = async (
  sql: Sql,
  facility: string,
  type: string,
  edition: number,
  rows: OldRow[],
): Promise<number> => {
  if (rows.length === 0) return 0
  const made = rows.map((old) => ({ old, row: row_of(type, old) }))
  const measures = made.flatMap(({ old, row }) => row.measures.map((measure) => ({ id: old.id, measure })))
  const answer = await sql.prepared<{ renewed: number }>('renew_rows', renew_sql, [
    ...[facility, type, edition],
    ...[made.map(({ old }) => old.id), made.map(({ old }) => old.version)],
    ...[made.map(({ row }) => row.patient), made.map(({ row }) => row.clinical_at)],
    ...[made.map(({ row }) => row.clinical_end), made.map(({ row }) => row.lasting), made.map(({ row }) => row.code)],
    made.map(({ row }) => number_list(row.terms)),
    made.map(({ row }) => (row.words.length === 0 ? null : row.words.map(lexeme).join(' '))),
    ...[measures.map(({ id }) => id), measures.map(({ measure }) => measure.place)],
    ...[measures.map(({ measure }) => measure.low), measures.map(({ measure }) => measure.high)],
    measures.map(({ measure }) => (measure.units.length === 0 ? null : number_list(measure.units))),
    measures.map(({ measure }) => (measure.pair === null ? null : number_list(measure.pair))),
  ])
  return answer.rows[0]?.renewed ?? 0
}
