import assert from 'node:assert/strict'
import { test } from 'node:test'
import { test_database } from './test-database.ts'

test('a transaction that fails leaves nothing behind, and the pool goes on working', async () => {
  const { database } = await test_database()
  await assert.rejects(database.in_facility('24012', (sql) => sql.query('SELECT 1/0')))
  const { rows } = await database.in_facility('24012', (sql) =>
    sql.query<{ facility: string; role: string }>('SELECT public.current_facility() AS facility, current_user AS role'),
  )
  assert.deepEqual(rows, [{ facility: '24012', role: 'benhan_app' }])
})

test('work that goes on after a refused statement is not told that it was done', async () => {
  const { database } = await test_database()
  await assert.rejects(
    database.in_facility('24012', async (sql) => {
      await sql.query('SELECT 1/0').catch(() => undefined)
      return 'done'
    }),
    /division by zero/,
  )
})

test('without a facility the connection stands in none', async () => {
  const { database } = await test_database()
  await database.in_facility('24012', (sql) => sql.query('SELECT 1'))
  const { rows } = await database.in_site((sql) =>
    sql.query<{ facility: string }>('SELECT public.current_facility() AS facility'),
  )
  assert.equal(rows[0]?.facility, '')
})
