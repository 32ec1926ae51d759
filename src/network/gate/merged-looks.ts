import type { Sql } from '../../platform/database/index.ts'

/** A basis by which a house could look while two persons lay as one, and how many papers of others it fetched by it. */
export type MergedLook = {
  recipient: string
  id: string
  basis: string
  reason: string
  actor: string
  at: Date
  until: Date
  ended_at: Date | null
  fetched: number
}

export const looks_since = async (sql: Sql, persons: string[], since: Date): Promise<MergedLook[]> =>
  (await sql.query<MergedLook>('SELECT * FROM hub.looks_since($1, $2)', [persons, since])).rows

/** Ends what was written down of these ids since then: for which of the two it was, nobody can tell. @returns what ended */
export const end_bases_since = async (
  sql: Sql,
  persons: string[],
  since: Date,
): Promise<{ recipient: string; id: string }[]> =>
  (await sql.query<{ recipient: string; id: string }>('SELECT * FROM hub.end_bases_since($1, $2)', [persons, since]))
    .rows
