import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { create_audit_log, type Caller } from '../audit/index.ts'
import { test_database } from '../database/test-database.ts'
import { index_editions, type IndexEdition } from './index-plan.ts'
import { edition_of, types_behind } from './index-state.ts'
import { create_store } from './index.ts'
import { judge_index, reindex } from './reindex.ts'
import { renew_rows } from './renew-rows.ts'

const { database, url } = await test_database()
const store = create_store(database, create_audit_log(database))
const owner = new pg.Client({ connectionString: url })
await owner.connect()
after(() => owner.end())

const caller: Caller = {
  facility: '24012',
  actor: { id: 'pr1', name: 'BS. Nguyễn Văn An', role: 'doctor', kind: 'user' },
  purpose: 'TREAT',
  address: '127.0.0.1',
  request_id: 'r1',
}
const elsewhere: Caller = { ...caller, facility: '01929' }

const weight = (id: string, of: string, value: number) => ({
  ...{ resourceType: 'Observation', id, status: 'final', subject: { reference: `Patient/${of}` } },
  code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
  ...{ effectiveDateTime: '2026-11-20', valueQuantity: { value, unit: 'kg' } },
})

const fill = (who: Caller, from: number, to: number) =>
  store.unit(who, async (unit) => {
    for (let i = from; i < to; i += 1) {
      await unit.create({ resourceType: 'Patient', id: `p${i}`, name: [{ text: `Trần Thị Lan ${i}` }] })
      await unit.create(weight(`w${i}`, `p${i}`, 40 + i))
    }
  })

const found = async (type: string, query: Record<string, string>): Promise<number> =>
  (await store.search(caller, type, new URLSearchParams({ ...query, _total: 'accurate', _count: '0' }))).total ?? -1

const everything_found = async (): Promise<number[]> => [
  await found('Patient', { name: 'lan' }),
  await found('Observation', { 'value-quantity': 'gt0' }),
  await found('Observation', { status: 'final' }),
]

/** Columns as the rules of this program make them, all that a search asks; and what must never change. */
const state_of = async (facility: string) => {
  const { rows } = await owner.query<{ index: string; body: string }>(
    `SELECT r.type || '/' || r.id || ' ' || indexed || ' ' || coalesce(patient, '') || ' ' || coalesce(code, 0) || ' '
       || coalesce(clinical_at::text, '') || ' ' || coalesce(clinical_end::text, '') || ' ' || lasting || ' '
       || (SELECT coalesce(string_agg(t::text, ',' ORDER BY t), '') FROM unnest(terms) AS t) || ' '
       || coalesce(words::text, '') || ' ' || coalesce((SELECT string_agg(m.place || m.low || '-' || m.high || coalesce(m.units::text, '')
            || coalesce(m.pair::text, ''), ',' ORDER BY m.place, m.low) FROM record.measure AS m
            WHERE m.facility = r.facility AND m.type = r.type AND m.id = r.id), '') AS index,
       r.type || '/' || r.id || ' ' || version || ' ' || deleted || ' ' || updated_at || ' ' || author || ' ' || body AS body
     FROM record.resource AS r WHERE facility = $1 ORDER BY r.type, r.id`,
    [facility],
  )
  return { index: rows.map((row) => row.index), body: rows.map((row) => row.body) }
}

const versions = async (): Promise<number> =>
  (await owner.query<{ n: number }>('SELECT count(*)::int AS n FROM record.version')).rows[0]?.n ?? -1

/** Rows as another edition left them: nothing in them is found. */
const age = async (facility: string): Promise<void> => {
  await owner.query(
    `UPDATE record.resource SET indexed = 0, patient = NULL, code = NULL, clinical_at = NULL, clinical_end = NULL,
       lasting = true, terms = '{}', words = NULL WHERE facility = $1`,
    [facility],
  )
  await owner.query("UPDATE record.measure SET place = 'old', low = -1 WHERE facility = $1", [facility])
  await owner.query('UPDATE record.index_state SET edition = 0, served = 0, target = NULL WHERE facility = $1', [
    facility,
  ])
}

await fill(caller, 0, 300)
await fill(elsewhere, 0, 3)
await store.unit(caller, (unit) => unit.remove('Observation', 'w7'))

test('a new facility follows the rules from its first row', async () => {
  assert.deepEqual(await judge_index(database, '24012'), {
    ...{ is_behind: false, edition: edition_of(index_editions), target: edition_of(index_editions), is_additive: true },
  })
  assert.deepEqual(await everything_found(), [300, 299, 299])
})

test('rows of another edition get their columns anew: no new version, no changed body, nothing of another facility', async () => {
  const before = await state_of('24012')
  const history = await versions()
  await age('24012')
  await age('01929')
  const there = await state_of('01929')
  assert.deepEqual(await everything_found(), [0, 0, 0], 'this is what would be missed')
  assert.equal((await judge_index(database, '24012')).is_behind, true)
  const done = await reindex(database, '24012', { serves: true })
  assert.deepEqual(done, { looked: 600, renewed: 600, is_done: true })
  assert.deepEqual(await state_of('24012'), before)
  assert.equal(await versions(), history)
  assert.deepEqual(await everything_found(), [300, 299, 299])
  assert.equal((await judge_index(database, '24012')).is_behind, false)
  assert.deepEqual(await state_of('01929'), there, 'the other facility waits for its own turn')
  assert.deepEqual(await reindex(database, '24012', { serves: true }), { ...done }, 'and there is nothing more to do')
})

