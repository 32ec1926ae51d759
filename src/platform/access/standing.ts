import type { Caller } from '../audit/index.ts'
import type { Sql } from '../database/index.ts'
import { rights_for, type Right } from './rights.ts'

/**
 * Whether someone who is not here now may still do what he once might: his account or client is open, belongs to the
 * facility, and his role as it is today has the right.
 */
export const is_in_good_standing = async (
  sql: Sql,
  facility: string,
  { id, kind }: Caller['actor'],
  right: Right,
): Promise<boolean> => {
  const { rows } = await sql.query<{ role: string }>(
    kind === 'system'
      ? "SELECT 'system' AS role FROM access.client WHERE client_id = $2 AND facility = $1 AND active"
      : 'SELECT role FROM access.account WHERE practitioner = $2 AND facility = $1 AND active',
    [facility, id],
  )
  return rows.some(({ role }) => rights_for(role).includes(right))
}
