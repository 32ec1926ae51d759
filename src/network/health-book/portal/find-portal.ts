import { local_date } from '../../../base/time/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { endpoint_in_force, type Dated } from '../../../platform/http/index.ts'
import type { PortalSettings } from './gateway.ts'

/** The door to the portal as it is set for today; undefined: there is none. */
export const find_portal = async (sql: Sql, facility: string): Promise<PortalSettings | undefined> => {
  const { rows } = await sql.query<{ portal: Dated<PortalSettings> | null }>(
    'SELECT portal FROM health_book.setting WHERE facility = $1',
    [facility],
  )
  const stored = rows[0]?.portal
  return stored ? endpoint_in_force(stored, local_date(new Date())) : undefined
}
