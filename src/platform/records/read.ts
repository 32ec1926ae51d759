import type { Sql } from '../database/index.ts'
import { demand_fitting, light_body, with_bodies, type Light } from './large.ts'
import type { Stored } from './stored.ts'

export type StoredRow = Stored & { patient: string | null }

const columns = 'type, id, version, updated_at, deleted, author, patient, body'

export const read_one = async (sql: Sql, facility: string, type: string, id: string): Promise<StoredRow | undefined> =>
  (
    await sql.steady<StoredRow>(
      'read_one',
      `SELECT ${columns} FROM record.resource WHERE facility = $1 AND type = $2 AND id = $3`,
      [facility, type, id],
    )
  ).rows[0]

/** Locks the row, so that the version seen is the version replaced. */
export const lock_one = async (sql: Sql, facility: string, type: string, id: string): Promise<StoredRow | undefined> =>
  (
    await sql.prepared<StoredRow>(
      'lock_one',
      `SELECT ${columns} FROM record.resource WHERE facility = $1 AND type = $2 AND id = $3 FOR UPDATE`,
      [facility, type, id],
    )
  ).rows[0]

/** Current and past states in one view. */
const states = `(SELECT ${columns} FROM record.resource WHERE facility = $1 AND type = $2 AND id = $3
  UNION ALL
  SELECT ${columns} FROM record.version WHERE facility = $1 AND type = $2 AND id = $3) AS state`

export const read_version = async (
  sql: Sql,
  facility: string,
  type: string,
  id: string,
  version: number,
): Promise<StoredRow | undefined> =>
  (
    await sql.prepared<StoredRow>('read_version', `SELECT * FROM ${states} WHERE version = $4`, [
      facility,
      type,
      id,
      version,
    ])
  ).rows[0]

export const read_history = async (sql: Sql, facility: string, type: string, id: string): Promise<StoredRow[]> =>
  (await sql.prepared<StoredRow>('read_history', `SELECT * FROM ${states} ORDER BY version DESC`, [facility, type, id]))
    .rows

/** `Type/id` references as a list of types and a list of ids. */
export const split_refs = (refs: string[]): [types: string[], ids: string[]] => {
  const parts = refs.map((ref) => ref.split('/'))
  return [parts.map(([type = '']) => type), parts.map(([, id = '']) => id)]
}

/**
 * Current states of `Type/id` references; what is not there or deleted is left out.
 * @throws 400 when together they are more than one answer may hold
 */
export const read_many = async (sql: Sql, facility: string, refs: string[]): Promise<StoredRow[]> => {
  const { rows } = await sql.steady<Light<StoredRow>>(
    'read_many',
    `SELECT r.type, r.id, r.version, r.updated_at, r.deleted, r.author, r.patient, ${light_body('r.')}
     FROM unnest($2::text[], $3::text[]) AS w (type, id)
     JOIN record.resource AS r ON r.facility = $1 AND r.type = w.type AND r.id = w.id AND NOT r.deleted`,
    [facility, ...split_refs(refs)],
  )
  demand_fitting(rows, '_include')
  return with_bodies(sql, facility, rows)
}
