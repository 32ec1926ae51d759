import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { write_section } from '../results.ts'
import { family_of } from './crash/processes.ts'
import { run_phase } from './pair/phase.ts'
import { server_side } from './pair/server-side.ts'
import { start_fhir_site } from './pair/site.ts'
import { workloads } from './pair/workloads.ts'
import { make_world } from './pair/world.ts'

/**
 * Memory of the server under the load of 32 connections, minute by minute: issue 3 allows 600 MB and no growth.
 *   node bench/fhir/steady.ts --minutes 30 [--record into bench/RESULTS.md]
 */
const { values } = parseArgs({
  options: {
    record: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '30' },
    scale: { type: 'string', default: '300' },
    workers: { type: 'string', default: '1' },
  },
})
const limit_mb = 600
const connections = 32
const site = await start_fhir_site(Number(values.workers))
const world = make_world(1, Number(values.scale))
const side = server_side(world, { base: site.base, token: site.token, connections })
await side.load_shared()
await run_phase(
  'ingest',
  8,
  Array.from({ length: world.scale }, (_, p) => side.ingest(p)),
  {},
)

/** Resident memory of the serving processes; those that draw pages have nothing to do here. */
const memory_mb = (): number =>
  family_of(site.server.pid ?? 0).reduce((sum, { pid }) => {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return sum + Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024
  }, 0)

const end_ms = Date.now() + Number(values.minutes) * 60_000
const seen: number[] = []
let operations = 0
let errors = 0
let next_minute_ms = Date.now() + 60_000
while (Date.now() < end_ms)
  for (const { name, operations: make } of workloads(world, 0.1)) {
    // What a stay collects is asked for again and again; it must not be the stay that grows.
    if (name === 'create' && world.scale * 200 < operations / 20) continue
    const list = make(side)
    const phase = await run_phase(name, connections, list, {})
    operations += list.length
    errors += phase.errors.length
    if (phase.errors[0]) console.log(name, phase.errors[0])
    if (Date.now() < next_minute_ms) continue
    next_minute_ms += 60_000
    seen.push(memory_mb())
    console.log(`minute ${seen.length}: ${seen.at(-1)?.toFixed(0)} MB, ${operations} operations, ${errors} errors`)
  }
await side.close()
await site.close()

const mean = (list: number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length
const third = Math.max(1, Math.floor(seen.length / 3))
const [middle, last] = [mean(seen.slice(third, 2 * third)), mean(seen.slice(-third))]
const lines = [
  `\`node bench/fhir/steady.ts --minutes ${values.minutes} --workers ${values.workers}\`: highest ${Math.max(...seen).toFixed(0)} MB of ${limit_mb}; mean of the middle third ${middle.toFixed(0)} MB, of the last ${last.toFixed(0)} MB; ${operations} operations, ${errors} errors.`,
]
console.log(lines.join('\n'))
if (values.record) write_section('Memory under load', lines)
