import { list_directory } from '../../../network/membership/index.ts'
import type { Sql } from '../../../platform/database/index.ts'

/** What facilities are called; a code nobody knows stays a code. */
export const names_of = async (sql: Sql): Promise<(code: string) => string> => {
  const names = new Map((await list_directory(sql, {})).map(({ code, name }) => [code, name]))
  return (code) => names.get(code) ?? code
}
