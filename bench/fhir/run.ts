import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { write_section } from '../results.ts'
import { limit_side } from './pair/limit-side.ts'
import { with_children, type Phase, type Watched } from './pair/phase.ts'
import { server_side } from './pair/server-side.ts'
import { start_fhir_site } from './pair/site.ts'
import { ingest_connections, run_side, workloads } from './pair/workloads.ts'
import { make_world } from './pair/world.ts'

/**
 * A FHIR server beside PostgreSQL alone, in one run: every answer judged, every figure a part of the limit.
 *   node bench/fhir/run.ts --scale 1000 [--workers 2] [--effort 0.5] [--out file.json] [--record into bench/RESULTS.md]
 *   node bench/fhir/run.ts --base http://host/fhir --token T --postgres postgres://… any other server
 */
const { values } = parseArgs({
  options: {
    ...{ scale: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
    ...{ effort: { type: 'string', default: '1' }, workers: { type: 'string', default: '1' } },
    record: { type: 'boolean', default: false },
    ...{
      base: { type: 'string' },
      token: { type: 'string', default: '' },
      postgres: { type: 'string' },
      out: { type: 'string' },
    },
  },
})
const [scale, seed, effort] = [values.scale, values.seed, values.effort].map(Number) as [number, number, number]
const connections = 32

const own = values.base === undefined ? await start_fhir_site(Number(values.workers)) : undefined
const url = values.postgres ?? own?.url
if (url === undefined) throw new Error('--postgres is wanted beside --base: the limit is measured on the same machine')
const watched: Watched = own
  ? { server: () => with_children(own.server.pid ?? 0)(), postgres: with_children(own.postmaster_pid) }
  : {}

const measure = async (label: 'server' | 'limit'): Promise<Phase[]> => {
  const world = make_world(seed, scale)
  const side =
    label === 'server'
      ? server_side(world, { base: values.base ?? own?.base ?? '', token: own?.token ?? values.token, connections })
      : limit_side(world, { url, connections })
  const phases = await run_side(side, world, effort, watched)
  await side.close()
  return phases
}

const server = await measure('server')
const limit = await measure('limit')
await own?.close()

const bounds = new Map(workloads(make_world(seed, 1), effort).map(({ name, at_most }) => [name, at_most]))
const cpu = (phase: Phase): string =>
  Object.entries(phase.cpu_ms)
    .map(([label, ms]) => `${label} ${ms.toFixed(2)}`)
    .join(', ')
const rows = server.map((phase, i) => {
  const alone = limit[i] as Phase
  const ratio = alone.per_second / phase.per_second
  const bound = bounds.get(phase.name) ?? 6
  const is_met = ratio <= bound && phase.errors.length === 0
  return { phase, alone, ratio, bound, is_met }
})
const lines = [
  `\`node bench/fhir/run.ts --scale ${scale} --workers ${values.workers}\`: ${scale * 60} resources, ${values.workers} worker(s), ${cpus().length} cores (${cpus()[0]?.model ?? ''}), ${new Date().toISOString()}`,
  '',
  '| workload | connections | server /s | PostgreSQL alone /s | part of the limit | at least | p95 ms | CPU ms an operation | met |',
  '|---|---|---|---|---|---|---|---|---|',
  ...rows.map(
    ({ phase, alone, ratio, bound, is_met }) =>
      `| ${phase.name} | ${phase.connections} | ${Math.round(phase.per_second)} | ${Math.round(alone.per_second)} | 1/${ratio.toFixed(2)} | 1/${bound} | ${phase.p95_ms.toFixed(1)} | ${cpu(phase)} | ${is_met ? 'yes' : '**no**'} |`,
  ),
  '',
  `Ingest is counted in bundles of 60 over ${ingest_connections} connections; errors: ${[...server, ...limit].reduce((sum, one) => sum + one.errors.length, 0)}.`,
]
console.log(lines.join('\n'))
if (values.record) write_section(`The record store beside PostgreSQL alone, ${values.workers} worker(s)`, lines)
if (values.out !== undefined) writeFileSync(values.out, JSON.stringify({ scale, server, limit }, null, 1))
process.exit(rows.every(({ phase, alone }) => phase.errors.length + alone.errors.length === 0) ? 0 : 1)
