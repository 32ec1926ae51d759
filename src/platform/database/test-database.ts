import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import pg from 'pg'
import { open_database, type Database } from './database.ts'
import { start_embedded } from './embedded.ts'
import { list_migrations, migrate } from './migrate.ts'

export type TestDatabase = {
  database: Database
  /** Address as the owner, for looking behind the walls. */ url: string
}

/** What must be undone when the file's tests are over, last thing first. */
const undo: (() => Promise<void>)[] = []
after(async () => {
  for (const step of undo.reverse()) await step()
})

/** To be done before the databases that were made so far are dropped: whoever works on one stops first. */
export const before_dropping = (step: () => Promise<void>): void => void undo.push(step)

let own_server: Promise<string> | undefined

const start_own_server = async (): Promise<string> => {
  const dir = mkdtempSync(join(tmpdir(), 'benhan-test-'))
  const server = await start_embedded(dir)
  undo.push(async () => {
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  })
  return server.url('postgres')
}

/** Address of the server's `postgres` database: the run's own (TEST_POSTGRES_URL) or one started for this file. */
const find_server = (): Promise<string> => {
  const given = process.env['TEST_POSTGRES_URL']
  if (given) return Promise.resolve(given)
  own_server ??= start_own_server()
  return own_server
}

const in_database = (server_url: string, name: string): string => {
  const url = new URL(server_url)
  url.pathname = `/${name}`
  return url.href
}

/** The migrated template is made once per state of db/migrations; concurrent test files wait for each other. */
const prepare_template = async (admin: pg.Client, server_url: string): Promise<string> => {
  const state = list_migrations().map((migration) => migration.digest)
  const name = `template_${createHash('sha256').update(state.join()).digest('hex').slice(0, 16)}`
  await admin.query('SELECT pg_advisory_lock(20261122)')
  const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
  if (found.rowCount === 0) {
    await admin.query(`CREATE DATABASE ${name}`)
    await migrate(in_database(server_url, name))
  }
  await admin.query('SELECT pg_advisory_unlock(20261122)')
  return name
}

/** A database of its own for one test file, cloned from the migrated template; dropped when the file's tests are done. */
export const test_database = async (): Promise<TestDatabase> => {
  const server_url = await find_server()
  const admin = new pg.Client({ connectionString: server_url })
  await admin.connect()
  const template = await prepare_template(admin, server_url)
  const name = `test_${randomBytes(6).toString('hex')}`
  await admin.query('SELECT pg_advisory_lock(20261123)')
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  await admin.end()
  const url = in_database(server_url, name)
  const database = open_database(url)
  undo.push(async () => {
    await database.close()
    const cleaner = new pg.Client({ connectionString: server_url })
    await cleaner.connect()
    await cleaner.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    await cleaner.end()
  })
  return { database, url }
}
