import type { Sql } from '../../../platform/database/index.ts'
import type { EntryLine } from '../contract.ts'
import type { AsOf } from './as-of.ts'

export type EntryOn = Pick<EntryLine, 'facility' | 'id' | 'body' | 'state' | 'due' | 'reason'>

/** Every line of a register in the last version known by then; of all that the wall shows, none left out but what was taken back by then. */
export const list_entries_on = async (sql: Sql, kind: string, { known_by }: AsOf): Promise<EntryOn[]> =>
  (
    await sql.query<EntryOn>(
      `SELECT * FROM (SELECT DISTINCT ON (facility, id) facility, id, body, state, due::text, reason FROM (
         SELECT facility, id, body, state, due, reason, version, updated_at FROM deployment.entry WHERE kind = $1
         UNION ALL
         SELECT facility, id, body, state, due, reason, version, updated_at FROM deployment.entry_past WHERE kind = $1
       ) AS line WHERE $2::timestamptz IS NULL OR updated_at < $2
       ORDER BY facility, id, version DESC) AS known WHERE state <> 'void'`,
      [kind, known_by],
    )
  ).rows
