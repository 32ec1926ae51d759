import { local_date } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { rulings_on, type MatrixRule, type MatrixRules } from './dated-rules.ts'
import type { Rulings } from './matrix.ts'

/**
 * How many words were said, inside another question. They are only ever added, so the same number is the same words: who
 * asks it along with something else needs no question of its own to know that nothing changed.
 */
export const matrix_edition_sql = '(SELECT count(*) FROM hub.matrix_rule)'

export const list_matrix_rules = async (sql: Sql): Promise<MatrixRule[]> =>
  (
    await sql.steady<MatrixRule>(
      'gate_matrix',
      `SELECT label, destination, valid_from::text, ruling, source, reason, changed_by, changed_at
       FROM hub.matrix_rule ORDER BY serial`,
      [],
    )
  ).rows

/** The words in the memory of a process. */
type MatrixMemory = {
  /** Asked anew only when more was said than is known. */
  of_edition(sql: Sql, edition: number): Promise<MatrixRules>
  /** What the door goes by. */
  today(sql: Sql, edition: number): Promise<Rulings>
}

export const create_matrix_memory = (): MatrixMemory => {
  let known: MatrixRules = []
  const of_edition = async (sql: Sql, edition: number): Promise<MatrixRules> => {
    if (known.length < edition) known = await list_matrix_rules(sql)
    return known
  }
  return {
    of_edition,
    today: async (sql, edition) => rulings_on(await of_edition(sql, edition), local_date(new Date())),
  }
}
