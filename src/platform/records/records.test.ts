import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { Failure } from '../../base/outcome/index.ts'
import { parse_exact, type Resource } from '../../standards/fhir/index.ts'
import { create_audit_log, seal_events, verify_chain, type Caller } from '../audit/index.ts'
import { test_database } from '../database/test-database.ts'
import { create_store, resource_of, run_transaction } from './index.ts'

const { database, url } = await test_database()
const store = create_store(database, create_audit_log(database))
const caller = (facility: string, name = 'BS. Lê Minh Tuấn'): Caller => ({
  facility,
  actor: { id: 'bs-tuan', name, role: 'doctor', kind: 'user' },
  purpose: 'TREAT',
  address: '127.0.0.1',
  request_id: 'test',
})
const a = caller('24012')
const b = caller('01929')
const refused = (status: number) => (error: unknown) => error instanceof Failure && error.status === status
const patient = (name: string, extra: Record<string, unknown> = {}): Resource => ({
  resourceType: 'Patient',
  name: [{ text: name, family: name.split(' ')[0], given: name.split(' ').slice(1) }],
  ...extra,
})

test('a resource comes back as it was sent, decimals with their zeros, under versions that never vanish', async () => {
  const sent = parse_exact(
    '{"resourceType":"Observation","status":"final","code":{"text":"K+"},"valueQuantity":{"value":6.10}}',
  ) as Resource
  const first = await store.unit(a, (unit) => unit.create(sent))
  assert.match(first.body, /"value":6\.10/)
  const changed = { ...(parse_exact(first.body) as Resource), status: 'amended' }
  const second = await store.unit(a, (unit) => unit.update(changed, { if_match: 1 }))
  assert.equal(second.version, 2)
  assert.match((await store.vread(a, 'Observation', first.id, 1)).body, /"final".*6\.10/)
  await store.unit(a, (unit) => unit.remove('Observation', first.id))
  await assert.rejects(store.read(a, 'Observation', first.id), refused(410))
  const versions = await store.history(a, 'Observation', first.id)
  assert.deepEqual(
    versions.map((stored) => [stored.version, stored.deleted]),
    [
      [3, true],
      [2, false],
      [1, false],
    ],
  )
})

test('two people save the same version: the second is told, and nothing is overwritten', async () => {
  const first = await store.unit(a, (unit) => unit.create(patient('Nguyễn Thị Hương')))
  const edit = (gender: string) =>
    store.unit(a, (unit) => unit.update({ ...resource_of(first), gender }, { if_match: 1 }))
  const results = await Promise.allSettled([edit('female'), edit('male')])
  assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
  assert.equal((await store.read(a, 'Patient', first.id)).version, 2)
})

test('another facility sees nothing, by guessed id, by search, nor by reference; the database refuses too', async () => {
  const own = await store.unit(a, (unit) => unit.create(patient('Trần Văn Bí Mật')))
  await assert.rejects(store.read(b, 'Patient', own.id), refused(404))
  assert.equal((await store.search(b, 'Patient', new URLSearchParams({ name: 'bi mat' }))).entries.length, 0)
  const stray = { resourceType: 'Condition', subject: { reference: `Patient/${own.id}` } }
  await assert.rejects(
    store.unit(b, (unit) => unit.create(stray)),
    refused(422),
  )
  const seen = await database.in_facility('01929', (sql) =>
    sql.query("SELECT 1 FROM record.resource WHERE facility = '24012'"),
  )
  assert.equal(seen.row_count, 0)
})

test("the server's role can neither delete nor rewrite the past", async () => {
  for (const statement of [
    'DELETE FROM record.resource',
    'DELETE FROM record.version',
    'UPDATE record.version SET body = body',
    "UPDATE audit.event SET actor = 'x'",
    'DELETE FROM audit.event',
    'TRUNCATE record.resource',
  ])
    await assert.rejects(
      database.in_facility('24012', (sql) => sql.query(statement)),
      /permission denied/,
      statement,
    )
  await assert.rejects(
    database.in_facility('24012', (sql) => sql.query("UPDATE record.resource SET body = 'x'")),
    /a version follows/,
  )
})

