import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { build_programme } from '../../demo/index.ts'
import { read_programme, put_programme, show_province } from '../../src/network/deployment/index.ts'
import { sum_flow } from '../../src/network/monitor/index.ts'
import type { Sql } from '../../src/platform/database/index.ts'
import { start_test_hub } from '../test-hub.ts'

/** A province of 130 facilities after three years: the page everybody opens stays small (issue 5, proof). */
const hub = await start_test_hub({ today: () => '2028-02-16' })
const owner = new pg.Client({ connectionString: hub.url })
await owner.connect()
after(() => owner.end())
const programme = read_programme(build_programme(1_095))
await hub.site.database.in_site((sql) => put_programme(sql, programme, 'test'))
await owner.query(`
  INSERT INTO hub.facility (code, name, kind) SELECT 'P' || lpad(i::text, 4, '0'), 'Bệnh viện số ' || i, 'hospital' FROM generate_series(1, 130) AS i;
  INSERT INTO deployment.member (facility, programme, place, joined_on)
    SELECT 'P' || lpad(i::text, 4, '0'), 'bg-2025', i, '2025-02-17' FROM generate_series(1, 130) AS i;
  INSERT INTO deployment.milestone (facility, programme, step, due, percent)
    SELECT m.facility, 'bg-2025', s ->> 'step', (s ->> 'due')::date, 40
    FROM deployment.member AS m, hub.programme AS g, jsonb_array_elements(g.steps) AS s;
  INSERT INTO deployment.progress (facility, programme, step, day, percent, said_by)
    SELECT m.facility, 'bg-2025', m.step, '2025-02-17'::date + 36 * i, 3 * i, 'x' FROM deployment.milestone AS m, generate_series(1, 30) AS i;
  INSERT INTO deployment.budget (facility, programme, year, source, dong)
    SELECT m.facility, 'bg-2025', y, s, 1000000000 FROM deployment.member AS m, generate_series(2025, 2027) AS y, unnest(ARRAY['province', 'district', 'own']) AS s;
  INSERT INTO deployment.entry (facility, id, kind, body, state, written_by, written_role)
    SELECT m.facility, 'e' || i, 'document', '{"paper": "apt-plan"}', 'approved', 'x', 'x' FROM deployment.member AS m, generate_series(1, 60) AS i;
  ANALYZE`)

test('three years of weeks are counted at once, and one word counts its weeks only', async () => {
  const began = performance.now()
  await owner.query("SELECT hub.count_programme('bg-2025', '2025-02-17', '2028-02-16')")
  const all_ms = performance.now() - began
  const { rows } = await owner.query<{ count: string }>('SELECT count(*) FROM hub.programme_week')
  assert.equal(Number(rows[0]?.count), 157)
  const again = performance.now()
  await owner.query("SELECT hub.count_programme('bg-2025', '2028-02-16', '2028-02-16')")
  console.log(`157 weeks ${Math.round(all_ms)} ms, one week ${Math.round(performance.now() - again)} ms`)
})

/** The 95th of a hundred is promised and measured by bench/board alone on its machine; here, beside other tests, only the median can be held. */
test('the landing page: fourteen statements, some thousand rows, the median of thirty looks under 300 ms', async () => {
  let [statements, rows] = [0, 0]
  await hub.site.database.in_facility('24SYT', async (sql) => {
    await sql.query("SELECT set_config('benhan.oversight', 'on', true)")
    const counting: Sql = {
      ...sql,
      async query<Row>(text: string, values?: unknown[]) {
        const answer = await sql.query<Row>(text, values)
        statements++
        rows += answer.rows.length
        return answer
      },
    }
    const page = await show_province(counting, '2028-02-16')
    assert.deepEqual(page.flow, await sum_flow(sql, ''), 'what the page of the exchange says, to the unit')
  })
  assert.ok(statements <= 14, `${statements} statements`)
  assert.ok(rows <= 130 * 9 + 130 * 9 + 157 + 130 * 20, `${rows} rows`)
  const so = await hub.person('oversight')
  const times: number[] = []
  for (let i = 0; i < 30; i++) {
    const began = performance.now()
    const answer = await so('GET', '/api/board/province')
    times.push(performance.now() - began)
    assert.equal(answer.status, 200)
  }
  const sorted = times.toSorted((a, b) => a - b)
  console.log(
    `${statements} statements, ${rows} rows, p50 ${Math.round(sorted[15] ?? 0)} ms, p95 ${Math.round(sorted[28] ?? 0)} ms`,
  )
  assert.ok((sorted[15] ?? 0) < 300, `the median is ${Math.round(sorted[15] ?? 0)} ms`)
})
