import type { Sql } from '../../platform/database/index.ts'

/** So many statements of one kind in one step; more waits for the next step, which follows at once. */
const batches_max = 2

/** A statement that takes at most so many rows and says how many it took. @returns whether nothing is left */
export const walk_batches = async (sql: Sql, text: string, batch: number): Promise<boolean> => {
  for (let i = 0; i < batches_max; i += 1) {
    const { rows } = await sql.query<{ count: number }>(text, [batch])
    if ((rows[0]?.count ?? 0) < batch) return true
  }
  return false
}
