import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { write_section } from '../results.ts'
import { resources_per_patient } from './generate.ts'
import { ndjson_lines } from './pair/import-patients.ts'
import { cpu_of, with_children } from './pair/phase.ts'
import { copy_limit } from './pair/copy-limit.ts'
import { start_fhir_site } from './pair/site.ts'

/**
 * POST /fhir/$import of one ndjson file beside PostgreSQL's own COPY of the very rows it came to, in one run. Issue 3
 * asks for 15,000 resources a second into one facility.
 *   node bench/fhir/import.ts --resources 200000 [--record into bench/RESULTS.md]
 */
const { values } = parseArgs({
  options: { resources: { type: 'string', default: '200000' }, record: { type: 'boolean', default: false } },
})
const asked_per_second = 15_000
const seed = 1
const patients = Math.ceil(Number(values.resources) / resources_per_patient)
const watch_every_ms = 500

/** The file is made first: making it costs as much as taking it in. */
const dir = mkdtempSync(join(tmpdir(), 'benhan-ndjson-'))
const file = join(dir, 'record.ndjson')
await pipeline(Readable.from(ndjson_lines(seed, 0, patients)), createWriteStream(file))
const megabytes = statSync(file).size / 1e6

const site = await start_fhir_site(1)
const server_pids = with_children(site.server.pid ?? 0)
const postgres_pids = with_children(site.postmaster_pid)

const server_mb = (): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${site.server.pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024

const send_file = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/fhir+ndjson', authorization: `Bearer ${site.token}` }
    const sent = request(`${site.base}/$import`, { method: 'POST', headers }, (response) => {
      response.setEncoding('utf8')
      let text = ''
      response.on('data', (part: string) => (text += part))
      response.on('end', () => (response.statusCode === 200 ? resolve(text) : reject(new Error(text.slice(0, 500)))))
    })
    sent.on('error', reject)
    createReadStream(file, { highWaterMark: 256 * 1_024 }).pipe(sent)
  })

type Parameter = { name: string; valueInteger?: number; part?: Parameter[] }

/** What the answer counts, by its own words. */
const counts_of = (text: string): { created: number; refused: number } => {
  const { parameter } = JSON.parse(text) as { parameter: Parameter[] }
  const created = parameter
    .flatMap(({ part = [] }) => part)
    .reduce((sum, one) => sum + (one.name === 'created' ? (one.valueInteger ?? 0) : 0), 0)
  return { created, refused: parameter.find(({ name }) => name === 'refusedCount')?.valueInteger ?? 0 }
}

const idle_mb = server_mb()
let peak_mb = idle_mb
const watch = setInterval(() => (peak_mb = Math.max(peak_mb, server_mb())), watch_every_ms)
const [server_before_ms, postgres_before_ms] = [cpu_of(server_pids()), cpu_of(postgres_pids())]
const start = performance.now()
const { created, refused } = counts_of(await send_file())
const seconds = (performance.now() - start) / 1_000
const per_1000 = (ms: number): number => (ms / created) * 1_000
const server_ms = per_1000(cpu_of(server_pids()) - server_before_ms)
const postgres_ms = per_1000(cpu_of(postgres_pids()) - postgres_before_ms)
clearInterval(watch)
const load = loadavg()[0] ?? 0

const limit = await copy_limit(site.url, dir, postgres_pids)
await site.close()
rmSync(dir, { recursive: true })

const rate = created / seconds
const limit_rate = limit.resources / limit.seconds
const cores = cpus().length
/** With every core to itself: the thread of the import and PostgreSQL's two connections each fill one at most. */
const reachable = 1_000 / (Math.max(server_ms, postgres_ms, (server_ms + postgres_ms) / cores) / 1_000)
const lines = [
  `\`node bench/fhir/import.ts --resources ${values.resources}\`: ${created} resources, ${megabytes.toFixed(0)} MB of ndjson, ${refused} refused; ${cores} cores (${cpus()[0]?.model ?? ''}), load ${load.toFixed(1)}, ${new Date().toISOString()}`,
  '',
  '| | resources /s | seconds | CPU ms for 1,000: server | PostgreSQL |',
  '|---|---|---|---|---|',
  `| POST $import: validation, references, index rows, audit | ${Math.round(rate)} | ${seconds.toFixed(1)} | ${server_ms.toFixed(1)} | ${postgres_ms.toFixed(1)} |`,
  `| COPY of the same rows, nothing else | ${Math.round(limit_rate)} | ${limit.seconds.toFixed(1)} | | ${((limit.cpu_ms / limit.resources) * 1_000).toFixed(1)} |`,
  '',
  `1/${(limit_rate / rate).toFixed(2)} of COPY alone; asked: ${asked_per_second}/s, met: ${rate >= asked_per_second ? 'yes' : '**no**'}. By its CPU time alone, on ${cores} idle cores: ${Math.round(reachable)}/s. Memory of the server: ${idle_mb.toFixed(0)} MB before, ${peak_mb.toFixed(0)} MB at most.`,
]
console.log(lines.join('\n'))
if (values.record) write_section('Bulk import beside COPY alone', lines)
