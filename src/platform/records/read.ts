import type { Sql } from '../database/index.ts'
import type { Stored } from './stored.ts'

export type StoredRow = Stored & { patient: string | null }

const columns = 'type, id, version, updated_at, deleted, author, patient, body'

export const read_one = async (sql: Sql, facility: string, type: string, id: string): Promise<StoredRow | undefined> =>
  (
    await sql.alone<StoredRow>(
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

/** Current states of `Type/id` references; what is not there or deleted is left out. */
export const read_many = async (sql: Sql, facility: string, refs: string[]): Promise<StoredRow[]> =>
  (
    await sql.alone<StoredRow>(
      'read_many',
      `SELECT ${columns} FROM record.resource WHERE facility = $1 AND NOT deleted
         AND (type, id) IN (SELECT split_part(ref, '/', 1), split_part(ref, '/', 2) FROM unnest($2::text[]) AS ref)`,
      [facility, refs],
    )
  ).rows
