import type pg from 'pg'

/**
 * What each large table of a hub is spread by (docs/operations/scaling.md): what it is asked by. PostgreSQL's own partitions
 * ask of a key what Citus asks: it stands in every primary key and unique index, or the table is refused.
 */
export const hub_spread: Readonly<Record<string, string>> = {
  ...{ submission: 'person', content: 'person', disclosure: 'recipient' },
  ...{ person: 'id', person_version: 'person', person_held: 'person', person_merge: 'source' },
  ...{ person_identifier: 'value', person_key: 'key' },
  ...{ delivery: 'recipient', identity: 'sender', refusal: 'sender' },
}

export const parts_count = 8

type Wall = { name: string; permissive: string; command: string; using: string | null; check: string | null }
type Table = { walls: Wall[]; triggers: string[]; grants: string[]; has_walls: boolean }

const ask = async <Row>(owner: pg.Client, text: string, values: unknown[]): Promise<Row[]> =>
  (await owner.query(text, values)).rows as Row[]

const read_table = async (owner: pg.Client, name: string): Promise<Table> => {
  const walls = await ask<Wall>(
    owner,
    `SELECT policyname AS name, permissive, cmd AS command, qual AS using, with_check AS check
     FROM pg_policies WHERE schemaname = 'hub' AND tablename = $1`,
    [name],
  )
  const triggers = await ask<{ text: string }>(
    owner,
    "SELECT pg_get_triggerdef(oid) AS text FROM pg_trigger WHERE tgrelid = ('hub.' || $1)::regclass AND NOT tgisinternal",
    [name],
  )
  const grants = await ask<{ text: string }>(
    owner,
    `SELECT format('GRANT %s ON hub.%I TO %I', privilege_type, table_name, grantee) AS text
       FROM information_schema.role_table_grants WHERE table_schema = 'hub' AND table_name = $1 AND grantee <> current_user
     UNION ALL SELECT format('GRANT %s (%I) ON hub.%I TO %I', privilege_type, column_name, table_name, grantee)
       FROM information_schema.role_column_grants WHERE table_schema = 'hub' AND table_name = $1 AND grantee <> current_user
         AND privilege_type = 'UPDATE'`,
    [name],
  )
  const [security] = await ask<{ on: boolean }>(
    owner,
    "SELECT relrowsecurity AS on FROM pg_class WHERE oid = ('hub.' || $1)::regclass",
    [name],
  )
  const texts = (rows: { text: string }[]): string[] => rows.map(({ text }) => text)
  return { walls, triggers: texts(triggers), grants: texts(grants), has_walls: security?.on === true }
}

const wall_sql = (table: string, { name, permissive, command, using, check }: Wall): string =>
  `CREATE POLICY ${name} ON hub.${table} AS ${permissive} FOR ${command}${using ? ` USING (${using})` : ''}${check ? ` WITH CHECK (${check})` : ''}`

/** Rows that lie there already go along. */
const spread = async (owner: pg.Client, table: string, key: string): Promise<void> => {
  await owner.query(`CREATE TABLE hub.${table} (LIKE hub.whole_${table} INCLUDING ALL) PARTITION BY HASH (${key})`)
  for (let part = 0; part < parts_count; part += 1)
    await owner.query(
      `CREATE TABLE hub.${table}_part${part} PARTITION OF hub.${table} FOR VALUES WITH (MODULUS ${parts_count}, REMAINDER ${part})`,
    )
  await owner.query(`INSERT INTO hub.${table} OVERRIDING SYSTEM VALUE SELECT * FROM hub.whole_${table}`)
}

/** Cuts a hub's large tables into parts, as a cluster would: walls, rights and triggers as they were. */
export const spread_hub = async (owner: pg.Client): Promise<void> => {
  const tables = new Map<string, Table>()
  for (const table of Object.keys(hub_spread)) tables.set(table, await read_table(owner, table))
  for (const table of tables.keys()) await owner.query(`ALTER TABLE hub.${table} RENAME TO whole_${table}`)
  for (const [table, key] of Object.entries(hub_spread)) await spread(owner, table, key)
  for (const [table, { walls, triggers, grants, has_walls }] of tables) {
    if (has_walls) await owner.query(`ALTER TABLE hub.${table} ENABLE ROW LEVEL SECURITY`)
    for (const wall of walls) await owner.query(wall_sql(table, wall))
    for (const text of [...grants, ...triggers]) await owner.query(text)
  }
  for (const table of tables.keys()) await owner.query(`DROP TABLE hub.whole_${table} CASCADE`)
}
