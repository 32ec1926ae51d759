import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { as_oversight, summarise_facilities } from '../../src/network/monitor/index.ts'
import { show_province } from '../../src/network/monitor/show-province.ts'
import type { Sql } from '../../src/platform/database/index.ts'
import { days_ago, today } from '../board-reports.ts'
import { start_test_hub } from '../test-hub.ts'

const hub = await start_test_hub({ board_ms: 3_600_000 })
const owner = new pg.Client({ connectionString: hub.url })
await owner.connect()
after(() => owner.end())
const caller = {
  ...{ facility: '24SYT', purpose: 'HOPERAT', address: '', request_id: '' },
  actor: { id: 'so', name: 'Chuyên viên', role: 'oversight', kind: 'user' as const },
}
const facilities = 40
const kinds = ['', 'health-book', 'transfer-letter', 'reexam-letter', 'prescription']

const put_days = (from: string, to: string) =>
  owner.query(
    `INSERT INTO hub.day_count (facility, day, kind, said, said_at, taken, state, is_fresh)
     SELECT lpad((10000 + f)::text, 5, '0'), d::date, k, '{"due": 5, "sent": 5}', now(), 5, 'whole', false
     FROM generate_series(1, ${facilities}) AS f, generate_series($1::date, $2::date, interval '1 day') AS d, unnest($3::text[]) AS k`,
    [from, to, kinds],
  )
await owner.query(
  `INSERT INTO hub.facility (code, name, kind, membership)
   SELECT lpad((10000 + f)::text, 5, '0'), 'Bệnh viện ' || f, 'hospital', 'approved' FROM generate_series(1, ${facilities}) AS f`,
)

/** What this connection read of the counts since the server was told last. */
const rows_read = async (sql: Sql): Promise<number> => {
  const { rows } = await sql.query<{ read: number }>(
    "SELECT (idx_tup_fetch + seq_tup_read)::integer AS read FROM pg_stat_xact_user_tables WHERE relname = 'day_count'",
  )
  return rows[0]?.read ?? 0
}

/** The same connection's statements, counted. */
const counting = (sql: Sql): { sql: Sql; count(): number } => {
  let statements = 0
  const query = <Row>(text: string, values?: unknown[]) => {
    statements += 1
    return sql.query<Row>(text, values)
  }
  return { sql: { ...sql, query }, count: () => statements }
}

const shown = facilities * (14 + kinds.length)

/** @returns statements, rows read of the counts */
const land = (): Promise<[number, number]> =>
  as_oversight(hub.site.database, caller, async (sql) => {
    const before = await rows_read(sql)
    const counted = counting(sql)
    const page = await show_province(counted.sql, { days: 14, kind: '', facility: null })
    assert.equal(page.lines.length, facilities + 3)
    return [counted.count(), (await rows_read(sql)) - before]
  })

const demand_light = async (): Promise<void> => {
  const [statements, read] = await land()
  assert.ok(statements <= 8, `${statements} statements`)
  assert.ok(read >= facilities * 14 && read <= shown * 1.5, `${read} rows read for ${shown} shown`)
}

test('the landing page asks a few statements and reads the rows it shows, however long the history', async () => {
  await put_days(days_ago(29), today())
  await owner.query('VACUUM ANALYZE hub.day_count')
  await demand_light()
  await put_days(days_ago(400), days_ago(30))
  await owner.query('VACUUM ANALYZE hub.day_count')
  await demand_light()
  const read = await as_oversight(hub.site.database, caller, async (sql) => {
    const before = await rows_read(sql)
    assert.equal((await summarise_facilities(sql)).size, facilities + 3)
    return (await rows_read(sql)) - before
  })
  assert.ok(read <= shown * 1.5, `${read} rows read for the strips`)
})
