import pg from 'pg'
import { seal_events, verify_chain } from '../../../src/platform/audit/index.ts'
import { open_database } from '../../../src/platform/database/index.ts'
import { facility } from './site.ts'

/** As the server's own connections have it: a setting of the role or of the connection would count, not the file's. */
export const durability_settings = async (url: string): Promise<Record<string, string>> => {
  const database = open_database(url, { connections_max: 1 })
  try {
    const names = ['fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method']
    const { rows } = await database.read_facility(facility, (sql) =>
      sql.query<Record<string, string>>(
        `SELECT ${names.map((name) => `current_setting('${name}') AS ${name}`).join()}`,
      ),
    )
    return rows[0] ?? {}
  } finally {
    await database.close()
  }
}

const index_faults = async (client: pg.Client): Promise<string[]> => {
  await client.query('CREATE EXTENSION IF NOT EXISTS amcheck')
  const { rows } = await client.query<{ name: string; kind: string }>(
    `SELECT c.oid::regclass::text AS name, am.amname AS kind FROM pg_class AS c JOIN pg_am AS am ON am.oid = c.relam
     WHERE c.relkind = 'i' AND c.relnamespace IN ('record'::regnamespace, 'audit'::regnamespace)
       AND am.amname IN ('btree', 'gin')`,
  )
  const faults: string[] = []
  for (const { name, kind } of rows) {
    const call = kind === 'btree' ? 'bt_index_check($1::regclass, true)' : 'gin_index_check($1::regclass)'
    await client.query(`SELECT ${call}`, [name]).catch((error: unknown) => faults.push(`${name}: ${String(error)}`))
  }
  if (rows.length < 10) faults.push(`looked at ${rows.length} indexes only`)
  return faults
}

/** What PostgreSQL itself says of its indexes (amcheck), and whether the audit log's chain closes. */
export const soundness = async (url: string): Promise<string[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const database = open_database(url, { connections_max: 1 })
  try {
    const faults = await index_faults(client)
    await seal_events(database, facility, 0)
    const { intact } = await verify_chain(database, facility)
    return intact ? faults : [...faults, 'the chain of the audit log is broken']
  } finally {
    await client.end()
    await database.close()
  }
}
