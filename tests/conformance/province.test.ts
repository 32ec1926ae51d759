import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { run_province } from '../../bench/exchange/province/run.ts'

const dir = mkdtempSync(join(tmpdir(), 'benhan-province-'))
after(() => rmSync(dir, { recursive: true, force: true }))
const seed = Date.now() % 1_000_000

/** A slice of `node bench/exchange/province.ts`: other houses and other moments on other days. */
test('a month of six houses, the hub killed five times: every letter once in effect, every receipt true, sent = received + waiting + refused', async (t) => {
  const wish = { seed, facilities: 6, documents: 150, kills: 5, month_s: 8 }
  const report = await run_province({ ...wish, dir, workers: 1, poll_ms: 250, drain_max_s: 200 })
  const { tally, kills, away_ms } = report
  assert.deepEqual(
    report.faults,
    [],
    `node bench/exchange/province.ts --facilities 6 --documents 150 --kills 5 --month 8 --poll 250 --seed ${seed}`,
  )
  assert.ok(tally.received > 20 && report.receipts > 100, `too little to prove anything: ${JSON.stringify(tally)}`)
  assert.deepEqual(kills, { hub: 4, session: 1, database: 1 })
  t.diagnostic(
    `seed ${seed}: ${tally.sent} letters = ${tally.received} received + ${tally.laid} in timelines + ${tally.waiting_at_hub + tally.held + tally.waiting_at_home} waiting + ` +
      `${tally.refused} refused; ${report.receipts} receipts; ${report.requests} requests, ${report.broken} unanswered; away ${away_ms.map((ms) => Math.round(ms)).join(', ')} ms`,
  )
})
