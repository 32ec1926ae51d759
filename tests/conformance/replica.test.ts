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
import { open_wire, post_form, type Wire } from '../../bench/fhir/crash/wire.ts'
import { put_client, put_facility } from '../../src/platform/access/index.ts'
import { migrate, open_database } from '../../src/platform/database/index.ts'
import { in_database, make_primary, make_standby, until } from './standby.ts'
import { free_port } from '../free-port.ts'

/** docs/operations/scaling.md, "Leader and replica", rehearsed: two PostgreSQL servers and the facility server. */
const data_dir = mkdtempSync(join(tmpdir(), 'benhan-replica-'))
chmodSync(data_dir, 0o711)
const facility = '24012'
const primary = await make_primary(data_dir)
await in_database(primary.url('postgres'), (client) => client.query('CREATE DATABASE hospital'))
await migrate(primary.url('hospital'))
const standby = await make_standby(primary, data_dir, 'standby_one')

const on_primary = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  in_database(primary.url('hospital'), async (client) => (await client.query(text, values)).rows as Row[])
const on_standby = <Row>(text: string): Promise<Row[]> =>
  in_database(standby.url('hospital'), async (client) => (await client.query(text)).rows as Row[])
const set_primary = async (name: string, value: string): Promise<void> => {
  await on_primary(`ALTER SYSTEM SET ${name} = '${value}'`)
  await on_primary('SELECT pg_reload_conf()')
}
const is_sync = async (): Promise<boolean> =>
  (await on_primary("SELECT FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = 'sync'")).length > 0

const port = await free_port()
const base = `http://127.0.0.1:${port}`
let server: ChildProcess | undefined
after(async () => {
  server?.kill('SIGKILL')
  await Promise.all([primary.stop(), standby.stop()])
  rmSync(data_dir, { recursive: true, force: true })
})

/** As with DATABASE_URL=…one,two… READ_DATABASE_URL=…two… npm start */
const start_server = async (): Promise<Wire> => {
  const database = open_database(primary.url('hospital'), { connections_max: 1 })
  await database.in_site((sql) =>
    put_facility(sql, { code: facility, name: 'Bệnh viện thử', authority: 'Sở Y tế', kind: 'hospital' }),
  )
  await put_client(database, { client_id: 'one', facility, name: 'Máy thử', scope: 'system/*.*' }, 'secret')
  await database.close()
  server = fork(join(import.meta.dirname, '../../src/apps/demo/facility-process.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, LOG_LEVEL: 'silent' },
  })
  server.send({
    database_url: primary.url('hospital').replace(primary.address, `${primary.address},${standby.address}`),
    read_database_url: standby.url('hospital'),
    ...{ base_url: base, port, demo_accounts: [], workers: 1 },
  })
  const [said] = (await Promise.race([once(server, 'message'), once(server, 'exit')])) as unknown[]
  assert.equal(said, 'listening')
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'one', client_secret: 'secret' })
  const answer = await post_form(`${base}/oauth/token`, form.toString())
  assert.equal(answer.status, 200, answer.text)
  return open_wire(base, (JSON.parse(answer.text) as { access_token: string }).access_token)
}

const wire = await start_server()
after(() => wire.close())
const deeds: Deed[] = []
const load: Load = { wire, deeds, shared: [], is_over: () => false }
const writers = Array.from({ length: 8 }, (_, i): Writer => ({
  name: `w${i}`,
  chance: chance_of(i),
  patient: '',
  own: [],
  made: 0,
}))
const begun = new Date()
await prepare(load, writers)
const patient = writers[0]?.patient ?? ''
const weight = (mark: string) => observation_of(patient, mark, 60)
/** What is asked of the standby's own part, by its own counters. */
const looks_of_standby = async (): Promise<number> => {
  const [row] = await on_standby<{ looks: number }>(
    "SELECT coalesce(sum(idx_scan), 0)::int AS looks FROM pg_stat_user_tables WHERE relname = 'resource_24012'",
  )
  return row?.looks ?? 0
}

test('in synchronous mode questions go to the replica, and nobody is shown a state from before his own write', async () => {
  await set_primary('synchronous_standby_names', 'standby_one')
  await until('the standby is synchronous', is_sync)
  const looked = await looks_of_standby()
  for (let i = 0; i < 40; i += 1) {
    const made = await wire.ask('POST', '/Observation', {
      ...weight(`own-${i}`),
      identifier: [{ system: 'urn:own', value: `${i}` }],
    })
    assert.equal(made.status, 201, made.text)
    const found = await wire.ask('GET', `/Observation?identifier=urn:own|${i}`)
    assert.match(found.text, new RegExp(`"value":"${i}"`), 'found at once')
  }
  await until('the standby has counted', async () => (await looks_of_standby()) > looked)
})

test('a replica that lags is not asked: what it does not know yet, the primary says', async () => {
  await on_standby('SELECT pg_wal_replay_pause()')
  const made = await wire.ask('POST', '/Observation', {
    ...weight('late'),
    identifier: [{ system: 'urn:own', value: 'late' }],
  })
  assert.equal(made.status, 201, 'it is on the disk of the standby: that it is shown there later does not matter')
  const found = await wire.ask('GET', '/Observation?identifier=urn:own|late')
  assert.match(found.text, /"value":"late"/)
  await on_standby('SELECT pg_wal_replay_resume()')
})

const waiting_sql = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND query ~ 'record.resource'"

