import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { put_client, put_facility } from '../../../src/platform/access/index.ts'
import { attach_embedded, free_port, open_database } from '../../../src/platform/database/index.ts'
import { post_form } from './wire.ts'
import { family_of, is_running, kill_now, type Process } from './processes.ts'
import { chosen, is_postgres, type Victim } from './victims.ts'

export const facility = '24012'
const client = { client_id: 'crash', secret: 'crash-secret' }

export type CrashSite = {
  base: string
  /** Address of the database as its owner, of the PostgreSQL that runs now. */
  url(): Promise<string>
  /** @returns ms from the start to READY, and what failed starts said before one succeeded */
  start(workers: number): Promise<{ ready_ms: number; failed: string[] }>
  /** A start that is meant to be cut off: its end, good or bad, is no matter. */
  start_or_die(workers: number): Promise<void>
  /** How many processes serve. */
  workers(): number
  kill(victim: Victim): void
  /** Until there are as many programs as before a kill. @returns false when the installation ended instead */
  wait_replaced(): Promise<boolean>
  /** Until nothing of the killed installation runs, except a PostgreSQL that nobody killed. @returns ms */
  wait_gone(): Promise<number>
  token(): Promise<string>
  stop(): Promise<void>
}

const main = join(import.meta.dirname, '../../../src/apps/demo/main.ts')
const ready_max_ms = 300_000 // a machine may be shared by many
const gone_max_ms = 30_000

/** Waits for the READY line. @returns undefined, or what the launcher said before it ended */
const until_ready = async (child: ChildProcess, log: string): Promise<string | undefined> => {
  let said = ''
  child.stderr?.on('data', (data) => {
    said += String(data)
    appendFileSync(log, String(data))
  })
  const ready = new Promise<undefined>((resolve) => {
    child.stdout?.on('data', (data) => {
      appendFileSync(log, String(data))
      if (/READY/.test(String(data))) resolve(undefined)
    })
  })
  const ended = once(child, 'exit').then(() => `ended: ${said.trim().slice(-300)}`)
  const late = sleep(ready_max_ms, `not ready after ${ready_max_ms} ms: ${said}`, { ref: false })
  return Promise.race([ready, ended, late])
}

/** A PostgreSQL on this directory whose launcher is gone. */
const postgres_of = (data_dir: string): Process[] => {
  const dir = join(data_dir, 'postgres')
  const file = join(dir, 'postmaster.pid')
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0
  const is_ours = pid > 0 && is_running(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dir)
  return is_ours ? family_of(pid) : []
}

/** A whole installation as `npm start` makes it: launcher, facility server, embedded PostgreSQL; one facility, one client. */
export const make_site = async (data_dir: string): Promise<CrashSite> => {
  const port = await free_port()
  const base = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  /** Everybody of the present installation who was seen last, for the wait after a kill. */
  let seen: Process[] = []
  let is_filled = false
  let serving = 0

  const url = async (): Promise<string> => (await attach_embedded(data_dir)).url('facility_a')

  const fill = async (): Promise<void> => {
    const database = open_database(await url(), { connections_max: 1 })
    await database.in_site((sql) =>
      put_facility(sql, { code: facility, name: 'Bệnh viện thử', authority: 'Sở Y tế', kind: 'hospital' }),
    )
    await put_client(
      database,
      { client_id: client.client_id, facility, name: 'Máy thử', scope: 'system/*.*' },
      client.secret,
    )
    await database.close()
    is_filled = true
  }

  const launch = async (workers: number): Promise<string | undefined> => {
    serving = workers
    child = spawn(process.execPath, [main], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...{ DEMO: '0', PORT: String(port), DATA_DIR: data_dir, LOG_LEVEL: 'error', WORKERS: String(workers) },
        // The receiver of notifications; and compiled programs are kept: of the run of tests, or for some hundred starts.
        ...{
          SUBSCRIPTION_HOSTS: '127.0.0.1',
          NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(data_dir, 'compiled'),
        },
      },
    })
    return until_ready(child, join(data_dir, 'launcher.log'))
  }

  return {
    base,
    url,
    async start(workers) {
      const failed: string[] = []
      const begun = performance.now()
      for (let problem = await launch(workers); problem !== undefined; problem = await launch(workers)) {
        failed.push(problem)
        kill_now(child?.pid === undefined ? [] : family_of(child.pid)) // one that is late
        if (failed.length >= 10) throw new Error(`does not start: ${failed.join('\n')}`)
        await sleep(200)
      }
      const ready_ms = performance.now() - begun
      if (!is_filled) await fill()
      return { ready_ms, failed }
    },
    async start_or_die(workers) {
      await launch(workers)
    },
    workers: () => serving,
    kill(victim) {
      seen = child?.pid === undefined ? [] : family_of(child.pid)
      kill_now(chosen(victim, seen))
    },
    async wait_replaced() {
      const programs = (family: Process[]): number => family.filter((one) => !is_postgres(one)).length
      for (const end_ms = performance.now() + gone_max_ms; performance.now() < end_ms; await sleep(20)) {
        if (child?.pid === undefined || !is_running(child.pid)) return false
        if (programs(family_of(child.pid)) >= programs(seen)) return true
      }
      throw new Error('nothing came in the place of the killed worker')
    },
    async wait_gone() {
      const begun = performance.now()
      const left = (): Process[] => seen.filter((one) => !is_postgres(one) && is_running(one.pid))
      while (left().length > 0) {
        if (performance.now() - begun > gone_max_ms)
          throw new Error(`still running after the kill: ${JSON.stringify(left())}`)
        await sleep(20)
      }
      return performance.now() - begun
    },
    async token() {
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: client.client_id,
        client_secret: client.secret,
      })
      const { status, text } = await post_form(`${base}/oauth/token`, body.toString())
      if (status !== 200) throw new Error(`no token: ${status} ${text}`)
      return (JSON.parse(text) as { access_token: string }).access_token
    },
    async stop() {
      if (child && child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit')
        child.kill('SIGTERM')
        await Promise.race([gone, sleep(gone_max_ms, undefined, { ref: false })])
      }
      // Whatever a failed run left behind.
      kill_now([...seen, ...postgres_of(data_dir)].filter(({ pid }) => is_running(pid)))
    },
  }
}
