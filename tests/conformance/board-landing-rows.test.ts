/** What the page that everybody opens asks of the database after three years: statements, and rows of every table. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { fill_province } from '../../bench/board/province.ts'
import { build_programme } from '../../demo/index.ts'
import { put_programme, read_programme, show_province } from '../../src/network/deployment/index.ts'
import { as_oversight, sum_days } from '../../src/network/monitor/index.ts'
import type { Sql } from '../../src/platform/database/index.ts'
import { days_ago, today } from '../board-reports.ts'
import { start_test_hub } from '../test-hub.ts'

const facilities = 30
const [year, years] = [365, 1_095]
const hub = await start_test_hub({ board_ms: 3_600_000 })
const owner = new pg.Client({ connectionString: hub.url })
await owner.connect()
after(() => owner.end())
const caller = {
  ...{ facility: '24SYT', purpose: 'HOPERAT', address: '', request_id: '' },
  actor: { id: 'so', name: 'Chuyên viên', role: 'oversight', kind: 'user' as const },
}
await hub.site.database.in_site((sql) => put_programme(sql, read_programme(build_programme(years)), 'test'))
// The three members of the test hub are in the province too, and say nothing.
await owner.query("UPDATE hub.facility SET kind = 'station' WHERE code !~ '^1'")
await fill_province(owner, facilities, year, today())

type Read = Record<string, number>

/** What this connection read of each table so far. */
const rows_read = async (sql: Sql): Promise<Read> => {
  const { rows } = await sql.query<{ name: string; read: number }>(
    `SELECT schemaname || '.' || relname AS name, (coalesce(idx_tup_fetch, 0) + coalesce(seq_tup_read, 0))::integer AS read
     FROM pg_stat_xact_user_tables WHERE coalesce(idx_tup_fetch, 0) + coalesce(seq_tup_read, 0) > 0`,
  )
  return Object.fromEntries(rows.map(({ name, read }) => [name, read]))
}

const land = () =>
  as_oversight(hub.site.database, caller, async (sql) => {
    const before = await rows_read(sql)
    let statements = 0
    const query = <Row>(text: string, values?: unknown[]) => {
      statements += 1
      return sql.query<Row>(text, values)
    }
    const page = await show_province({ ...sql, query }, today())
    const read = Object.entries(await rows_read(sql)).map(
      ([name, count]) => [name, count - (before[name] ?? 0)] as const,
    )
    return { page, statements, read: Object.fromEntries(read.filter(([, count]) => count > 0)) }
  })

const sum = (read: Read): number => Object.values(read).reduce((total, count) => total + count, 0)

/** 14 days of a strip, yesterday by kind, the last gaps twice (who is to be asked, and of what), nine steps, nine lines of money, what it is. */
const shown_of_one = 14 + 8 + 2 * 12 + 9 + 9 + 8
/** Weeks of the curve, weeks of the trend by day and kind, what waits, a few rules. */
const shown_of_all = 157 + 84 * 7 + 5 * facilities

let of_one_year = 0

test('the landing page: fourteen statements, and no more rows than it shows, of all tables together', async () => {
  const { page, statements, read } = await land()
  console.log(statements, JSON.stringify(read))
  assert.equal(page.rows.length, facilities)
  assert.ok(page.trend.length >= 12 && page.trend.every(({ due }) => due > 0))
  assert.ok(statements <= 14, `${statements} statements`)
  of_one_year = sum(read)
  assert.ok(of_one_year <= 1.5 * (facilities * shown_of_one + shown_of_all), JSON.stringify(read))
})

test('after three years it reads what it read after one', async () => {
  await owner.query(
    `INSERT INTO hub.day_count (facility, day, kind, said, said_at, taken, late, seen_at, state, missing, gaps, is_fresh)
     SELECT facility, day - $1::integer, kind, said, said_at, taken, late, seen_at, state, missing, gaps, false FROM hub.day_count
     WHERE facility ~ '^1' UNION ALL
     SELECT facility, day - 2 * $1::integer, kind, said, said_at, taken, late, seen_at, state, missing, gaps, false FROM hub.day_count
     WHERE facility ~ '^1'`,
    [year],
  )
  await owner.query('VACUUM ANALYZE')
  const { rows } = await owner.query<{ count: string }>('SELECT count(*) FROM hub.day_count')
  assert.ok(Number(rows[0]?.count) >= facilities * years * 8, `${rows[0]?.count ?? 0} rows of counts`)
  const { statements, read } = await land()
  console.log(statements, JSON.stringify(read))
  assert.ok(statements <= 14, `${statements} statements`)
  // The curve is longer; nothing else may be.
  assert.ok(sum(read) <= of_one_year * 1.15, `${sum(read)} rows after three years, ${of_one_year} after one`)
})

