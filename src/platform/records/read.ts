import type { Sql } from '../database/index.ts'
import type { Stored } from './stored.ts'

export type StoredRow = Stored & { patient: string | null }

const columns = 'type, id, version, updated_at, deleted, author, patient, body'

export const read_one = async (sql: Sql, facility: string, type: string, id: string): Promise<StoredRow | undefined> =>
  (
    await sql.prepared<StoredRow>(
      'read_one',
      `SELECT ${columns} FROM record.resource WHERE facility = $1 AND type = $2 AND id = $3`,
      [facility, type, id],
    )
  ).rows[0]

/** Current and past states in one view. The patient of a past state is the patient of the current one. */
const states = `(SELECT ${columns} FROM record.resource WHERE facility = $1 AND type = $2 AND id = $3
  UNION ALL
  SELECT v.type, v.id, v.version, v.updated_at, v.deleted, v.author, r.patient, v.body FROM record.version v
  JOIN record.resource r USING (facility, type, id)
  WHERE v.facility = $1 AND v.type = $2 AND v.id = $3) AS state`

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
