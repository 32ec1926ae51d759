/**
 * The board's pages of the exchange with 130 facilities × 3 years of daily counts: time of each page at the server's door,
 * and how many rows of the counts the landing page reads. `node bench/board/pages.ts [facilities] [days]`
 */
import type pg from 'pg'
import { shift_days } from '../../src/base/time/index.ts'
import { start_province } from './province.ts'

const [facilities = 130, days = 1_095] = process.argv.slice(2).map(Number)
const rounds = 30

const rows_read = async (owner: pg.Client): Promise<number> => {
  await owner.query('SELECT pg_stat_force_next_flush()')
  const { rows } = await owner.query<{ read: string }>(
    `SELECT sum(idx_tup_fetch + coalesce(seq_tup_read, 0)) AS read FROM pg_stat_user_tables WHERE schemaname = 'hub'`,
  )
  return Number(rows[0]?.read ?? 0)
}

const p95 = (times: number[]): number => times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? 0

console.log(`filling ${facilities} facilities × ${days} days …`)
const { base, cookie, owner, today, close } = await start_province(facilities, days)
const pages = [
  '/api/board/province',
  '/api/board/lien-thong?days=14',
  '/api/board/lien-thong?days=30',
  '/api/board/lien-thong?days=30&kind=transfer-letter',
  '/api/board/lien-thong/10001?days=14',
  '/api/board/lien-thong/10077?days=90',
  `/api/board/lien-thong/10077/${shift_days(today, -1)}`,
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
await close()
