import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { run_crashes } from '../../bench/fhir/crash/run.ts'

const data_dir = mkdtempSync(join(tmpdir(), 'benhan-crash-'))
after(() => rmSync(data_dir, { recursive: true, force: true }))
const seed = Date.now() % 1_000_000

/** A slice of `node bench/fhir/crash.ts --times 200`. */
test('kill -9 in the middle of a write load, each victim once: what was acknowledged is there, nothing is there by halves or twice', async (t) => {
  t.diagnostic(`seed ${seed}`)
  const report = await run_crashes(data_dir, 6, seed)
  assert.deepEqual(report.faults, [], `node bench/fhir/crash.ts --times 6 --seed ${seed}`)
  assert.deepEqual([...new Set(Object.values(report.kills))], [1])
  assert.ok(report.acknowledged > 20, `${report.acknowledged} requests acknowledged: too few to prove anything`)
  t.diagnostic(
    `${report.states} states acknowledged, ${report.unknown} requests in flight at 6 kills, ${report.unknown_done} of them done; ` +
      `ready again in ${report.ready_ms.map((ms) => Math.round(ms)).join(', ')} ms`,
  )
})
