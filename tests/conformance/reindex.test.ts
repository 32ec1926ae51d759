import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { start_facility_server } from '../../src/apps/server/listen.ts'
import { put_facility } from '../../src/platform/access/index.ts'
import { create_audit_log } from '../../src/platform/audit/index.ts'
import { test_database } from '../../src/platform/database/test-database.ts'
import { create_store } from '../../src/platform/records/index.ts'
import { free_port } from '../free-port.ts'

// After an upgrade that changed the index rules: nothing is served that would miss rows, and the server opens by itself.
const { database, url } = await test_database()
const owner = new pg.Client({ connectionString: url })
await owner.connect()
after(() => owner.end())

const caller = {
  facility: '24012',
  actor: { id: 'setup', name: 'setup', role: 'system', kind: 'system' as const },
  ...{ purpose: 'HOPERAT', address: '', request_id: '' },
}
await database.in_site((sql) =>
  put_facility(sql, { code: '24012', name: 'Bệnh viện thử A', authority: 'Sở Y tế', kind: 'hospital' }),
)
const store = create_store(database, create_audit_log(database))
await store.unit(caller, async (unit) => {
  for (let i = 0; i < 500; i += 1) await unit.create({ resourceType: 'Patient', id: `p${i}`, name: [{ text: 'Lan' }] })
})

const start = async () => {
  const port = await free_port()
  const base = `http://127.0.0.1:${port}`
  const site = await start_facility_server({ database_url: url, base_url: base, port })
  return { base, site }
}

const found = async (): Promise<number> =>
  (await store.search(caller, 'Patient', new URLSearchParams({ name: 'lan', _total: 'accurate', _count: '0' })))
    .total ?? -1

test('closed with a sentence and Retry-After while rows are indexed anew; killed, it goes on; then open, and all is found', async () => {
  await owner.query("UPDATE record.resource SET indexed = 0, terms = '{}', words = NULL WHERE facility = '24012'")
  await owner.query("UPDATE record.index_state SET edition = 0, served = 0 WHERE facility = '24012'")
  assert.equal(await found(), 0)
  await owner.query('BEGIN')
  await owner.query("SELECT FROM record.index_state WHERE facility = '24012' FOR UPDATE")
  const first = await start()
  for (const path of ['/fhir/Patient?name=lan', '/fhir/Patient/p1', '/api/me']) {
    const answer = await fetch(first.base + path, { headers: { connection: 'close' } })
    assert.equal(answer.status, 503, path)
    assert.equal(answer.headers.get('retry-after'), '30')
    assert.match(await answer.text(), /đang lập lại chỉ mục tìm kiếm sau khi nâng cấp/)
  }
  assert.equal(
    (await fetch(`${first.base}/fhir/metadata`, { headers: { connection: 'close' } })).status,
    200,
    'whoever watches the server may ask',
  )
  await Promise.all([first.site.close(), pause(200).then(() => owner.query('COMMIT'))])
  const { rows } = await owner.query("SELECT FROM record.resource WHERE facility = '24012' AND indexed = 0")
  assert.ok(rows.length > 0, 'it was stopped before the end')
  const second = await start()
  after(() => second.site.close())
  let status = 503
  for (let tries = 0; status === 503 && tries < 200; tries += 1) {
    await pause(50)
    status = (await fetch(`${second.base}/fhir/Patient?name=lan`, { headers: { connection: 'close' } })).status
  }
  assert.equal(status, 401, 'open: now it asks who is there')
  assert.equal(await found(), 500)
})
