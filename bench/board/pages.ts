/**
 * The board's pages of the exchange with 130 facilities × 3 years of daily counts: time of each page at the server's door,
 * and how many rows of the counts the landing page reads. `node bench/board/pages.ts [facilities] [days]`
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { start_hub_server } from '../../src/apps/hub/listen.ts'
import { local_date, shift_days } from '../../src/base/time/index.ts'
import { put_account, put_facility } from '../../src/platform/access/index.ts'
import { free_port, migrate, open_database, start_embedded } from '../../src/platform/database/index.ts'
import { ensure_facility_certificate } from '../../src/platform/signing/index.ts'

const [facilities = 130, days = 1_095] = process.argv.slice(2).map(Number)
const code = '24SYT'
const password = randomBytes(12).toString('hex')
const rounds = 30
const today = local_date(new Date())
const yesterday = shift_days(today, -1)

/** Each day its totals and seven kinds; one in forty lacks something. */
const fill_sql = `INSERT INTO hub.day_count (facility, day, kind, said, said_at, taken, late, refused, delivered, received, opened, seen_at,
    state, missing, gaps, is_fresh)
  SELECT f.code, d::date, k, said, now(), n - lacks, n / 50, n / 100, n / 3, n / 4, n / 5, now(),
    CASE WHEN lacks > 0 THEN 'gap' ELSE 'whole' END, lacks,
    CASE WHEN lacks > 0 AND k <> '' THEN jsonb_build_array(jsonb_build_object('facility', f.code, 'day', d::date, 'kind', k,
      'what', 'missing', 'count', lacks, 'says', '[]'::jsonb)) ELSE '[]' END, false
  FROM hub.facility AS f, generate_series($1::date, $2::date, interval '1 day') AS d,
    unnest(ARRAY['', 'health-book', 'transfer-letter', 'reexam-letter', 'lab-result', 'imaging-report', 'prescription', 'record']) AS k,
    LATERAL (SELECT 100 + abs(hashtext(f.code || d || k)) % 400 AS n,
      CASE WHEN abs(hashtext(d || k || f.code)) % 40 = 0 THEN 3 ELSE 0 END AS lacks) AS one,
    LATERAL (SELECT CASE k WHEN '' THEN jsonb_build_object('visits', n, 'admissions', n / 9, 'discharges', n / 9, 'transfers', 2, 'claims', NULL)
      ELSE jsonb_build_object('due', n, 'excused', 0, 'made', n, 'sent', n - lacks, 'overdue', 0) END AS said) AS two`

const fill = async (url: string): Promise<void> => {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  await owner.query(
    `INSERT INTO hub.facility (code, name, kind, membership)
     SELECT lpad((10000 + i)::text, 5, '0'), 'Bệnh viện số ' || i, 'hospital', 'approved' FROM generate_series(1, $1::integer) AS i`,
    [facilities],
  )
  await owner.query(
    `INSERT INTO hub.counter_line (facility, sequence, taken_at) SELECT code, 9000, now() FROM hub.facility`,
  )
  await owner.query(fill_sql, [shift_days(today, 1 - days), today])
  await owner.query(
    `INSERT INTO hub.day_refusal (facility, day, kind, class, count)
     SELECT facility, day, kind, 'security', refused FROM hub.day_count WHERE refused > 2 AND kind <> ''`,
  )
  await owner.query(
    `INSERT INTO hub.counter_report (facility, sequence, digest, jws, counted_at, days, is_walked)
     SELECT code, n, n::text, '', now() - n * interval '1 hour', jsonb_build_array(jsonb_build_object('day',
       (now() - n * interval '1 hour')::date, 'figures', '{"health-book":{"due":5,"sent":5}}'::jsonb)), true
     FROM hub.facility, generate_series(1, 1500) AS n`,
  )
  await owner.query('VACUUM ANALYZE')
  await owner.end()
}

const rows_read = async (owner: pg.Client): Promise<number> => {
  await owner.query('SELECT pg_stat_force_next_flush()')
  const { rows } = await owner.query<{ read: string }>(
    `SELECT sum(idx_tup_fetch + coalesce(seq_tup_read, 0)) AS read FROM pg_stat_user_tables WHERE schemaname = 'hub'`,
  )
  return Number(rows[0]?.read ?? 0)
}

const p95 = (times: number[]): number => times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? 0

const dir = mkdtempSync(join(tmpdir(), 'benhan-bench-'))
const postgres = await start_embedded(dir)
await postgres.create_database('hub')
const url = postgres.url('hub')
await migrate(url)
const before = open_database(url, { connections_max: 1 })
await before.in_site(async (sql) => {
  await put_facility(sql, { code, name: 'Trục', authority: '', kind: 'station' })
  await ensure_facility_certificate(sql, { code, name: 'Trục' })
  const account = { id: 'so', facility: code, username: 'so', name: 'Chuyên viên', title: '', role: 'oversight' }
  await put_account(sql, { ...account, practitioner: 'so', department: null, password })
})
await before.close()
console.log(`filling ${facilities} facilities × ${days} days …`)
await fill(url)
const port = await free_port()
const base = `http://127.0.0.1:${port}`
const site = await start_hub_server({
  ...{ database_url: url, base_url: base, port, code, content_keys: [{ id: 'bench', key: randomBytes(32) }] },
})
const signed_in = await fetch(`${base}/api/sign-in`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ username: 'so', password }),
})
const cookie = signed_in.headers.get('set-cookie')?.split(';')[0] ?? ''
const owner = new pg.Client({ connectionString: url })
await owner.connect()
const pages = [
  '/api/board/lien-thong?days=14',
  '/api/board/lien-thong?days=30',
  '/api/board/lien-thong?days=30&kind=transfer-letter',
  '/api/board/lien-thong/10001?days=14',
  '/api/board/lien-thong/10077?days=90',
  `/api/board/lien-thong/10077/${yesterday}`,
  `/api/board/lien-thong/10077/${shift_days(today, -400)}`,
]
for (const page of pages) {
  const times: number[] = []
  let bytes = 0
  const read_before = await rows_read(owner)
  for (let i = 0; i < rounds; i += 1) {
    const from = performance.now()
    const answer = await fetch(base + page, { headers: { cookie } })
    bytes = (await answer.arrayBuffer()).byteLength
    times.push(performance.now() - from)
    if (answer.status !== 200) throw new Error(`${page}: ${answer.status}`)
  }
  await new Promise((done) => setTimeout(done, 1_200))
  const read = Math.round(((await rows_read(owner)) - read_before) / rounds)
  console.log(`${page.padEnd(60)} p95 ${p95(times).toFixed(0)} ms  ${(bytes / 1024).toFixed(0)} KB  ~${read} rows read`)
}
await owner.end()
await site.close()
await postgres.stop()
rmSync(dir, { recursive: true, force: true })
