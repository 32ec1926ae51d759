import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { test_database } from '../../src/platform/database/test-database.ts'

/**
 * What Citus asks of tables that are distributed by facility (docs/operations/scaling.md): the facility in every primary
 * key and unique index, no foreign key to a table that lies elsewhere. A new table must be said here to be of one kind
 * or the other.
 */
const { url } = await test_database()
const owner = new pg.Client({ connectionString: url })
await owner.connect()
after(() => owner.end())

/** Distributed by their column `facility`, all together. */
const distributed_schemas = [
  'record',
  'audit',
  'chart',
  'bulk',
  'exchange',
  'prescribing',
  'eprescription',
  'health_book',
  'imaging',
  'deployment',
  'it_level',
  'oversight_report',
  'counters',
  'privacy',
  'downtime',
]
const distributed_tables = ['signing.document', 'signing.kept_version']

/** The same on every node, or on one node only; each with the reason why it does not go by facility. */
const elsewhere = new Map([
  ['public', 'schema_migration: of the installation'],
  ['terminology', 'catalogues are the same for every facility, read everywhere: reference tables'],
  ['drug', 'catalogues, also those of one facility (some thousand rows behind a wall of their own): reference tables'],
  ['access', 'asked before a facility is known (who is it that signs in?): reference tables, some hundreds of rows'],
  ['smart', 'authorisation of apps: asked by a secret before a facility is known; short-lived: reference tables'],
  [
    'operations',
    'copies, drills and faults of the installation, copied as a whole: reference tables, some thousand rows',
  ],
  ['signing.authority', 'of the installation: reference table'],
  ['signing.certificate', 'of a person, by the number that stands in a signature: reference table'],
  ['signing.revocation_list', 'of authorities, the same for every facility: reference table'],
  ['signing.revoked_certificate', 'of authorities, read whole into each process: reference table'],
  ['signing.revocation_source', 'of the installation: reference table'],
])

/** Of a hub, which serves all facilities: distributed by what each is asked by, a person's papers by the person. */
const hub_keys: Record<string, string> = {
  ...{ submission: 'person', content: 'person', person: 'id', person_version: 'person', person_held: 'person' },
  ...{ person_merge: 'source', person_identifier: 'value', person_key: 'key' },
  ...{ delivery: 'recipient', disclosure: 'recipient', identity: 'sender', refusal: 'sender' },
  reliance: 'sender',
  certification: 'facility',
  ...{ programme_week: 'programme', facility_state: 'code', exchange_day: 'day' },
  ...{ counter_line: 'facility', counter_report: 'facility', counter_refusal: 'facility', day_count: 'facility' },
  ...{ day_refusal: 'facility', board_delivery: 'recipient', outside_total: 'facility' },
}
/** Some hundreds of rows, asked with every sending: reference tables. */
const hub_references = new Set([
  'facility',
  'application',
  'seal',
  'trusted_root',
  'practitioner',
  'endpoint',
  'patience',
  'matrix_rule',
  'encryption_key',
  'client_certificate',
  'programme',
  'programme_past',
  'area',
  'board_rule',
  'board_rule_past',
  'reminder_rule',
  'board_walk',
  'board_hole',
])

type Table = { schema: string; name: string }
const is_distributed = ({ schema, name }: Table): boolean =>
  distributed_schemas.includes(schema) || distributed_tables.includes(`${schema}.${name}`)

const ask = async <Row>(text: string): Promise<Row[]> => (await owner.query(text)).rows as Row[]

/** A part is judged with the table it is a part of. */
const own_tables = `pg_class AS t JOIN pg_namespace AS n ON n.oid = t.relnamespace AND n.nspname <> 'information_schema'
  AND n.nspname NOT LIKE 'pg\\_%' WHERE t.relkind IN ('r', 'p') AND NOT t.relispartition`

