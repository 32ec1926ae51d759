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
/** For files that share a process (tests/together.ts): each leaves as little behind as if it had had one of its own. */
export const undo_all = async (): Promise<void> => {
  for (const step of undo.splice(0).reverse()) await step()
}
after(undo_all)

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

/** What many test files begin with, done once for all of them. */
export type Beginning = { name: string; fill(url: string): Promise<void> }

const exists = async (admin: pg.Client, name: string): Promise<boolean> =>
  (await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])).rowCount !== 0

/** Templates are made once per state of db/migrations, the filled ones from the bare one; concurrent test files wait for each other. */
const prepare_template = async (admin: pg.Client, server_url: string, beginning?: Beginning): Promise<string> => {
  const state = list_migrations().map((migration) => migration.digest)
  const bare = `template_${createHash('sha256').update(state.join()).digest('hex').slice(0, 16)}`
  const name = beginning ? `${bare}_${beginning.name}` : bare
  await admin.query('SELECT pg_advisory_lock(20261122)')
  if (!(await exists(admin, bare))) {
    await admin.query(`CREATE DATABASE ${bare}`)
    await migrate(in_database(server_url, bare))
  }
  if (beginning && !(await exists(admin, name))) {
    // Under another name until it is whole: a file that fails in the middle leaves nothing that looks ready.
    const making = `making_${randomBytes(6).toString('hex')}`
    await admin.query(`CREATE DATABASE ${making} TEMPLATE ${bare}`)
    await beginning.fill(in_database(server_url, making))
    await admin.query(`ALTER DATABASE ${making} RENAME TO ${name}`)
  }
  await admin.query('SELECT pg_advisory_unlock(20261122)')
  return name
}

/** A database of its own for one test file, cloned from a template; dropped when the file's tests are done. */
export const test_database = async (beginning?: Beginning): Promise<TestDatabase> => {
  const server_url = await find_server()
  const admin = new pg.Client({ connectionString: server_url })
  await admin.connect()
  const template = await prepare_template(admin, server_url, beginning)
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
