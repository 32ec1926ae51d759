import { Failure } from '../../base/outcome/index.ts'
import type { Sql } from '../database/index.ts'
import type { Stored } from './stored.ts'

/**
 * What one answer may hold: a page ends earlier where its bodies are large, and what must come whole is refused. A
 * thousand scanned documents would otherwise be twenty gigabytes in the memory of the server.
 */
export const answer_bytes_max = 32 * 1_024 * 1_024
/** Bodies longer than this are fetched after it is known how many fit. Few are. */
const small_bytes = 32 * 1_024

/** A row whose body stands beside it only when it is small. */
export type Light<Row = Stored> = Omit<Row, 'body'> & { body: string | null; bytes: number }

/** For the SELECT list, in the place of `body`. @param of the row's alias with its dot, or '' */
export const light_body = (of = ''): string =>
  `CASE WHEN octet_length(${of}body) <= ${small_bytes} THEN ${of}body END AS body, octet_length(${of}body) AS bytes`

/** How many of the rows, from the first on, fit one answer. One always does. */
export const count_fitting = (rows: { bytes: number }[]): number => {
  let sum = 0
  const end = rows.findIndex(({ bytes }, i) => (sum += bytes) > answer_bytes_max && i > 0)
  return end < 0 ? rows.length : end
}

/** @throws 400 when the rows do not fit one answer and cannot be cut */
export const demand_fitting = (rows: { bytes: number }[], name: string): void => {
  if (count_fitting(rows) === rows.length) return
  const message = `Câu trả lời lớn quá ${answer_bytes_max / 1_024 / 1_024} MB; hãy thu hẹp câu hỏi hoặc hỏi từng phần`
  throw new Failure(400, [{ severity: 'error', code: 'too-costly', message, expression: name }])
}

type Key = { type: string; id: string; version: number }

/** The rows with their bodies: of just these versions, whatever was written since they were found. */
export const with_bodies = async <Row extends Key & { body: string | null; bytes: number }>(
  sql: Sql,
  facility: string,
  rows: Row[],
): Promise<(Row & { body: string })[]> => {
  const large = rows.filter(({ body }) => body === null)
  if (large.length === 0) return rows as (Row & { body: string })[]
  const { rows: found } = await sql.alone<{ n: number; body: string }>(
    'large_bodies',
    `SELECT w.n::int AS n, coalesce(
       (SELECT r.body FROM record.resource AS r
        WHERE r.facility = $1 AND r.type = w.type AND r.id = w.id AND r.version = w.version),
       (SELECT v.body FROM record.version AS v
        WHERE v.facility = $1 AND v.type = w.type AND v.id = w.id AND v.version = w.version)) AS body
     FROM unnest($2::text[], $3::text[], $4::integer[]) WITH ORDINALITY AS w (type, id, version, n)`,
    [facility, large.map(({ type }) => type), large.map(({ id }) => id), large.map(({ version }) => version)],
  )
  const bodies = new Map(found.map(({ n, body }) => [large[n - 1], body]))
  return rows.map((row) => ({ ...row, body: row.body ?? bodies.get(row) ?? '' }))
}
