import { chmodSync, chownSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../../../src/platform/database/index.ts'
import { cpu_of } from './phase.ts'
import { facility } from './site.ts'

/** What an import writes: the rows, by which they are found, and who wrote them. */
const tables = [
  { from: `record."resource_${facility}"`, name: 'resource' },
  { from: `record."measure_${facility}"`, name: 'measure' },
  { from: 'audit.event', name: 'event' },
]

const open = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

/** A directory that PostgreSQL may write into: its user is the owner of its data. */
const postgres_dir = async (client: pg.Client, dir: string): Promise<string> => {
  const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory')
  const { uid, gid } = statSync(rows[0]?.data_directory ?? '')
  chmodSync(dir, 0o711)
  const own = join(dir, 'rows')
  mkdirSync(own, { mode: 0o755 })
  chownSync(own, uid, gid)
  return own
}

/**
 * The rows of the facility as they are, copied by PostgreSQL itself from its own files into an empty store with the same
 * indexes: what no program in front of it can be faster than.
 */
export const copy_limit = async (
  url: string,
  dir: string,
  postgres_pids: () => number[],
): Promise<{ resources: number; seconds: number; cpu_ms: number }> => {
  const filled = await open(url)
  const own = await postgres_dir(filled, dir)
  for (const { from, name } of tables)
    await filled.query(`COPY (SELECT * FROM ${from}) TO '${join(own, name)}' (FORMAT binary)`)
  const { rows } = await filled.query<{ count: string }>(`SELECT count(*) FROM ${tables[0]?.from ?? ''}`)
  await filled.query('CREATE DATABASE copy_limit')
  await filled.query('CHECKPOINT')
  await filled.end()
  const empty_url = new URL(url)
  empty_url.pathname = '/copy_limit'
  await migrate(empty_url.href)
  const empty = await open(empty_url.href)
  await empty.query('SELECT record.open_facility($1)', [facility])
  const before_ms = cpu_of(postgres_pids())
  const start = performance.now()
  for (const { from, name } of tables) await empty.query(`COPY ${from} FROM '${join(own, name)}' (FORMAT binary)`)
  const seconds = (performance.now() - start) / 1_000
  const cpu_ms = cpu_of(postgres_pids()) - before_ms
  await empty.end()
  return { resources: Number(rows[0]?.count), seconds, cpu_ms }
}