/** The trend is a sum kept beside the counts: it must be what the counts add up to, whatever is written over them. */
const compare = async (): Promise<void> => {
  const [from, to] = [days_ago(40), days_ago(1)]
  const counted = await as_oversight(hub.site.database, caller, async (sql) => {
    const { rows } = await sql.query<{ kind: string; due: number; arrived: number; missing: number }>(
      `SELECT kind, sum(due)::float8 AS due, sum(arrived)::float8 AS arrived, sum(missing)::float8 AS missing
       FROM hub.exchange_day WHERE day BETWEEN $1 AND $2 GROUP BY 1 ORDER BY 1`,
      [from, to],
    )
    const days = await sum_days(sql, from, to)
    return {
      kept: rows,
      added: Map.groupBy(
        days.filter(({ kind }) => kind !== ''),
        ({ kind }) => kind,
      ),
    }
  })
  assert.ok(counted.kept.length >= 7)
  for (const { kind, ...kept } of counted.kept) {
    const add = (name: 'due' | 'arrived' | 'missing') =>
      (counted.added.get(kind) ?? []).reduce((total, one) => total + (one[name] ?? 0), 0)
    assert.deepEqual(kept, { due: add('due'), arrived: add('arrived'), missing: add('missing') }, kind)
  }
}

test('the trend says what the counts add up to, also after a late word, a correction and a day taken away', async () => {
  await compare()
  const day = days_ago(3)
  await owner.query(
    `UPDATE hub.day_count SET said = jsonb_set(said, '{due}', '999'), taken = taken + 7, late = late + 2, missing = 5 WHERE day = $1`,
    [day],
  )
  await owner.query('UPDATE hub.day_count SET said = NULL WHERE day = $1', [days_ago(5)])
  await owner.query('DELETE FROM hub.day_count WHERE day = $1', [days_ago(7)])
  await owner.query(
    `INSERT INTO hub.day_count AS d (facility, day, kind, said, taken)
     SELECT '10001', $1::date, k, '{"due": 10, "excused": 3, "sent": 12, "stray": 2}', 4 FROM unnest(ARRAY['health-book', 'prescription']) AS k
     ON CONFLICT (facility, day, kind) DO UPDATE SET said = excluded.said, taken = d.taken + excluded.taken`,
    [day],
  )
  await compare()
})

test('the sums of the province are the Sở’s: a member finds none', async () => {
  const rows = await hub.site.database.in_facility('24012', (sql) => sql.query('SELECT FROM hub.exchange_day'))
  assert.equal(rows.row_count, 0)
  const member = await hub.person('member_director')
  for (const path of ['/api/board/trend', '/api/board/money', '/api/board/inbox', '/api/board/reminder-rules'])
    assert.equal((await member('GET', path)).status, 403, path)
  const so = await hub.person('oversight')
  for (const path of ['/api/board/trend?by=year', '/api/board/trend?kind=constructor'])
    assert.equal((await so('GET', path)).status, 400, path)
})

test('each subject of the page says when it was counted; a counter that stands still is not hidden behind the hour', async () => {
  const so = await hub.person('oversight')
  const before = (await so('GET', '/api/board/province')).json
  for (const name of ['progress_at', 'money_at', 'at']) assert.match(String(before[name]), /^\d{4}-\d\d-\d\dT/, name)
  await owner.query("UPDATE hub.board_walk SET seen_at = now() - interval '3 hours'")
  const { json } = await so('GET', '/api/board/province')
  const age_min = (Date.parse(String(json['at'])) - Date.parse(String(json['walked_at']))) / 60_000
  assert.ok(age_min > 179 && age_min < 182, `${json['walked_at']}`)
  await owner.query("UPDATE hub.board_walk SET seen_at = '-infinity'")
  assert.equal((await so('GET', '/api/board/province')).json['walked_at'], '', 'a hub that never walked says so')
})
