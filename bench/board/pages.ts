/**
 * The board's pages of the exchange with 130 facilities × 3 years of daily counts: time of each page at the server's door,
 * and how many rows of the counts it reads. `node bench/board/pages.ts [--facilities 130] [--days 1095] [--record]`
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { shift_days } from '../../src/base/time/index.ts'
import { write_section } from '../results.ts'
import { start_province } from './province.ts'

const { values } = parseArgs({
  options: {
    ...{ facilities: { type: 'string', default: '130' }, days: { type: 'string', default: '1095' } },
    record: { type: 'boolean', default: false },
  },
})
const [facilities, days] = [Number(values.facilities), Number(values.days)]
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
const lines = [
  `\`node bench/board/pages.ts --facilities ${facilities} --days ${days}\` on ${cpus().length} cores (${cpus()[0]?.model ?? ''}), ${today}: ${rounds} visits of each at the server's door, one after the other.`,
  '',
  '| answer | p95, ms | kB | rows read |',
  '|---|---:|---:|---:|',
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
  lines.push(`| ${page} | ${p95(times).toFixed(0)} | ${(bytes / 1024).toFixed(0)} | ${read} |`)
}
await close()
console.log(lines.join('\n'))
if (values.record) write_section("The board's answers", lines)
