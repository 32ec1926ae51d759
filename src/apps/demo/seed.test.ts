/** The demonstration's own story: filled once, finished after a broken start, and gone on with on a later day. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { put_facility } from '../../platform/access/index.ts'
import { create_audit_log } from '../../platform/audit/index.ts'
import { test_database } from '../../platform/database/test-database.ts'
import { create_store, type Store } from '../../platform/records/index.ts'
import { evict } from '../../standards/print/index.ts'
import { demo_facilities, find_demo_facility } from '../../../demo/index.ts'
import { carry_on } from './carry-on.ts'
import { fill_facility } from './fill-facility.ts'
import { load_secrets, type DemoSecrets } from './secrets.ts'
import { put_access, seed_installation } from './seed.ts'

const { database, url } = await test_database()
const store = create_store(database, create_audit_log(database))
after(evict)

const day = '2026-11-21'
const next_day = '2026-11-22'
/** A hospital in small: fewer people, the same ways. */
const small = { ...find_demo_facility('01929'), patients: 24 }

const count = async (code: string, table: string, where = 'true'): Promise<number> =>
  database.in_facility(code, async (sql) => {
    const { rows } = await sql.query<{ n: number }>(
      `SELECT count(*) AS n FROM ${table} WHERE facility = $1 AND ${where}`,
      [code],
    )
    return rows[0]?.n ?? -1
  })
const state = async (code: string) => ({
  resources: await count(code, 'record.resource'),
  versions: await count(code, 'record.version'),
  documents: await count(code, 'signing.document'),
})

test('units of the province come with organisation and accounts; a second start changes nothing', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'benhan-seed-'))
  after(() => rmSync(dir, { recursive: true, force: true }))
  const codes = demo_facilities.map(({ code }) => code).filter((code) => code.startsWith('243') || code === '24160')
  const secrets: DemoSecrets = load_secrets(dir, codes, ['24160'])
  assert.deepEqual(load_secrets(dir, codes, ['24160']), secrets, 'passwords are kept')
  assert.deepEqual((await seed_installation(url, codes, secrets, day)).toSorted(), codes.toSorted())
  const before = await state('24160')
  assert.ok(before.resources > 1_000)
  assert.ok((await state('24309')).resources >= 15)
  assert.deepEqual(await seed_installation(url, codes, secrets, day), [])
  assert.deepEqual(await state('24160'), before)
  const { rows } = await database.in_site((sql) =>
    sql.query<{ n: number }>("SELECT count(DISTINCT facility) AS n FROM access.account WHERE role = 'it_admin'"),
  )
  assert.equal(rows[0]?.n, codes.length)
})

/** A store that loses its power after some transactions. */
const breaking_after = (transactions: number): Store => {
  let left = transactions
  return {
    ...store,
    unit: (caller, work) => {
      left -= 1
      return left < 0 ? Promise.reject(new Error('kéo phích điện')) : store.unit(caller, work)
    },
  }
}

const no_hub: DemoSecrets['hub'] = { content_key: '', client: { client_id: '', client_secret: '' }, members: {} }

test('a start that broke off is finished: nobody twice, nobody missing, every signature once', async () => {
  await database.in_site((sql) => put_facility(sql, small))
  await put_access(database, small, { passwords: {}, clients: {}, hub: no_hub })
  await assert.rejects(fill_facility(breaking_after(2), small, day), /kéo phích/)
  await assert.rejects(fill_facility(breaking_after(20), small, day), /kéo phích/)
  await fill_facility(store, small, day)
  assert.equal(await count(small.code, 'record.resource', "type = 'Patient'"), small.patients)
  const whole = await state(small.code)
  assert.ok(whole.documents > 0)
  await fill_facility(store, small, day)
  assert.deepEqual(await state(small.code), whole)
})

test('on the next day the ward goes on: rounds, morning entries, yesterday signed; closed stays are left alone', async () => {
  const before = await state(small.code)
  const unsigned = await count(small.code, 'record.resource', "type = 'QuestionnaireResponse'")
  await carry_on(store, small, { day, since: day, until: next_day })
  const now = await state(small.code)
  assert.ok(now.resources > before.resources + small.inpatients / 4, 'rounds were made')
  assert.ok((await count(small.code, 'record.resource', "type = 'QuestionnaireResponse'")) > unsigned)
  assert.ok(now.documents > before.documents, 'yesterday is signed')
  const future = `clinical_at > '${next_day}T06:30:00+07:00'`
  assert.equal(await count(small.code, 'record.resource', `type = 'Observation' AND ${future}`), 0)
  await carry_on(store, small, { day, since: next_day, until: next_day })
  assert.deepEqual((await state(small.code)).resources, now.resources, 'a day is told once')
})
