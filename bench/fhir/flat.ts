import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { write_section } from '../results.ts'
import type { Resource } from '../../src/standards/fhir/index.ts'
import { chance_of } from './chance.ts'
import { generate_patient, resources_per_patient } from './generate.ts'
import { import_patients } from './pair/import-patients.ts'
import { open_http, type Http } from './pair/http.ts'
import { run_phase } from './pair/phase.ts'
import { need } from './pair/side.ts'
import { start_fhir_site } from './pair/site.ts'
import { systems } from './pair/world.ts'

/**
 * Does a question cost the same when the store has grown? The same questions at 1×, 10× and 50× of the stored data, in
 * turns on one server, the median of the p95 of each turn; issue 3: p95 within 1.5×.
 *   node bench/fhir/flat.ts --resources 100000 [--record into bench/RESULTS.md]
 */
const { values } = parseArgs({
  options: {
    record: { type: 'boolean', default: false },
    resources: { type: 'string', default: '100000' },
    steps: { type: 'string', default: '1,10,50' },
  },
})
const seed = 1
const connections = 4
const asked_times = 120
const rounds = 7
const steps = values.steps.split(',').map(Number)
const base_patients = Math.round(Number(values.resources) / resources_per_patient)

type Fields = { identifier?: { system: string; value: string }[]; subject?: { reference: string } }

const questions: Record<string, (http: Http, resources: Resource[]) => () => Promise<void>> = {
  'read by id':
    (http, [patient]) =>
    async () => {
      http.expect(await http.send('GET', `Patient/${patient?.id}`), 200)
    },
  'Patient?identifier': (http, [patient]) => {
    const cccd = (patient as Fields | undefined)?.identifier?.find(({ system }) => system === systems.cccd)?.value
    return async () => {
      const path = `Patient?identifier=${encodeURIComponent(`${systems.cccd}|${cccd}`)}`
      need(http.expect(await http.send('GET', path), 200).entry?.length === 1, 'not one')
    }
  },
  'Observation?patient&code&_sort=-date':
    (http, [patient]) =>
    async () => {
      const path = `Observation?patient=Patient/${patient?.id}&code=${encodeURIComponent(`${systems.loinc}|718-7`)}&_sort=-date`
      need(http.expect(await http.send('GET', path), 200).entry?.length === 3, 'not three')
    },
  'Observation?patient&_sort=-date&_count=20':
    (http, [patient]) =>
    async () => {
      const path = `Observation?patient=Patient/${patient?.id}&_sort=-date&_count=20`
      need(http.expect(await http.send('GET', path), 200).entry?.length === 20, 'not twenty')
    },
  'Encounter?patient&_include=practitioner':
    (http, [patient]) =>
    async () => {
      const path = `Encounter?patient=Patient/${patient?.id}&_include=Encounter:practitioner`
      need(http.expect(await http.send('GET', path), 200).entry?.length >= 4, 'too few')
    },
  'Patient?_id&_revinclude=MedicationRequest':
    (http, [patient]) =>
    async () => {
      const path = `Patient?_id=${patient?.id}&_revinclude=MedicationRequest:patient`
      need(http.expect(await http.send('GET', path), 200).entry?.length === 7, 'not seven')
    },
  'Patient/$everything':
    (http, [patient]) =>
    async () => {
      const bundle = http.expect(await http.send('GET', `Patient/${patient?.id}/$everything`), 200)
      need(bundle.entry.length >= resources_per_patient, 'too few')
    },
  'Observation?_sort=-_lastUpdated': (http) => async () => {
    need(
      http.expect(await http.send('GET', 'Observation?_sort=-_lastUpdated&_count=20'), 200).entry?.length === 20,
      'not 20',
    )
  },
  'Patient?_sort=-_lastUpdated': (http) => async () => {
    need(
      http.expect(await http.send('GET', 'Patient?_sort=-_lastUpdated&_count=20'), 200).entry?.length === 20,
      'not 20',
    )
  },
}

/** One facility for each size, on one server: asked in turns, so that the machine's moods are the same for all. */
const sizes = steps.map((step) => ({ step, code: `X${step}`, patients: base_patients * step }))
const site = await start_fhir_site(
  1,
  sizes.map(({ code }) => code),
)
const client = new pg.Client({ connectionString: site.url })
await client.connect()
const imported: string[] = []
const houses: { http: Http; patients: number; p95s_ms: Map<string, number[]> }[] = []
for (const { code, patients } of sizes) {
  const token = await site.token_of(code)
  const { per_second, seconds } = await import_patients({ base: site.base, token }, seed, 0, patients)
  imported.push(
    `Imported ${patients * resources_per_patient} resources: ${Math.round(per_second)}/s in ${seconds.toFixed(0)} s, made and sent by the same two cores.`,
  )
  console.log(imported.at(-1))
  houses.push({ http: open_http({ base: site.base, token, connections }), patients, p95s_ms: new Map() })
}
// What autovacuum does by itself when the imports are over; here it must not run into the measuring.
await client.query('VACUUM ANALYZE record.resource')
await client.query('CHECKPOINT')
const chance = chance_of(seed)
for (const [name, make] of Object.entries(questions))
  for (let round = 0; round < rounds; round += 1)
    for (const { http, patients, p95s_ms } of houses) {
      const list = Array.from({ length: asked_times }, () =>
        make(http, generate_patient(seed, chance.int(0, patients - 1))),
      )
      const { errors, p95_ms } = await run_phase(name, connections, list, {})
      if (errors.length > 0) console.log(name, errors.length, errors[0])
      p95s_ms.set(name, [...(p95s_ms.get(name) ?? []), p95_ms])
    }

const median = (list: number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN
const size = await client.query<{ size: string }>('SELECT pg_size_pretty(pg_database_size(current_database())) AS size')
await client.end()
for (const { http } of houses) await http.close()
await site.close()

const lines = [
  `\`node bench/fhir/flat.ts --resources ${values.resources}\`: ${steps.map((step) => `${step}× = ${base_patients * step * resources_per_patient} resources`).join(', ')}; ${size.rows[0]?.size} at the end; ${cpus().length} cores (${cpus()[0]?.model ?? ''}), ${new Date().toISOString()}`,
  '',
  `| question, ${connections} connections | ${steps.map((step) => `p95 ms at ${step}×`).join(' | ')} | growth | flat (≤ 1.5) |`,
  `|---|${steps.map(() => '---|').join('')}---|---|`,
  ...Object.keys(questions).map((name) => {
    const p95s = houses.map(({ p95s_ms }) => median(p95s_ms.get(name) ?? []))
    const growth = (p95s.at(-1) ?? Number.NaN) / (p95s[0] ?? Number.NaN)
    return `| ${name} | ${p95s.map((ms) => ms.toFixed(2)).join(' | ')} | ${growth.toFixed(2)} | ${growth <= 1.5 ? 'yes' : '**no**'} |`
  }),
  '',
  ...imported,
]
console.log(lines.join('\n'))
if (values.record) write_section('As the store grows', lines)
