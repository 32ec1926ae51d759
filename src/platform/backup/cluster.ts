import type pg from 'pg'
import { fail } from '../../base/outcome/index.ts'
import { open_client } from '../database/index.ts'
import type { DatabaseFacts } from './manifest.ts'

const in_database = (url: string, name: string): string => {
  const [, start = '', end = ''] = /^(postgres(?:ql)?:\/\/[^/]+\/)[^?]*(.*)$/.exec(url) ?? []
  return `${start}${encodeURIComponent(name)}${end}`
}

export const with_client = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = await open_client(url)
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

const rows_of = async <Row extends pg.QueryResultRow>(client: pg.Client, text: string): Promise<Row[]> =>
  (await client.query<Row>(text)).rows

/** Every database of the cluster that lets us in, by name and address. */
export const list_databases = (url: string): Promise<{ name: string; url: string }[]> =>
  with_client(url, async (client) => {
    const rows = await rows_of<{ name: string }>(
      client,
      `SELECT datname AS name FROM pg_database WHERE datallowconn AND NOT datistemplate
         AND has_database_privilege(datname, 'CONNECT') ORDER BY datname`,
    )
    return rows.map(({ name }) => ({ name, url: in_database(url, name) }))
  })

/** Tables that only ever grow: a copy that holds fewer rows than were there before it began has lost some. */
const growing_tables = ['record.version', 'audit.event', 'signing.document', 'signing.kept_version', 'hub.submission']

const has_table = async (client: pg.Client, table: string): Promise<boolean> =>
  (await client.query('SELECT to_regclass($1) IS NOT NULL AS is_there', [table])).rows[0]?.is_there === true

/** What is in one database now, seen by its owner. */
export const read_facts = (url: string, name: string): Promise<DatabaseFacts> =>
  with_client(url, async (client) => {
    const [size] = await rows_of<{ bytes: string }>(
      client,
      'SELECT pg_database_size(current_database())::text AS bytes',
    )
    const facts: DatabaseFacts = { name, migration: '', bytes: Number(size?.bytes ?? 0), rows: {}, newest_at: null }
    if (!(await has_table(client, 'public.schema_migration'))) return facts
    const [newest] = await rows_of<{ name: string | null }>(
      client,
      'SELECT max(name) AS name FROM public.schema_migration',
    )
    facts.migration = newest?.name ?? ''
    await client.query('SET row_security = off')
    for (const table of growing_tables) {
      if (!(await has_table(client, table))) continue
      const [count] = await rows_of<{ n: string }>(client, `SELECT count(*)::text AS n FROM ${table}`)
      facts.rows[table] = Number(count?.n ?? 0)
    }
    if (!('audit.event' in facts.rows)) return facts
    const [last] = await rows_of<{ at: Date | null }>(client, 'SELECT max(at) AS at FROM audit.event')
    facts.newest_at = last?.at?.toISOString() ?? null
    return facts
  })

export type Server = { version: number; system: string; owner: string }

/** @throws where this user may not copy a cluster, and says who can allow it */
export const demand_server = (url: string): Promise<Server> =>
  with_client(url, async (client) => {
    const [row] = await rows_of<Server & { may: boolean }>(
      client,
      `SELECT current_setting('server_version_num')::int AS version, current_user AS owner,
         (SELECT rolsuper OR rolreplication FROM pg_roles WHERE rolname = current_user) AS may,
         (SELECT system_identifier::text FROM pg_control_system()) AS system`,
    )
    if (!row?.may)
      throw fail.forbidden(
        `Tài khoản PostgreSQL ${row?.owner ?? ''} không có quyền sao chép; quản trị cơ sở dữ liệu chạy ALTER ROLE … REPLICATION`,
      )
    return { version: row.version, system: row.system, owner: row.owner }
  })

/** Any number that nobody else locks. */
const copying = 20_260_720

/** Runs `work` while no other process copies this cluster. A process that dies lets go by itself. */
export const while_alone = async <T>(url: string, work: () => Promise<T>): Promise<T> =>
  with_client(in_database(url, 'postgres'), async (client) => {
    const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [copying])
    if (!rows[0]?.got) throw fail.conflict('Một lần sao lưu khác đang chạy; hãy chờ nó xong')
    return work()
  })

/** Tells every database of ours in the cluster: the screens of each facility, and of a hub, ask their own. */
export const tell_all = async (url: string, text: string, values: unknown[]): Promise<void> => {
  for (const one of await list_databases(url))
    await with_client(one.url, async (client) => {
      if (await has_table(client, 'operations.backup')) await client.query(text, values)
    })
}
