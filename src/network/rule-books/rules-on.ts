import type { Sql } from '../../platform/database/index.ts'
import type { RuleBook, Rules, ShippedEdition } from './book.ts'

/**
 * The rules of a book that hold on a day at a facility: its own latest edition that has come, else the shipped one.
 * @param day yyyy-mm-dd in Vietnam; before the first edition nothing holds, and no row comes back
 */
export const rules_on = async <Rule>(
  sql: Sql,
  facility: string,
  { id, shipped, read }: RuleBook<Rule>,
  day: string,
): Promise<Rules<Rule>> => {
  const { rows } = await sql.query<ShippedEdition>(
    `SELECT valid_from::text, source, certainty, is_whole, rows FROM exchange.rule_edition
     WHERE facility = $1 AND book = $2 AND valid_from <= $3 ORDER BY valid_from DESC, serial DESC LIMIT 1`,
    [facility, id, day],
  )
  const own = rows[0]
  const { rows: cells, ...edition } = own && own.valid_from >= shipped.valid_from ? own : shipped
  return { ...edition, rules: edition.valid_from <= day ? cells.map(read) : [] }
}