test('every table is said to be distributed by facility, or to lie elsewhere with a reason', async () => {
  const tables = await ask<Table>(`SELECT n.nspname AS schema, t.relname AS name FROM ${own_tables}`)
  assert.ok(tables.length > 20, `looked at ${tables.length} tables only`)
  const unknown = tables.filter(
    (table) =>
      !is_distributed(table) &&
      !elsewhere.has(table.schema) &&
      !elsewhere.has(`${table.schema}.${table.name}`) &&
      !(table.schema === 'hub' && (table.name in hub_keys || hub_references.has(table.name))),
  )
  assert.deepEqual(unknown, [])
})

test('distributed tables: the facility is there, never empty, and leads every primary key and unique index', async () => {
  const tables = await ask<Table & { always: boolean }>(
    `SELECT n.nspname AS schema, t.relname AS name, EXISTS (SELECT FROM pg_attribute AS a
       WHERE a.attrelid = t.oid AND a.attname = 'facility' AND a.attnotnull AND a.atttypid = 'text'::regtype) AS always
     FROM ${own_tables}`,
  )
  const without = tables.filter((table) => is_distributed(table) && !table.always)
  assert.deepEqual(without, [], 'text NOT NULL, the same type everywhere: only so are they placed together')
  const unique = await ask<Table & { index: string; leads: boolean }>(
    `SELECT n.nspname AS schema, t.relname AS name, x.indexrelid::regclass::text AS index,
       (SELECT attname FROM pg_attribute WHERE attrelid = t.oid AND attnum = x.indkey[0]) = 'facility' AS leads
     FROM pg_index AS x JOIN (SELECT t.oid, t.relname, t.relnamespace FROM ${own_tables}) AS t ON t.oid = x.indrelid
     JOIN pg_namespace AS n ON n.oid = t.relnamespace WHERE x.indisunique`,
  )
  assert.deepEqual(
    unique.filter((one) => is_distributed(one) && !one.leads),
    [],
  )
})

test('a hub’s tables: what each is asked by leads every primary key and unique index', async () => {
  const leading = await ask<{ name: string; leads: string }>(
    `SELECT t.relname AS name, a.attname AS leads FROM pg_index AS x JOIN pg_class AS t ON t.oid = x.indrelid
     JOIN pg_namespace AS n ON n.oid = t.relnamespace AND n.nspname = 'hub'
     JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = x.indkey[0] WHERE x.indisunique`,
  )
  assert.ok(leading.length >= Object.keys(hub_keys).length)
  assert.deepEqual(
    leading.filter(({ name, leads }) => name in hub_keys && hub_keys[name] !== leads),
    [],
  )
})

test('no foreign key leads into a distributed table or out of one', async () => {
  const keys = await ask<{ from_schema: string; from_name: string; to_schema: string; to_name: string }>(
    `SELECT fn.nspname AS from_schema, f.relname AS from_name, tn.nspname AS to_schema, t.relname AS to_name
     FROM pg_constraint AS c JOIN pg_class AS f ON f.oid = c.conrelid JOIN pg_namespace AS fn ON fn.oid = f.relnamespace
     JOIN pg_class AS t ON t.oid = c.confrelid JOIN pg_namespace AS tn ON tn.oid = t.relnamespace WHERE c.contype = 'f'`,
  )
  assert.ok(keys.length > 0)
  assert.deepEqual(
    keys.filter(
      (key) =>
        key.from_schema === 'hub' ||
        is_distributed({ schema: key.from_schema, name: key.from_name }) ||
        is_distributed({ schema: key.to_schema, name: key.to_name }),
    ),
    [],
  )
})

test('a facility has parts of its own in the three large tables, bounded by its code', async () => {
  await owner.query("SELECT record.open_facility('24012'), record.open_facility('01929')")
  const parts = await ask<{ part: string; bound: string }>(
    `SELECT c.relname AS part, pg_get_expr(c.relpartbound, c.oid) AS bound FROM pg_class AS c
     JOIN pg_inherits AS i ON i.inhrelid = c.oid WHERE c.relkind = 'r' AND c.relispartition ORDER BY 1`,
  )
  assert.deepEqual(
    parts.map(({ part, bound }) => `${part} ${bound}`),
    ['measure', 'resource', 'version'].flatMap((table) =>
      ['01929', '24012'].map((code) => `${table}_${code} FOR VALUES IN ('${code}')`),
    ),
  )
})
