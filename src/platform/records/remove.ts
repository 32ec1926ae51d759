import type { Sql } from '../database/index.ts'
import type { Stored } from './stored.ts'

/** Makes the deleted version: what it said stays readable in the history and is found by nothing any more. */
export const remove_one = async (sql: Sql, facility: string, gone: Stored, author: string): Promise<void> => {
  await sql.prepared(
    'remove_one',
    `WITH forgotten AS (DELETE FROM record.measure WHERE facility = $1 AND type = $2 AND id = $3)
     UPDATE record.resource SET version = $4, deleted = true, updated_at = $5, author = $6, code = NULL, terms = '{}',
       words = NULL, clinical_at = NULL, clinical_end = NULL, lasting = false
     WHERE facility = $1 AND type = $2 AND id = $3`,
    [facility, gone.type, gone.id, gone.version, gone.updated_at, author],
  )
}
