import { fold } from '../../base/text/index.ts'
import type { Sql } from '../../platform/database/index.ts'

export type Practitioner = {
  facility: string
  /** The facility's own. */
  id: string
  licence: string | null
  name: string
  title: string
  scope: string
  active: boolean
  updated_at: Date
}

export const practitioner_columns = 'facility, id, licence, name, title, scope, active, updated_at'

/** A facility tells of its own people. */
export const put_practitioner = async (
  sql: Sql,
  one: Omit<Practitioner, 'updated_at'> & { codes?: Record<string, string> },
): Promise<void> => {
  await sql.query(
    `INSERT INTO hub.practitioner (facility, id, licence, name, folded, title, scope, codes, active)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (facility, id) DO UPDATE SET licence = $3, name = $4, folded = $5, title = $6, scope = $7, codes = $8,
       active = $9, updated_at = now()`,
    [
      ...[one.facility, one.id, one.licence, one.name, fold(one.name), one.title, one.scope],
      ...[JSON.stringify(one.codes ?? {}), one.active],
    ],
  )
}

/** @param id `<facility>-<its id>`, as the directory shows it */
export const find_practitioner = async (sql: Sql, id: string): Promise<Practitioner | undefined> =>
  (
    await sql.query<Practitioner>(
      `SELECT ${practitioner_columns} FROM hub.practitioner WHERE facility = $1 AND id = $2`,
      [id.slice(0, 5), id.slice(6)],
    )
  ).rows[0]
