import { fork, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import pg from 'pg'
import { put_facility } from '../src/platform/access/index.ts'
import { create_audit_log } from '../src/platform/audit/index.ts'
import { before_dropping, test_database } from '../src/platform/database/test-database.ts'
import { create_store } from '../src/platform/records/index.ts'
import { ensure_facility_certificate } from '../src/platform/signing/index.ts'
import { make_link_key, post_submission, put_link } from '../src/network/exchange/index.ts'
import { member_client_id } from '../src/network/membership/index.ts'
import type { Submission } from '../src/standards/documents/index.ts'
import type { House } from '../src/standards/documents/test-letters.ts'
import { a, admit, b } from './exchange-world.ts'
import type { LabWish } from './network-lab.ts'

const hub_code = '24SYT'
const port = 8_080
const address_of = { hub: '10.77.0.1', a: '10.77.0.2', b: '10.77.0.3' } as const
export type Machine = keyof typeof address_of

/** Why no cables can be laid here; undefined: they can. */
export const why_no_lab = (): string | undefined => {
  const script = 'ip link add x type bridge && ip link add y type veth peer name z && command -v nsenter'
  const tried = spawnSync('unshare', ['-rnm', 'sh', '-c', script], { encoding: 'utf8' })
  if (tried.status === 0) return undefined
  return `network namespaces are not to be had here: ${tried.error?.message ?? tried.stderr.trim()}`
}

/** PostgreSQL by a socket in the file system, which is the same in every network. */
const open_socket_to = async (url: string): Promise<(database_url: string) => string> => {
  const dir = mkdtempSync(join(tmpdir(), 'benhan-net-'))
  chmodSync(dir, 0o711)
  const there = new URL(url)
  const socket = there.searchParams.get('host')
  const server = createServer((one) => {
    const other = socket
      ? connect(`${socket}/.s.PGSQL.${there.port}`)
      : connect({ host: there.hostname, port: Number(there.port) })
    one.on('error', () => other.destroy())
    other.on('error', () => one.destroy())
    one.pipe(other).pipe(one)
  })
  server.listen(join(dir, '.s.PGSQL.5432'))
  await once(server, 'listening')
  after(() => {
    server.close()
    rmSync(dir, { recursive: true, force: true })
  })
  return (database_url) => {
    const near = new URL(database_url)
    near.port = '5432'
    near.searchParams.set('host', dir)
    return near.href
  }
}

type Lab = (wish: LabWish) => Promise<string>

const open_lab = async (): Promise<Lab> => {
  const child = fork(join(import.meta.dirname, 'network-lab.ts'), {
    ...{ execPath: 'unshare', execArgv: ['-rnm', process.execPath] },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  const asked = new Map<number, { done(said: string): void; failed(error: Error): void }>()
  child.on('message', ({ id, said, fault }: { id: number; said: string; fault?: string }) => {
    const one = asked.get(id)
    asked.delete(id)
    if (fault === undefined) one?.done(said)
    else one?.failed(new Error(fault))
  })
  before_dropping(async () => {
    const gone = once(child, 'exit')
    child.disconnect()
    await gone
  })
  let last = 0
  return (wish) =>
    new Promise((done, failed) => {
      last += 1
      asked.set(last, { done, failed })
      child.send({ id: last, ...wish })
    })
}

type Ask = <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>

export type NetworkWorld = {
  /** Behind the walls, of each machine's database. */
  ask: Record<Machine, Ask>
  /** A connection of its own, for holding a lock. */
  owner(machine: Machine): Promise<pg.Client>
  post(from: 'a' | 'b', submission: Submission): Promise<string>
  /** The plug at the switch: the program sees a line that is dead, not an address that is gone. */
  pull_plug(machine: Machine): Promise<unknown>
  put_plug(machine: Machine): Promise<unknown>
  /** What one machine sends to another is lost on its way; the other way round all goes through. */
  lose_packets(from: Machine, to: Machine): Promise<unknown>
  bring_packets(from: Machine, to: Machine): Promise<unknown>
  run: (command: string[], at?: Machine) => Promise<string>
  kill(machine: Machine): Promise<unknown>
  start(machine: Machine): Promise<unknown>
  /** Whatever rests may go now, and whom a killed program was holding is let go. */
  pass_time(machine: 'a' | 'b'): Promise<void>
}

const prepare_house = async (house: House, hub_database_url: string, hub_url: string) => {
  const { database, url } = await test_database()
  await database.in_site((sql) => put_facility(sql, { ...house, authority: '', kind: 'hospital' }))
  const { private_jwk, public_jwk } = await make_link_key()
  await admit(hub_database_url, house, { ...public_jwk })
  const link = { facility: house.code, base_url: hub_url, client_id: member_client_id(house.code), secret: null }
  await database.in_facility(house.code, (sql) => put_link(sql, { ...link, private_jwk }))
  return { url, store: create_store(database, create_audit_log(database)) }
}

const ask_of = async (url: string): Promise<Ask> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  before_dropping(() => client.end())
  return async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
    (await client.query<Row>(text, values)).rows
}

/** A hub and two houses: three programs, three databases, three machines on one switch. */
export const start_network_world = async (): Promise<NetworkWorld> => {
  const hub = await test_database()
  await hub.database.in_site(async (sql) => {
    await put_facility(sql, { code: hub_code, name: 'Trục thử', authority: '', kind: 'station' })
    await ensure_facility_certificate(sql, { code: hub_code, name: 'Trục thử' })
  })
  const hub_url = `http://${address_of.hub}:${port}`
  const houses = { a: await prepare_house(a, hub.url, hub_url), b: await prepare_house(b, hub.url, hub_url) }
  const urls: Record<Machine, string> = { hub: hub.url, a: houses.a.url, b: houses.b.url }
  const ask: NetworkWorld['ask'] = { hub: await ask_of(urls.hub), a: await ask_of(urls.a), b: await ask_of(urls.b) }
  const near = await open_socket_to(hub.url)
  const lab = await open_lab()
  const content_key = { id: 'k1', key: randomBytes(32).toString('base64') }
  const wish_of = (machine: Machine): LabWish => {
    const base = { act: 'start', name: machine, address: address_of[machine] } as const
    const own = { url: near(urls[machine]), port }
    return machine === 'hub'
      ? {
          ...base,
          script: 'hub-process.ts',
          wish: { ...own, host: '0.0.0.0', base_url: hub_url, code: hub_code, content_key },
        }
      : { ...base, script: 'exchange-process.ts', wish: { ...own, skew_ms: 0 } }
  }
  await Promise.all((['hub', 'a', 'b'] as const).map((machine) => lab(wish_of(machine))))
  const run: NetworkWorld['run'] = (command, at) => lab({ act: 'run', command, ...(at ? { at } : {}) })
  const route = (act: 'add' | 'del', from: Machine, to: Machine) =>
    run(['ip', 'route', act, 'blackhole', `${address_of[to]}/32`], from)
  return {
    ...{ ask, run },
    async owner(machine) {
      const client = new pg.Client({ connectionString: urls[machine] })
      await client.connect()
      return client
    },
    post(from, submission) {
      const actor = { id: 'room', name: 'BS. Thử', role: 'doctor', kind: 'user' } as const
      const caller = { facility: { a, b }[from].code, actor, purpose: 'TREAT', address: '', request_id: '' }
      return houses[from].store.unit(caller, (unit) => post_submission(unit, { submission }))
    },
    pull_plug: (machine) => run(['ip', 'link', 'set', `to-${machine}`, 'down']),
    put_plug: (machine) => run(['ip', 'link', 'set', `to-${machine}`, 'up']),
    lose_packets: (from, to) => route('add', from, to),
    bring_packets: (from, to) => route('del', from, to),
    kill: (machine) => lab({ act: 'kill', name: machine }),
    start: (machine) => lab(wish_of(machine)),
    async pass_time(machine) {
      for (const one of ['hub_link SET away_until = NULL, next_poll_at', 'outgoing SET next_at', 'task SET next_at'])
        await ask[machine](`UPDATE exchange.${one} = now(), held_until = NULL`).catch((error: unknown) => {
          if (!(error instanceof pg.DatabaseError && error.code === '40P01')) throw error
        })
    },
  }
}
