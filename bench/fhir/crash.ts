import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { run_crashes, type Tell } from './crash/run.ts'

/**
 * kill -9 in the middle of a write load, again and again:
 *   node bench/fhir/crash.ts --times 200 [--seed 1] [--first 0] [--keep]
 * Prints the seed and what was found; ends with 1 when anything acknowledged is missing, halved, doubled or not found.
 * --first: with whom of crash/victims.ts it begins. The chance of the moments follows from the seed; what was in flight then does not.
 */
const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    first: { type: 'string', default: '0' },
    keep: { type: 'boolean', default: false },
  },
})
const [times, seed] = [Number(values.times), Number(values.seed)]
const data_dir = mkdtempSync(join(tmpdir(), 'benhan-crash-'))
console.log(`seed ${seed}, ${times} kills, ${data_dir}`)

const begun = performance.now()
const tell: Tell = (round, victim, { ready_ms, acknowledged, faults }) => {
  const wait_ms = Math.round(ready_ms.at(-1) ?? 0)
  console.log(
    `${round} ${victim}: ready in ${wait_ms} ms, ${acknowledged} acknowledged so far, ${faults.length} faults`,
  )
}
const report = await run_crashes(data_dir, times, seed, { first: Number(values.first), tell })
const sorted = [...report.ready_ms].sort((one, other) => one - other)
const part = (share: number): number => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)
const { faults, ready_ms: _ready, gone_ms, failed_starts, ...numbers } = report
console.log(
  JSON.stringify(
    {
      ...{ seed, times, minutes: Math.round((performance.now() - begun) / 6_000) / 10 },
      ...numbers,
      ready_ms: { median: part(0.5), p95: part(0.95), max: part(1) },
      gone_ms_max: Math.round(Math.max(...gone_ms)),
      failed_starts: Object.groupBy(failed_starts, (text) => text.split('\n')[0] ?? ''),
      faults: faults.slice(0, 50),
    },
    null,
    1,
  ),
)
console.log(faults.length === 0 ? `PASS seed ${seed}` : `FAIL seed ${seed}: ${faults.length} faults`)
if (values.keep || faults.length > 0) console.log(`kept: ${data_dir}`)
else rmSync(data_dir, { recursive: true, force: true })
process.exit(faults.length === 0 ? 0 : 1)
