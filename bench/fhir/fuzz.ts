import { parseArgs } from 'node:util'
import { put_client } from '../../src/platform/access/index.ts'
import { facility, start_bench_site } from '../bench-site.ts'
import { find_inconsistencies } from './fuzz/consistency.ts'
import { prepare } from './fuzz/prepare.ts'
import { run_fuzz, words_of_finding, words_of_slow, type Finding, type Report } from './fuzz/run.ts'
import { watch_queries } from './fuzz/watch.ts'

/**
 * Generated requests against a facility server of its own: no 5xx, none over 5 s, and afterwards the store is whole.
 *   node bench/fhir/fuzz.ts --count 100000 --seed 1 --lanes 8
 *   node bench/fhir/fuzz.ts --seed 1 --from 4711 --count 1     the request 4711 of seed 1 again
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    from: { type: 'string', default: '0' },
    lanes: { type: 'string', default: '8' },
    examples: { type: 'string', default: '4' },
  },
})
const shown_max = 60
const author = 'fuzz'

const print_report = (report: Report): void => {
  const rate = Math.round(report.sent / (report.ms / 1_000))
  console.log(
    `${report.sent} requests in ${Math.round(report.ms / 1_000)} s (${rate}/s), p99 ${Math.round(report.p99_ms)} ms, slowest`,
  )
  for (const one of report.slowest) console.log(words_of_slow(one))
  console.log(`kinds ${[...report.kinds].map(([kind, count]) => `${kind} ${count}`).join(', ')}`)
  console.log(
    `statuses ${[...report.statuses]
      .sort(([one], [other]) => one - other)
      .map(([status, count]) => `${status}: ${count}`)
      .join(', ')}`,
  )
}

const site = await start_bench_site()
const faults: string[] = []
site.process.once('exit', (code, signal) => console.log(`the server ended: ${code ?? signal}`))
try {
  await put_client(site.database, { client_id: author, facility, name: 'Fuzz', scope: 'system/*.*' }, author)
  const answer = await fetch(`${site.base}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: author, client_secret: author }),
  })
  const { access_token: token } = (await answer.json()) as { access_token: string }
  const material = await prepare(site.base, token, Number(values.examples))
  console.log(`seed ${values.seed}; ${material.stored} examples stored; ${material.operations.length} operations`)
  const watch = await watch_queries(site.url)
  const kinds = new Map<string, number>()
  const on_finding = (finding: Finding): void => {
    const name = `${finding.what} ${finding.answer?.text.slice(0, 200) ?? ''}`
    kinds.set(name, (kinds.get(name) ?? 0) + 1)
    if ((kinds.get(name) ?? 0) <= 3 && kinds.size <= shown_max) console.log(words_of_finding(finding))
  }
  const report = await run_fuzz(
    {
      base: site.base,
      token,
      seed: Number(values.seed),
      from: Number(values.from),
      count: Number(values.count),
      lanes: Number(values.lanes),
    },
    material,
    on_finding,
  )
  print_report(report)
  const { longest_ms, query } = await watch.stop()
  console.log(`longest statement of the database ${Math.round(longest_ms)} ms${longest_ms > 1_000 ? `: ${query}` : ''}`)
  if (longest_ms > 5_000) faults.push('a statement ran longer than 5 s')
  if (report.findings.length > 0) faults.push(`${report.findings.length} findings`)
  const alive = await fetch(`${site.base}/fhir/Patient/example`, { headers: { authorization: `Bearer ${token}` } })
  if (alive.status >= 500 || site.process.exitCode !== null) faults.push('the server does not answer any more')
  faults.push(...(await find_inconsistencies(site.url, facility, author)))
} finally {
  await site.close()
}
console.log(faults.length === 0 ? 'nothing found' : `FOUND\n${faults.join('\n')}`)
process.exit(faults.length === 0 ? 0 : 1)
