import assert from 'node:assert/strict'
import { test } from 'node:test'
import { create_audit_log, type Caller } from '../audit/index.ts'
import { test_database } from '../database/test-database.ts'
import { create_store } from './index.ts'

const { database } = await test_database()
const store = create_store(database, create_audit_log(database))
const caller: Caller = {
  facility: '24012',
  actor: { id: 'pr1', name: 'BS. Nguyễn Văn An', role: 'doctor', kind: 'user' },
  purpose: 'TREAT',
  address: '127.0.0.1',
  request_id: 'r1',
}

const weight = (value: number, id?: string) => ({
  resourceType: 'Observation',
  ...(id === undefined ? {} : { id }),
  status: 'final',
  code: { text: 'cân nặng' },
  valueQuantity: { value, unit: 'kg' },
})

const rows_of = async <Row>(text: string, id: string): Promise<Row[]> =>
  (await database.in_facility('24012', (sql) => sql.query<Row>(text, ['24012', id]))).rows

const values_of = async (id: string): Promise<number[]> =>
  (await rows_of<{ low: number }>('SELECT low FROM record.measure WHERE facility = $1 AND id = $2', id)).map(
    ({ low }) => low,
  )

const lines_of = async (id: string): Promise<string[]> =>
  (
    await rows_of<{ ref: string }>(
      `SELECT ref FROM audit.event WHERE facility = $1 AND action IN ('C', 'U', 'D') AND split_part(ref, '/', 2) = $2 ORDER BY ref`,
      id,
    )
  ).map(({ ref }) => ref)

test('four change the same version at once: one wins, and of the other three nothing stays, no value, no line', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { id } = await store.unit(caller, (unit) => unit.create(weight(50)))
    const tries = await Promise.allSettled(
      [51, 52, 53, 54].map((value) =>
        store.unit(caller, (unit) => unit.update(weight(value, id), { if_match: 1 })).then(() => value),
      ),
    )
    const won = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    assert.equal(won.length, 1)
    assert.deepEqual(await values_of(id), won)
    assert.deepEqual(await lines_of(id), [`Observation/${id}/_history/1`, `Observation/${id}/_history/2`])
  }
})

test('one unit changes two resources while others change the second: the first is written once, not once a try', async () => {
  for (let round = 0; round < 10; round += 1) {
    const made = await store.unit(caller, async (unit) => [
      await unit.create(weight(50)),
      await unit.create(weight(50)),
    ])
    const [first = '', second = ''] = made.map(({ id }) => id)
    await Promise.all([
      ...[61, 62].map((value) => store.unit(caller, (unit) => unit.update(weight(value, second)))),
      store.unit(caller, async (unit) => {
        await unit.update(weight(70, first))
        await unit.update(weight(70, second))
      }),
    ])
    assert.deepEqual(
      await lines_of(first),
      [1, 2].map((n) => `Observation/${first}/_history/${n}`),
    )
    assert.deepEqual(
      await lines_of(second),
      [1, 2, 3, 4].map((n) => `Observation/${second}/_history/${n}`),
    )
    assert.deepEqual(await values_of(first), [70])
    assert.equal((await values_of(second)).length, 1)
  }
})