test('a transaction is all or nothing, with references among its own entries', async () => {
  const bundle = (second: Resource): Resource => ({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      { fullUrl: 'urn:uuid:2', request: { method: 'POST', url: 'Condition' }, resource: second },
      { fullUrl: 'urn:uuid:1', request: { method: 'POST', url: 'Patient' }, resource: patient('Lò Thị Giao Dịch') },
    ],
  })
  const options = { base: '', with_bodies: false, search_text: () => '' }
  const run = (second: Resource) => run_transaction(store, a, () => bundle(second), options)
  const good = await run({ resourceType: 'Condition', subject: { reference: 'urn:uuid:1' } })
  const condition = resource_of(await store.read(a, 'Condition', good[0]?.stored?.id ?? ''))
  assert.deepEqual(condition['subject'], { reference: `Patient/${good[1]?.stored?.id}` })
  await assert.rejects(run({ resourceType: 'Condition', subject: { reference: 'urn:uuid:9' } }))
  assert.equal((await store.search(a, 'Patient', new URLSearchParams({ name: 'giao dich' }))).entries.length, 1)
})

test('search: names without diacritics, tokens, dates; what is not understood is refused by name', async () => {
  const made = await store.unit(a, (unit) =>
    unit.create(patient('Nguyễn Văn Đạt', { birthDate: '1975-04-30', gender: 'male' })),
  )
  const ids = async (query: Record<string, string>) =>
    (await store.search(a, 'Patient', new URLSearchParams(query))).entries.map((entry) => entry.id)
  assert.deepEqual(await ids({ name: 'dat' }), [made.id])
  assert.deepEqual(await ids({ name: 'Đạt', birthdate: 'ge1975', gender: 'male' }), [made.id])
  assert.deepEqual(await ids({ name: 'dat', birthdate: 'lt1975' }), [])
  const refusals: Record<string, string>[] = [
    { nam: 'dat' },
    { 'name:below': 'dat' },
    { birthdate: '1975-13' },
    { _sort: 'nam' },
  ]
  assert.deepEqual(await ids({ 'name:exact': 'dat' }), [])
  for (const query of refusals) await assert.rejects(ids(query), refused(400))
  assert.deepEqual(await ids({ name: "o'\\:*" }), [], 'quotes and backslashes are letters, not syntax')
})

test('pages neither repeat nor hide a row while others write', async () => {
  const subject = await store.unit(a, (unit) => unit.create(patient('Phân Trang')))
  const observe = () =>
    store.unit(a, (unit) =>
      unit.create({
        resourceType: 'Observation',
        status: 'final',
        code: { text: 'x' },
        subject: { reference: `Patient/${subject.id}` },
      }),
    )
  for (let i = 0; i < 7; i += 1) await observe()
  const seen: string[] = []
  let query: URLSearchParams | undefined = new URLSearchParams({ patient: subject.id, _count: '3' })
  while (query) {
    const page = await store.search(a, 'Observation', query)
    seen.push(...page.entries.map((entry) => entry.id))
    // What is written in the very millisecond of the first page may still count as there.
    await sleep(2)
    await observe()
    query = page.next === undefined ? undefined : new URLSearchParams(page.next)
  }
  assert.equal(seen.length, 7)
  assert.equal(new Set(seen).size, 7)
})

test('every look leaves a line; a line changed behind the back of the server breaks the chain at its seal', async () => {
  const before = await store.unit(a, (unit) => unit.create(patient('Vũ Nhật Ký')))
  await store.read(a, 'Patient', before.id)
  const lines = await database.in_facility('24012', (sql) =>
    sql.query<{ interaction: string }>('SELECT interaction FROM audit.event WHERE patient = $1 ORDER BY id', [
      before.id,
    ]),
  )
  assert.deepEqual(
    lines.rows.map((row) => row.interaction),
    ['create', 'read'],
  )
  assert.ok((await seal_events(database, '24012', 0)) > 0)
  assert.equal((await verify_chain(database, '24012')).intact, true)
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  await owner.query("UPDATE audit.event SET actor_name = 'ai khác' WHERE patient = $1 AND interaction = 'read'", [
    before.id,
  ])
  await owner.end()
  assert.equal((await verify_chain(database, '24012')).intact, false)
})
