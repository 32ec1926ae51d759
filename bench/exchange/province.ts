import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { write_section } from '../results.ts'
import { run_province } from './province/run.ts'
import { scale_of } from './province/volumes.ts'

/**
 * A province for a compressed month: houses with keys, clocks, outages and duplicates of their own, a hub that is killed.
 *   node bench/exchange/province.ts [--facilities 60] [--documents 10000] [--kills 100] [--seed 1] [--month 900] [--record]
 * Ends with 1 where any book differs from any other.
 */
const { values } = parseArgs({
  options: {
    ...{ facilities: { type: 'string', default: '60' }, documents: { type: 'string', default: '10000' } },
    ...{ kills: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
    /** Seconds. */
    month: { type: 'string', default: '900' },
    ...{ workers: { type: 'string', default: '1' }, poll: { type: 'string', default: '2500' } },
    ...{ record: { type: 'boolean', default: false }, keep: { type: 'boolean', default: false } },
  },
})
const number = (name: 'facilities' | 'documents' | 'kills' | 'seed' | 'month' | 'workers' | 'poll'): number =>
  Number(values[name])
const dir = mkdtempSync(join(tmpdir(), 'benhan-province-'))
const began = performance.now()
const report = await run_province({
  ...{ dir, seed: number('seed'), facilities: number('facilities'), documents: number('documents') },
  ...{ kills: number('kills'), month_s: number('month'), workers: number('workers'), poll_ms: number('poll') },
  drain_max_s: 1_800,
  say: (text) => console.error(`${Math.round((performance.now() - began) / 1_000)} s: ${text}`),
})
if (!values.keep) rmSync(dir, { recursive: true, force: true })
const { tally, faults, kills, away_ms, settled } = report
const scale = scale_of(number('documents'))
const sorted = away_ms.toSorted((one, other) => one - other)
const wall_min = Math.round((performance.now() - began) / 6_000) / 10
const lines = [
  `\`node bench/exchange/province.ts --facilities ${values.facilities} --documents ${values.documents} --kills ${values.kills} --seed ${values.seed} --month ${values.month} --workers ${values.workers}\`: ${cpus().length} cores (${cpus()[0]?.model ?? ''}), ${wall_min} minutes in all, ${new Date().toISOString()}`,
  '',
  `A month of ${values.facilities} houses (${Math.min(17, number('facilities'))} of them the public units of Bắc Giang, users.md F) in ${report.month_s} s: one letter for ${scale.letters.toFixed(1)} of the real month, one paper for the timeline for ${Math.round(scale.timeline)}.`,
  'Real signatures, private_key_jwt, ITI-65 and the plain door, duplicates, corrections sent before what they correct, clocks wrong by minutes to a day, outages of hours, broken lines.',
  '',
  '| papers | letters sent | = received | + in timelines | + nobody came for | + held by a person | + at a house that is gone | + refused | taken by the hub | receipts verified |',
  '|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
  `| ${report.documents} | ${tally.sent} | ${tally.received} | ${tally.laid} | ${tally.waiting_at_hub} | ${tally.held} | ${tally.waiting_at_home} | ${tally.refused} | ${report.taken} | ${report.receipts} |`,
  '',
  `Killed with SIGKILL: the hub ${kills.hub + kills.database} times, a session of PostgreSQL ${kills.session} times, all of PostgreSQL stopped at once ${kills.database} times (with the hub); away ${Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)} ms in the middle, ${Math.round(sorted.at(-1) ?? 0)} ms at most. ${report.requests} requests, ${report.broken} of them without an answer that helps (${report.transient} of them 503 while PostgreSQL started over); drained ${Math.round(report.drained_s)} s after the month; of the held ${settled.released} let go on, ${settled.returned} returned, ${settled.left} left.`,
  `Faults: ${faults.length}.`,
]
console.log(lines.join('\n'))
for (const fault of faults.slice(0, 40)) console.error(fault)
if (values.record) write_section('The province: a month, sixty houses, a hub killed a hundred times', lines)
// Not exitCode: the embedded PostgreSQL’s hook ends the process with its own.
process.exit(faults.length > 0 ? 1 : 0)
