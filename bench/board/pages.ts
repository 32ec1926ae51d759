/**
 * Every page of the board with 130 facilities × 3 years of daily counts: time of each answer a page asks for at the server's
 * door, and how many rows of all tables it reads. `node bench/board/pages.ts [--facilities 130] [--days 1095] [--record]`
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
const wanted_ms = 300

const rows_read = async (owner: pg.Client): Promise<number> => {
  await owner.query('SELECT pg_stat_force_next_flush()')
  const { rows } = await owner.query<{ read: string }>(
    'SELECT sum(coalesce(idx_tup_fetch, 0) + coalesce(seq_tup_read, 0)) AS read FROM pg_stat_user_tables',
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
  ...['/api/board/trend?by=week', '/api/board/trend?by=day&kind=transfer-letter'],
  ...['/api/board/inbox', '/api/board/waiting-plans', '/api/board/reminders', '/api/board/reminder-rules'],
  ...['/api/board/budget', '/api/board/money'],
  ...['/api/board/entries?kind=document', '/api/board/entries?state=submitted', '/api/board/entries?kind=difficulty'],
  ...['/api/board/register', '/api/board/register?search=benh%20vien%2077', '/api/board/areas', '/api/board/programme'],
  ...['/api/board/programmes', '/api/board/definitions', '/api/board/rules', '/api/board/import'],
  ...['/api/board/readiness', '/api/board/facilities/10077', '/api/board/facilities/10077/card'],
  ...['/api/board/facilities/10077/readiness', '/api/hub/it-level', '/api/hub/it-level/10077', '/api/board/people'],
  ...['/api/hub/reports', '/api/hub/reports/templates', '/api/hub/reports/catalogue'],
]
const lines = [
  `\`node bench/board/pages.ts --facilities ${facilities} --days ${days}\` on ${cpus().length} cores (${cpus()[0]?.model ?? ''}), ${today}: ${rounds} visits of each at the server's door, one after the other.`,
  '',
  '| answer | p95, ms | kB | rows read |',
  '|---|---:|---:|---:|',
]
const slow: string[] = []
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
  if (p95(times) > wanted_ms) slow.push(page)
  lines.push(`| ${page} | ${p95(times).toFixed(0)} | ${(bytes / 1024).toFixed(0)} | ${read} |`)
}
/** A book of everything is no page: made once, and timed beside them. */
const from = performance.now()
const book = await fetch(`${base}/api/board/export.xlsx`, { headers: { cookie } })
const book_kb = (await book.arrayBuffer()).byteLength / 1024
lines.push(
  '',
  `Wanted: each p95 ≤ ${wanted_ms} ms. Above it: ${slow.length === 0 ? 'none' : slow.join(', ')}.`,
  `The book of everything (export.xlsx, ${book_kb.toFixed(0)} kB): ${((performance.now() - from) / 1_000).toFixed(1)} s.`,
)
await close()
console.log(lines.join('\n'))
if (values.record) write_section("The board's answers", lines)
