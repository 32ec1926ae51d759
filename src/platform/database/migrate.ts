import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { client_class } from './leader.ts'

export type Migration = { name: string; text: string; digest: string }

export const migrations_dir = join(import.meta.dirname, '../../../db/migrations')

/** All numbered files of db/migrations, in order. */
export const list_migrations = (dir = migrations_dir): Migration[] =>
  readdirSync(dir)
    .filter((name) => /^\d{4}_[a-z0-9_-]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(dir, name), 'utf8')
      return { name, text, digest: createHash('sha256').update(text).digest('hex') }
    })

/**
 * Brings a database up to date. Each file runs once, in a transaction of its own; a landed file that was edited
 * afterwards is refused, because two sites would then have two schemas under one name.
 * @returns the names of the files that ran now
 */
export const migrate = async (url: string, dir = migrations_dir): Promise<string[]> => {
  const client = new (client_class(url))({ connectionString: url })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock(20261121)')
    await client.query(`CREATE TABLE IF NOT EXISTS public.schema_migration (
      name text PRIMARY KEY, digest text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`)
    const done = new Map<string, string>()
    const landed = await client.query<{ name: string; digest: string }>(
      'SELECT name, digest FROM public.schema_migration',
    )
    for (const row of landed.rows) done.set(row.name, row.digest)
    const applied: string[] = []
    for (const migration of list_migrations(dir)) {
      const known = done.get(migration.name)
      if (known === migration.digest) continue
      if (known !== undefined) throw new Error(`Migration ${migration.name} was edited after it had been applied`)
      await apply(client, migration)
      applied.push(migration.name)
    }
    return applied
  } finally {
    await client.end()
  }
}

const apply = async (client: pg.Client, migration: Migration): Promise<void> => {
  await client.query('BEGIN')
  try {
    await client.query(migration.text)
    await client.query('INSERT INTO public.schema_migration (name, digest) VALUES ($1, $2)', [
      migration.name,
      migration.digest,
    ])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw new Error(`Migration ${migration.name} failed: ${String(error)}`, { cause: error })
  }
}
