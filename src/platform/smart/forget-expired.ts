import type { Database } from '../database/index.ts'

/** What ran out is of no use; an hour longer it tells a code that comes too late from one that never was. */
export const forget_expired = (database: Database): Promise<unknown> =>
  database.in_site(async (sql) => {
    await sql.query("DELETE FROM smart.record WHERE expires_at < now() - interval '1 hour'")
    await sql.query("DELETE FROM smart.launch WHERE expires_at < now() - interval '1 day'")
  })