test('the standby is away: a write waits and is seen waiting; one that is told to wait no longer is not called done', async () => {
  standby.kill()
  await until('the standby is gone', async () => !(await is_sync()))
  const write = (mark: string) => wire.ask('POST', '/Observation', weight(mark))
  const cancelled = write('cancelled')
  await until('it waits', async () => (await on_primary(waiting_sql)).length > 0)
  assert.equal(await Promise.race([cancelled.then(() => 'answered'), sleep(1_500, 'waits')]), 'waits')
  await on_primary(`SELECT pg_cancel_backend(pid) FROM (${waiting_sql}) AS waiting`)
  const answer = await cancelled
  assert.equal(answer.status, 503, answer.text.slice(0, 200))

  // No time limit of a statement ends the waiting as if it were done.
  const timed = in_database(primary.url('hospital'), async (client) => {
    await client.query("SET statement_timeout = '300ms'")
    await client.query('CREATE TABLE public.timed ()')
  })
  assert.equal(await Promise.race([timed.then(() => 'done'), sleep(1_500, 'waits')]), 'waits')

  // The first way out: the standby comes back.
  const waited = write('waited')
  assert.equal(await Promise.race([waited.then(() => 'answered'), sleep(500, 'waits')]), 'waits')
  await standby.start()
  assert.equal((await waited).status, 201)
  await timed
})

test('the second way out: to go on without the standby, said by a person', async () => {
  await until('the standby is synchronous', is_sync)
  standby.kill()
  await until('the standby is gone', async () => !(await is_sync()))
  const waiting = wire.ask('POST', '/Observation', weight('alone'))
  assert.equal(await Promise.race([waiting.then(() => 'answered'), sleep(500, 'waits')]), 'waits')
  await set_primary('synchronous_standby_names', '')
  assert.equal((await waiting).status, 201)
  const found = await wire.ask('GET', '/Observation?_count=1')
  assert.equal(found.status, 200, 'reads go on too')
  await standby.start()
  await set_primary('synchronous_standby_names', 'standby_one')
  await until('the standby is synchronous', is_sync)
})

test('the primary is killed with -9 under load and the standby promoted: the server finds it, and nothing acknowledged is lost', async (t) => {
  const before = deeds.length
  const running = Promise.all(writers.map((writer) => write_on(load, writer)))
  await until('there is load', () => Promise.resolve(deeds.length > before + 100))
  primary.kill()
  await running
  const died_ms = performance.now()
  await on_standby('SELECT pg_promote()')
  await until(
    'the server takes writes',
    async () => (await wire.ask('POST', '/Observation', weight(`after-${deeds.length}`))).status === 201,
  )
  const out_ms = Math.round(performance.now() - died_ms)

  const lost = await check(standby.url('hospital'), deeds, begun)
  assert.deepEqual(
    lost.faults.filter((fault) => !/nobody wrote/.test(fault)),
    [],
  )
  assert.ok(lost.acknowledged > 50, `${lost.acknowledged} acknowledged`)
  assert.equal((await wire.ask('GET', `/${patient}`)).status, 200)
  t.diagnostic(
    `${lost.acknowledged} requests acknowledged, ${lost.unknown} in flight (${lost.unknown_done} of them done); ` +
      `the server took writes again ${out_ms} ms after the promotion was asked for`,
  )
})

/** A connection that was ended is seen at its next statement: 503, and once more on a new one. */
const wire_after_break: Wire['ask'] = async (...asked) => {
  let answer = await wire.ask(...asked)
  for (let tries = 1; tries < 20 && answer.status === 503; tries += 1) {
    await sleep(100)
    answer = await wire.ask(...asked)
  }
  return answer
}

test('the old primary comes back by mistake: the server stays with the new one, and the old one acknowledges nothing', async () => {
  await primary.start()
  await on_standby(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
  )
  const made = await wire_after_break('POST', '/Observation', weight('after-return'))
  assert.equal(made.status, 201, made.text)
  const found = "SELECT FROM record.resource WHERE facility = '24012' AND body LIKE '%\"after-return\"%'"
  assert.equal((await on_standby(found)).length, 1)
  assert.equal((await on_primary(found)).length, 0)
  // Whoever still writes there waits for a standby that follows another now.
  const stray = on_primary('CREATE TABLE public.stray ()').then(
    () => 'done',
    () => 'refused',
  )
  assert.equal(await Promise.race([stray, sleep(1_500, 'waits')]), 'waits')
  primary.kill()
  assert.equal(await stray, 'refused')
})

test('a standby of the new primary is made as the first was, and the pair is synchronous again', async () => {
  const next = await make_standby(standby, data_dir, 'standby_two')
  try {
    await on_standby("ALTER SYSTEM SET synchronous_standby_names = 'standby_two'")
    await on_standby('SELECT pg_reload_conf()')
    const sync = "SELECT FROM pg_stat_replication WHERE application_name = 'standby_two' AND sync_state = 'sync'"
    await until('the new standby is synchronous', async () => (await on_standby(sync)).length === 1)
    const made = await wire.ask('POST', '/Observation', weight('again-two'))
    assert.equal(made.status, 201, made.text)
    next.kill()
    const waiting = wire.ask('POST', '/Observation', weight('again-one'))
    assert.equal(await Promise.race([waiting.then(() => 'answered'), sleep(500, 'waits')]), 'waits', 'it waits for it')
    await next.start()
    assert.equal((await waiting).status, 201)
  } finally {
    await next.stop()
  }
})
