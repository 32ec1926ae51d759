/** OPS-03, docs/operations/scaling.md “Two servers behind a balancer”: one is killed under load, the other goes on. */
import assert from 'node:assert/strict'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, test } from 'node:test'
import { chance_of } from '../../bench/fhir/chance.ts'
import { check } from '../../bench/fhir/crash/check.ts'
import { observation_of, type Deed } from '../../bench/fhir/crash/deed.ts'
import { prepare, write_on, type Load, type Writer } from '../../bench/fhir/crash/load.ts'
import { family_of, kill_now } from '../../bench/fhir/crash/processes.ts'
import { open_wire, post_form } from '../../bench/fhir/crash/wire.ts'
import { put_client, put_facility } from '../../src/platform/access/index.ts'
import { migrate, open_database } from '../../src/platform/database/index.ts'
import { start_balancer } from '../balancer.ts'
import { free_port } from '../free-port.ts'
import { in_database, make_primary, until } from './standby.ts'

const facility = '24012'
const data_dir = mkdtempSync(join(tmpdir(), 'benhan-hai-may-'))
chmodSync(data_dir, 0o711)
const postgres = await make_primary(data_dir)
await in_database(postgres.url('postgres'), (client) => client.query('CREATE DATABASE hospital'))
const url = postgres.url('hospital')
await migrate(url)
const database = open_database(url, { connections_max: 1 })
await database.in_site((sql) =>
  put_facility(sql, { code: facility, name: 'Bệnh viện thử', authority: 'Sở Y tế', kind: 'hospital' }),
)
await put_client(database, { client_id: 'one', facility, name: 'Máy thử', scope: 'system/*.*' }, 'secret')
await database.close()

const servers: ChildProcess[] = []
const ports = [await free_port(), await free_port()]
const balancer = await start_balancer(ports)
/** The address that people type: both servers say it of themselves. */
const base = `http://127.0.0.1:${balancer.port}`

const start_server = async (which: number): Promise<void> => {
  const server = fork(join(import.meta.dirname, '../../src/apps/demo/facility-process.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, LOG_LEVEL: 'silent' },
  })
  servers[which] = server
  server.send({ database_url: url, base_url: base, port: ports[which], demo_accounts: [], workers: 1 })
  const [said] = (await Promise.race([once(server, 'message'), once(server, 'exit')])) as unknown[]
  assert.equal(said, 'listening')
}

after(async () => {
  balancer.close()
  for (const server of servers) server.kill('SIGKILL')
  await postgres.stop()
  rmSync(data_dir, { recursive: true, force: true })
})

await Promise.all([start_server(0), start_server(1)])
const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'one', client_secret: 'secret' })
const answer = await post_form(`${base}/oauth/token`, form.toString())
assert.equal(answer.status, 200, answer.text)
const token = (JSON.parse(answer.text) as { access_token: string }).access_token
const wire = open_wire(base, token)
after(() => wire.close())
const begun = new Date()
const writing = { is_over: false }
const deeds: Deed[] = []
const load: Load = { wire, deeds, shared: [], is_over: () => writing.is_over }
const writers = Array.from({ length: 6 }, (_, i): Writer => ({
  ...{ name: `w${i}`, chance: chance_of(i), patient: '', own: [], made: 0 },
}))
await prepare(load, writers)

const acknowledged = (): number => deeds.filter(({ outcome }) => outcome === 'acknowledged').length
/** Whose line broke comes again, as a browser does; what it held may or may not have changed, so it holds nothing. */
const write_again = async (writer: Writer): Promise<void> => {
  while (!writing.is_over) {
    await write_on(load, writer)
    writer.own = []
    if (!writing.is_over) await sleep(20)
  }
}
const own_wire = (which: number) => open_wire(`http://127.0.0.1:${ports[which]}`, token)

test('a token and a fact of one server are known to the other at once', async () => {
  const [one, two] = [own_wire(0), own_wire(1)]
  const made = await one.ask('POST', '/Observation', observation_of(writers[0]?.patient ?? '', 'both', 60))
  assert.equal(made.status, 201, made.text)
  const id = /([^/]+)\/_history/.exec(made.location)?.[1]
  assert.equal((await two.ask('GET', `/Observation/${id}`)).status, 200)
  one.close()
  two.close()
})

test('kill -9 of either server under load: the other goes on, and no acknowledged write is lost', async (t) => {
  const running = Promise.all(writers.map(write_again))
  const out_ms: number[] = []
  for (const which of [0, 1]) {
    const before = acknowledged()
    await until('there is load', () => Promise.resolve(acknowledged() > before + 60))
    const pid = servers[which]?.pid
    assert.ok(pid !== undefined)
    kill_now(family_of(pid))
    const killed_ms = performance.now()
    const then = acknowledged()
    // More than were in hand anywhere: somebody asked after the kill and was answered.
    await until('the other takes writes', () => Promise.resolve(acknowledged() > then + writers.length))
    out_ms.push(Math.round(performance.now() - killed_ms))
    await until('the other goes on', () => Promise.resolve(acknowledged() > then + 60))
    await start_server(which)
  }
  writing.is_over = true
  await running
  const verdict = await check(url, deeds, begun)
  assert.deepEqual(
    verdict.faults.filter((fault) => !/nobody wrote/.test(fault)),
    [],
  )
  assert.ok(verdict.unknown > 0, 'something was in hand when a server died')
  t.diagnostic(
    `${verdict.acknowledged} requests acknowledged, ${verdict.unknown} in hand when a server died (${verdict.unknown_done} of them done); ` +
      `the other had answered ${writers.length + 1} more after ${out_ms.join(' and ')} ms`,
  )
})

test('both gone: nobody is told that something was done; one back is enough', async () => {
  for (const server of servers) if (server.pid !== undefined) kill_now(family_of(server.pid))
  const write = (mark: string) => wire.ask('POST', '/Observation', observation_of(writers[0]?.patient ?? '', mark, 60))
  await assert.rejects(write('nobody'))
  await start_server(1)
  assert.equal((await write('back')).status, 201)
})
