/**
 * Every page of the board with 130 facilities × 3 years of daily counts: each is opened once in a browser, and every answer it
 * asked for is then timed at the server's door, with how many rows of all tables it reads. Beside them the same answers asked
 * otherwise (another programme, other days), and the rows behind every figure of a report. `node bench/board/pages.ts [--facilities 130] [--days 1095] [--record]`
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { shift_days } from '../../src/base/time/index.ts'
import { write_section } from '../results.ts'
import { start_province } from './province.ts'
import { check_all_routes, launch, screens } from './screens.ts'

const { values } = parseArgs({
  options: {
    ...{ facilities: { type: 'string', default: '130' }, days: { type: 'string', default: '1095' } },
    record: { type: 'boolean', default: false },
  },
})
const [facilities, days] = [Number(values.facilities), Number(values.days)]
const rounds = 20
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
/** What the screens do not ask by themselves, but people do by choosing. */
const chosen = [
  '/api/board/province?programme=bg-2025',
  '/api/board/lien-thong?days=14&kind=transfer-letter',
  '/api/board/lien-thong?days=30&programme=bg-2025',
  '/api/board/lien-thong/10077?days=90',
  `/api/board/lien-thong/10077/${shift_days(today, -400)}`,
  '/api/board/trend?by=day&kind=transfer-letter',
  '/api/board/entries?kind=document',
  '/api/board/entries?state=submitted',
  '/api/board/register?search=benh%20vien%2077',
  '/api/board/budget?programme=bg-2025',
]

/** The answers each screen waits for, in the order they were first asked. */
const asked_by_screens = async (): Promise<string[]> => {
  const browser = await launch()
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' })
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url: base }])
  const asked = new Set<string>()
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (request.method() === 'GET' && url.pathname.startsWith('/api/')) asked.add(url.pathname + url.search)
  })
  for (const { path, seen } of screens(today)) {
    const page = await context.newPage()
    await page.goto(base + path)
    for (const one of seen) await page.locator(one).filter({ visible: true }).first().waitFor({ timeout: 30_000 })
    await page.waitForLoadState('networkidle')
    await page.close()
  }
  await browser.close()
  return [...asked].filter((path) => !path.startsWith('/api/me'))
}

/** The rows behind each figure a report may hold, over the last thirty days. */
const evidence = async (): Promise<string[]> => {
  const answer = await fetch(`${base}/api/hub/reports/catalogue`, { headers: { cookie } })
  const { figures } = (await answer.json()) as { figures: { name: string }[] }
  const period = `tu=${shift_days(today, -30)}&den=${shift_days(today, -1)}`
  return figures.map(({ name }) => `/api/hub/reports/figures/${name}?${period}`)
}

check_all_routes(screens(today))
const pages = [...new Set([...(await asked_by_screens()), ...chosen, ...(await evidence())])]
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
  await new Promise((done) => setTimeout(done, 600))
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
