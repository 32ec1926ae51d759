import { cpus } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { start_bench_site } from './bench-site.ts'
import type { Line } from './lines.ts'
import { write_section } from './results.ts'
import { bench_chart, bench_memory, bench_search, load_people, raw_read } from './server.ts'
import { bench_sheet } from './sheet.ts'
import { bench_web } from './web.ts'

const { values } = parseArgs({ options: { patients: { type: 'string', default: '100000' }, only: { type: 'string' } } })
const patients = Number(values.patients)
const wants = (part: 'memory' | 'search' | 'chart' | 'sheet'): boolean => values.only?.split(',').includes(part) ?? true
const settle_ms = 5_000

/** What autovacuum does by itself a minute after a big load. */
const analyse = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('VACUUM ANALYZE record.resource')
  await client.end()
}

const site = await start_bench_site()
const lines: Line[] = []
try {
  if (wants('memory')) {
    await sleep(settle_ms)
    lines.push(bench_memory(site))
  }
  const loaded_ms = await load_people(site, patients)
  await analyse(site.url)
  const raw = await raw_read(site)
  if (wants('search')) lines.push(await bench_search(site, raw, patients))
  const chart = wants('chart') ? await bench_chart(site, raw) : undefined
  if (chart) lines.push(chart.result)
  if (wants('sheet')) lines.push(...(await bench_sheet(site, raw)))
  if (chart) lines.push(...(await bench_web(site, chart.encounter)))
  const head = [
    `\`npm run bench\` (\`bench/run.ts --patients ${patients}\`) on ${cpus().length} cores (${cpus()[0]?.model ?? ''}), ${new Date().toISOString().slice(0, 10)}. The machine is shared; the`,
    `ratio is to one raw key read of PostgreSQL in the same run: p50 ${raw.p50_ms.toFixed(2)} ms, p95 ${raw.p95_ms.toFixed(2)} ms.`,
    `Loading ${patients.toLocaleString('en')} patients through the store, audit and row-level security on: ${Math.round(patients / (loaded_ms / 1_000)).toLocaleString('en')} a second on one connection.`,
    '',
    '| what | limit | measured | × raw read (p50) | met |',
    '|---|---|---|---|---|',
    ...lines.map(
      (one) => `| ${one.what} | ${one.limit} | ${one.measured} | ${one.ratio} | ${one.met ? 'yes' : '**no**'} |`,
    ),
  ]
  if (values.only === undefined) write_section('The chart and the sheet', head)
  console.log(head.join('\n'))
} finally {
  await site.close()
}
process.exit(lines.every((one) => one.met) ? 0 : 1)