test('stopped half-way it goes on from there; two at once share the work', async () => {
  const before = await state_of('24012')
  await age('24012')
  let steps = 0
  const half = await reindex(database, '24012', { serves: true, on_step: () => (steps += 1) < 3 })
  assert.equal(half.is_done, false)
  assert.ok(half.renewed > 0 && half.renewed < 600, String(half.renewed))
  const looked: number[] = []
  const rest = () =>
    reindex(database, '24012', {
      serves: true,
      on_step: (progress) => {
        looked.push(progress.looked)
        return true
      },
    })
  await Promise.all([rest(), rest()])
  assert.ok((looked[0] ?? 0) >= half.looked, 'it did not begin anew')
  assert.equal(looked.at(-1), 600, 'no row was looked at twice')
  assert.deepEqual(await state_of('24012'), before)
})

test('what people write meanwhile is right afterwards, measures included', async () => {
  await age('24012')
  let writes = 0
  const over = new AbortController()
  const writing = async (first: number): Promise<void> => {
    for (let round = 0; !over.signal.aborted; round += 1)
      for (let i = first; i < 300 && !over.signal.aborted; i += 4) {
        if (i === 7) continue
        await store.unit(caller, (unit) => unit.update(weight(`w${i}`, `p${i}`, 1_000 + round)))
        writes += 1
      }
  }
  const writers = [0, 1, 2, 3].map(writing)
  await reindex(database, '24012', { serves: true })
  over.abort()
  await Promise.all(writers)
  assert.ok(writes > 20, `${writes} writes went in between`)
  const rows = await owner.query<{ id: string; value: number; measures: number[] | null }>(
    `SELECT id, (body::jsonb #>> '{valueQuantity,value}')::int AS value, (SELECT array_agg(low) FROM record.measure AS m
       WHERE m.facility = r.facility AND m.type = r.type AND m.id = r.id AND place = 'value') AS measures
     FROM record.resource AS r WHERE facility = '24012' AND type = 'Observation' AND NOT deleted`,
  )
  for (const { id, value, measures } of rows.rows) assert.deepEqual(measures, [value], id)
  const old = await owner.query("SELECT FROM record.measure WHERE facility = '24012' AND place = 'old'")
  assert.equal(old.rowCount, 0)
  assert.deepEqual(await everything_found(), [300, 299, 299])
})

test('a write that has begun before a row is indexed anew does not leave the measures of both', async () => {
  await owner.query("UPDATE record.resource SET indexed = 0 WHERE facility = '24012' AND id = 'w9'")
  const { rows } = await owner.query<{ version: number; body: string }>(
    "SELECT version, body FROM record.resource WHERE facility = '24012' AND id = 'w9'",
  )
  const [old] = rows
  assert.ok(old)
  const write = await database.in_facility('24012', async (sql) => {
    const edition = edition_of(index_editions)
    assert.equal(await renew_rows(sql, '24012', 'Observation', edition, [{ ...old, id: 'w9', deleted: false }]), 1)
    const begun = store.unit(caller, (unit) => unit.update(weight('w9', 'p9', 77)))
    await pause(300)
    return { begun }
  })
  await write.begun
  const measures = await owner.query<{ low: number }>(
    "SELECT low FROM record.measure WHERE facility = '24012' AND id = 'w9' AND place = 'value'",
  )
  assert.deepEqual(measures.rows, [{ low: 77 }])
})

test('done ahead while the older program serves: what that one still writes is caught up when the new one starts', async () => {
  const rules: IndexEdition[] = [...index_editions, { edition: 9, types: ['Patient'], is_additive: true }]
  const ahead = await reindex(database, '24012', { rules, serves: false })
  assert.deepEqual([ahead.looked, ahead.renewed], [300, 300], 'only the types that changed')
  assert.deepEqual(
    { ...(await judge_index(database, '24012', rules)), is_behind: true },
    { is_behind: true, edition: 9, target: 9, is_additive: true },
  )
  // The older program writes by its own rules.
  await store.unit(caller, async (unit) => {
    await unit.update({ resourceType: 'Patient', id: 'p5', name: [{ text: 'Lê Văn Nam' }] })
    await unit.create({ resourceType: 'Patient', id: 'p900' })
  })
  const start = await reindex(database, '24012', { rules, serves: true })
  assert.equal(start.renewed - ahead.renewed, 2)
  assert.equal((await judge_index(database, '24012', rules)).is_behind, false)
  const { rows } = await owner.query<{ type: string; indexed: number; n: number }>(
    `SELECT type, indexed, count(*)::int AS n FROM record.resource WHERE facility = '24012' GROUP BY 1, 2 ORDER BY 1`,
  )
  assert.deepEqual(rows, [
    { type: 'Observation', indexed: edition_of(index_editions), n: 300 },
    { type: 'Patient', indexed: 9, n: 301 },
  ])
  assert.equal((await judge_index(database, '24012')).is_behind, true, 'and back to the older one they are made anew')
})

test('which types an edition concerns', () => {
  const rules: IndexEdition[] = [
    { edition: 1, types: 'all', is_additive: true },
    { edition: 2, types: ['Encounter', 'Observation'], is_additive: true },
    { edition: 3, types: ['Patient'], is_additive: false },
  ]
  assert.deepEqual(types_behind(2, rules), ['Patient'])
  assert.deepEqual(types_behind(1, rules), ['Patient', 'Encounter', 'Observation'])
  assert.equal(types_behind(0, rules).length, 146)
  assert.equal(types_behind(4, rules).length, 146, 'an older program does not know what a newer one changed')
  assert.deepEqual(types_behind(3, rules), [])
})
