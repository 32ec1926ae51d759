import { fork, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { put_account, put_facility } from '../../../src/platform/access/index.ts'
import {
  free_port,
  migrate,
  open_database,
  start_embedded,
  type Database,
} from '../../../src/platform/database/index.ts'
import { ensure_facility_certificate } from '../../../src/platform/signing/index.ts'
import { family_of, kill_now } from '../../fhir/crash/processes.ts'

const hub_code = '24SYT'
export const operator = { username: 'truc', password: 'Truc-thu-2026!' }

/** hub: its processes; session: one of PostgreSQL's, so that it starts over by itself; database: all of it, with the hub. */
export type Victim = 'hub' | 'session' | 'database'

export type Hub = {
  base: string
  /** Kills now and starts again. @returns how long nobody answered */
  kill(victim: Victim): Promise<number>
  /** Opens the database as its owner, behind the walls. */
  ask<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  close(): Promise<void>
}

const prepare = async (url: string, fill: (database: Database) => Promise<void>): Promise<void> => {
  await migrate(url)
  const database = open_database(url)
  await database.in_site(async (sql) => {
    await put_facility(sql, { code: hub_code, name: 'Trục thử', authority: '', kind: 'station' })
    await ensure_facility_certificate(sql, { code: hub_code, name: 'Trục thử' })
    await put_account(sql, {
      ...{ id: 'hub-operator', facility: hub_code, name: 'Người trực trục', title: '', role: 'hub_operator' },
      ...{ practitioner: 'hub-operator', department: null, ...operator },
    })
  })
  await fill(database)
  await database.close()
}

type Postgres = Awaited<ReturnType<typeof start_embedded>>

/** Where it answers whether it lives: refused connections are what a killed hub gives. */
const wait_until_up = async (base: string): Promise<void> => {
  for (;;) {
    const answer = await fetch(`${base}/lien-thong/jwks.json`).catch(() => undefined)
    await answer?.arrayBuffer().catch(() => undefined)
    if (answer) return
    await sleep(50)
  }
}

/** A hub as `npm start` runs it, on a PostgreSQL of its own that stays. @param workers processes that serve */
export const start_hub = async (
  dir: string,
  workers: number,
  fill: (database: Database) => Promise<void>,
): Promise<Hub> => {
  const log = openSync(join(dir, 'hub.log'), 'a')
  const content_key = randomBytes(32).toString('base64')
  let postgres: Postgres = await start_embedded(dir)
  await postgres.create_database('hub')
  await prepare(postgres.url('hub'), fill)
  const port = await free_port()
  const base = `http://127.0.0.1:${port}`

  const start = async (): Promise<ChildProcess> => {
    const server = fork(join(import.meta.dirname, '../../../src/apps/demo/facility-process.ts'), {
      stdio: ['ignore', log, log, 'ipc'],
    })
    const hub = { code: hub_code, content_key }
    server.send({ database_url: postgres.url('hub'), base_url: base, port, demo_accounts: [], workers, hub })
    const [first] = (await Promise.race([once(server, 'message'), once(server, 'exit')])) as unknown[]
    if (first !== 'listening') throw new Error(`the hub did not start: see ${join(dir, 'hub.log')}`)
    return server
  }
  const postmaster = (): number => Number(readFileSync(join(dir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
  let server = await start()

  const kill_hub = async (): Promise<void> => {
    const gone = once(server, 'exit')
    kill_now(family_of(server.pid ?? 0))
    await gone
  }
  /** As the kernel does when memory ends: PostgreSQL throws all its sessions out and recovers. */
  const kill_session = (): void => {
    const sessions = family_of(postmaster()).slice(1)
    const one = sessions[Math.floor(Math.random() * sessions.length)]
    if (one) kill_now([one])
  }
  const stop_database_at_once = async (): Promise<void> => {
    const pid = postmaster()
    process.kill(pid, 'SIGQUIT')
    while (family_of(pid).length > 0) await sleep(20)
  }

  return {
    base,
    async kill(victim) {
      const began = performance.now()
      if (victim === 'session') kill_session()
      else {
        await kill_hub()
        if (victim === 'database') {
          await stop_database_at_once()
          postgres = await start_embedded(dir)
        }
        server = await start()
      }
      await wait_until_up(base)
      return performance.now() - began
    },
    async ask<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
      const client = new pg.Client({ connectionString: postgres.url('hub') })
      await client.connect()
      try {
        return (await client.query<Row>(text, values)).rows
      } finally {
        await client.end()
      }
    },
    async close() {
      const gone = once(server, 'exit')
      server.kill('SIGTERM')
      await Promise.race([gone, sleep(10_000)])
      kill_now(family_of(server.pid ?? 0))
      await postgres.stop()
    },
  }
}
