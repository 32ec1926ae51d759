import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { run_crashes } from '../../bench/fhir/crash/run.ts'
import { victims } from '../../bench/fhir/crash/victims.ts'

const data_dir = mkdtempSync(join(tmpdir(), 'benhan-crash-'))
after(() => rmSync(data_dir, { recursive: true, force: true }))
const seed = Date.now() % 1_000_000

const [times, first] = [3, seed % victims.length]

/** A slice of `node bench/fhir/crash.ts --times 200`: other victims on other days. */
test('kill -9 in the middle of a write load: what was acknowledged is there, nothing is there by halves or twice, every event is told', async (t) => {
  const report = await run_crashes(data_dir, times, seed, { first })
  assert.deepEqual(report.faults, [], `node bench/fhir/crash.ts --times ${times} --seed ${seed} --first ${first}`)
  assert.ok(report.acknowledged > 20, `${report.acknowledged} requests acknowledged: too few to prove anything`)
  assert.ok(report.told > 0, 'somebody was told')
  const killed = Object.entries(report.kills).flatMap(([victim, count]) => (count > 0 ? victim : []))
  t.diagnostic(
    `seed ${seed}: killed ${killed.join(', ')}; ${report.states} states acknowledged, ${report.unknown} requests in flight ` +
      `(${report.unknown_done} of them done, ${report.imports_in_part} imports in part), ${report.merges} merges, ` +
      `${report.told} events told; ready again in ${report.ready_ms.map((ms) => Math.round(ms)).join(', ')} ms`,
  )
})
