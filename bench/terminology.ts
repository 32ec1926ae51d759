// node bench/terminology.ts [folder of national lists]: what terminology operations cost beside a plain read, over HTTP, with
// the whole ICD-10 of TT 06/2026 and QĐ 4469 in two editions. Without the folder the starter lists are measured.
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { open_database } from '../src/platform/database/index.ts'
import { import_catalogue } from '../src/platform/terminology/index.ts'
import { start_bench_site } from './bench-site.ts'
import { measure } from './measure.ts'

const data = process.argv[2] ?? join(import.meta.dirname, '../../shared/data')
const file = (path: string) => ({ bytes: new Uint8Array(readFileSync(join(data, path))), filename: basename(path) })
const lists = [
  { version: 'QĐ 4469', valid_from: '2020-11-01', paths: ['icd10/qd4469-2020-phu-luc.xlsx'] },
  {
    version: 'TT 06/2026',
    valid_from: '2026-07-01',
    paths: ['icd10/tt06-2026-tree.xlsx', 'icd10/tt06-2026-flags.json'],
  },
]

const site = await start_bench_site()
if (existsSync(data)) {
  const writer = open_database(site.url, { role: 'benhan_catalog', connections_max: 1 })
  for (const { version, valid_from, paths } of lists) {
    const [first, ...more_files] = paths.map(file)
    if (!first) continue
    const request = { ...first, catalogue: 'icd10', version, valid_from, source: version, more_files }
    await writer.in_site((sql) => import_catalogue(sql, { ...request, skip_bad_rows: true }))
  }
  await writer.close()
}
const patient = await site.store.unit(site.caller, (unit) =>
  unit.create({ resourceType: 'Patient', name: [{ text: 'Nguyễn Thị Đo' }] }),
)

const icd = 'http://hl7.org/fhir/sid/icd-10'
const codes = ['J18.9', 'A00.9', 'I10', 'E11.9', 'K35.8', 'S72.0', 'Z00.0', 'O80.0']
const code = (i: number): string => codes[i % codes.length] ?? 'J18.9'
const typed = ['viem phoi', 'tang huyet ap', 'đái tháo đường', 'j18', 'gay xuong dui']
const questions: [name: string, path: (i: number) => string][] = [
  ['read a Patient', () => `/fhir/Patient/${patient.id}`],
  ['$lookup', (i) => `/fhir/CodeSystem/$lookup?system=${icd}&code=${code(i)}`],
  ['CodeSystem/$validate-code', (i) => `/fhir/CodeSystem/$validate-code?url=${icd}&code=${code(i)}`],
  [
    'ValueSet/$validate-code, all below X',
    (i) =>
      `/fhir/ValueSet/$validate-code?url=${encodeURIComponent(`${icd}?fhir_vs=isa/X`)}&system=${icd}&code=${code(i)}`,
  ],
  ['$subsumes', (i) => `/fhir/CodeSystem/$subsumes?system=${icd}&codeA=X&codeB=${code(i)}`],
  [
    '$expand, 20 of a typed text',
    (i) =>
      `/fhir/ValueSet/$expand?url=https://benhanmo.vn/fhir/ValueSet/icd10&count=20&filter=${encodeURIComponent(typed[i % typed.length] ?? '')}`,
  ],
  [
    '$expand, page of 1000',
    (i) => `/fhir/ValueSet/$expand?url=https://benhanmo.vn/fhir/ValueSet/icd10&count=1000&offset=${i * 100}`,
  ],
  ['search code:below chapter X', () => `/fhir/Condition?code:below=${icd}|X`],
]

/** Processor time the server has used: on a shared machine it says more than the clock. */
const cpu_ms = (): number => {
  const fields = readFileSync(`/proc/${site.process.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

const asked = 300
console.log('| question | first ms | p50 ms | p95 ms | server CPU ms |\n|---|---|---|---|---|')
for (const [name, path] of questions) {
  const first = await site.call('GET', path(0))
  if (first.status !== 200) throw new Error(`${name}: ${first.status} ${first.text.slice(0, 300)}`)
  const before = cpu_ms()
  const { p50_ms, p95_ms } = await measure(asked, (i) => site.call('GET', path(i)), 0)
  const cpu = (cpu_ms() - before) / asked
  console.log(`| ${name} | ${first.ms.toFixed(1)} | ${p50_ms.toFixed(1)} | ${p95_ms.toFixed(1)} | ${cpu.toFixed(2)} |`)
}
const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${site.process.pid}/status`, 'utf8'))?.[1]
console.log(`\nmemory of the server after it: ${Math.round(Number(rss) / 1024)} MB`)
await site.close()
