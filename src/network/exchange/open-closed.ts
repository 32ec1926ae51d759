import { fail } from '../../base/outcome/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { Submission } from '../../standards/documents/index.ts'
import { keys_closed_for, open_letter } from '../../standards/mhd/index.ts'
import { list_private_keys } from './encryption-keys.ts'
import { load_submission, type Head } from './shelf.ts'

/** What we closed for others lies here as it was before. */
const find_own_copy = async (sql: Sql, facility: string, sent_as: string): Promise<Submission | undefined> => {
  const { rows } = await sql.query<{ id: string; head: Head }>(
    `SELECT o.id, o.head FROM exchange.closed_part AS c JOIN exchange.outgoing AS o ON o.facility = $1 AND o.id = c.letter
     WHERE c.facility = $1 AND c.identity = $2 AND c.position = 0 LIMIT 1`,
    [facility, sent_as],
  )
  return rows[0] && load_submission(sql, facility, rows[0].id, rows[0].head)
}

/** A closed letter is for other houses: none of our keys, and none we took over, is among those it was closed for. */
export const is_for_others = async (sql: Sql, facility: string, outer: Submission): Promise<boolean> => {
  if (outer.sender === facility) return false
  const wanted = keys_closed_for(outer)
  return (await list_private_keys(sql, facility)).every(({ kid }) => kid === undefined || !wanted.includes(kid))
}

/** What lies in a closed letter, by any key that ever was ours or that we took over. @throws 422 it cannot be opened here */
export const open_closed = async (sql: Sql, facility: string, outer: Submission): Promise<Submission> => {
  if (outer.sender !== facility) return open_letter(outer, await list_private_keys(sql, facility))
  const own = await find_own_copy(sql, facility, outer.parts[0].identity)
  if (!own) throw fail.value('Bản gốc của văn bản mã hóa này không còn ở cơ sở ta', 'encrypted')
  return own
}
