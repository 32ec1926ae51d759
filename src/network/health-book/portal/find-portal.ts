import type { Sql } from '../../../platform/database/index.ts'
import type { PortalSettings } from './gateway.ts'

/** The door to the portal as it is set; undefined: there is none. */
export const find_portal = async (sql: Sql, facility: string): Promise<PortalSettings | undefined> =>
  (
    await sql.query<{ portal: PortalSettings | null }>('SELECT portal FROM health_book.setting WHERE facility = $1', [
      facility,
    ])
  ).rows[0]?.portal ?? undefined
