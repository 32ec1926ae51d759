import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { test_database } from './test-database.ts'

test('a connection that is cut in the middle of a transaction fails that transaction, not the process', async () => {
  const { database, url } = await test_database()
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  const cut = database.in_facility('24012', async (sql) => {
    const { rows } = await sql.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    await owner.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
    return sql.query('SELECT pg_sleep(1)')
  })
  await assert.rejects(cut)
  const { rows } = await database.in_facility('24012', (sql) => sql.query('SELECT 1 AS one'))
  assert.deepEqual(rows, [{ one: 1 }])
  await owner.end()
})
