import { find_directory_facility } from '../../network/membership/index.ts'
import type { Database } from '../../platform/database/index.ts'

/** What a facility is called at this hub. */
export const name_in_directory =
  (database: Database) =>
  async (code: string): Promise<string> =>
    (await database.in_site((sql) => find_directory_facility(sql, code)))?.name ?? code
