import assert from 'node:assert/strict'
import { test } from 'node:test'
import { open_behind } from '../refusals/behind.ts'
import { start_test_site, type Answer } from '../test-site.ts'
import { fill_facility, given_of, loinc, person_id, person_number, sample_date } from './plan-data.ts'
import { scans_of, watch_plans, type Run, type Scan } from './plans.ts'

/**
 * Every statement that the server really runs for a request reports the plan it followed (auto_explain, plans.ts). Ours
 * is one of eight facilities; whatever is asked, only its own parts may be touched, by an index that leads to the rows.
 */
const ours = '24012'
const people_first = 40
const people = 800
/** No question below has so many rows to look at, and a walk through a type or a facility many more. */
const looked_at_max = 400

const running = await start_test_site()
const { owner } = await open_behind(running)
await fill_facility(running.site.store, ours, 0, people_first)
for (const [facility, count] of [
  ['01929', 500],
  ...['A', 'B', 'C', 'D', 'E', 'F'].map((one) => [`N${one}`, 10]),
] as const)
  await fill_facility(running.site.store, String(facility), 0, Number(count))
const system = await running.system()
const take_runs = await watch_plans(owner)

/** As often as it takes until a connection that plans for values has gone over to a plan for all values (after five). */
const times = 8

type Question = {
  name: string
  method?: string
  path: string | ((turn: number) => string)
  body?: (turn: number) => unknown
  looked_at?: number
}

const ask = async ({ method = 'GET', path, body }: Question, turn: number): Promise<Answer> =>
  system(method, `/fhir/${typeof path === 'string' ? path : path(turn)}`, body?.(turn))

/** What grows with the years. The small tables beside them are walked through by the server's own jobs, for all facilities. */
const large = /^record\.(resource|version|measure)|^audit\.event/

const fault_of = (scan: Scan, most: number): string | undefined => {
  if (scan.loops === 0 || !large.test(scan.table)) return undefined
  if (scan.table === 'audit.event') return /facility =/.test(scan.condition) ? undefined : 'not by facility'
  if (!scan.table.endsWith(`_${ours}`)) return 'of another facility'
  if (/Seq Scan/.test(scan.kind)) return 'row by row'
  return scan.looked_at > most ? `${scan.looked_at} rows` : undefined
}

const faults_of = (runs: Run[], most: number): string[] =>
  runs.flatMap((run) =>
    scans_of(run).flatMap((scan) => {
      const fault = fault_of(scan, most)
      return fault === undefined ? [] : [`${fault}: ${JSON.stringify(scan)}\n${run.text.slice(0, 400)}`]
    }),
  )

const touches_record = (run: Run): boolean => scans_of(run).some(({ table }) => large.test(table))

/** Asks and judges; every question is answered well, and its statements were seen. */
const judge = async (question: Question, first: number, seen: Set<string>): Promise<string[]> => {
  const faults: string[] = []
  for (let turn = first; turn < first + times; turn += 1) {
    const answer = await ask(question, turn)
    if (answer.status >= 300) return [`${question.name}: ${answer.status} ${answer.text.slice(0, 300)}`]
    const runs = take_runs()
    if (!runs.some(touches_record) && question.name !== 'AuditEvent') faults.push(`no statement was seen`)
    faults.push(...faults_of(runs, question.looked_at ?? looked_at_max))
    for (const run of runs)
      for (const { condition } of scans_of(run)) seen.add(/\$1\b/.test(condition) ? 'generic' : 'custom')
  }
  return [...new Set(faults)].map((fault) => `${question.name}: ${fault}`)
}

const patient = (turn: number) => person_id(11 + turn)
const number = (turn: number) => encodeURIComponent(`urn:mrn|${person_number(21 + turn)}`)
const hb = encodeURIComponent(`${loinc}|718-7`)
const weight = (turn: number, id?: string) => ({
  resourceType: 'Observation',
  ...(id === undefined ? {} : { id }),
  ...{
    status: 'final',
    code: { coding: [{ system: loinc, code: '3141-9' }] },
    subject: { reference: `Patient/${patient(turn)}` },
  },
  ...{ effectiveDateTime: sample_date(turn), valueQuantity: { value: 60 + turn, unit: 'kg' } },
})

const reads: Question[] = [
  { name: 'read', path: (turn) => `Patient/${patient(turn)}` },
  { name: 'vread', path: (turn) => `Observation/o-${turn}-0/_history/1` },
  { name: 'history of one', path: (turn) => `Observation/o-${turn}-0/_history` },
  { name: 'history of a type', path: 'Observation/_history?_count=20' },
  { name: 'history of all', path: '_history?_count=20', looked_at: 4_000 },
  { name: '$everything', path: (turn) => `Patient/${patient(turn)}/$everything` },
  { name: 'AuditEvent', path: (turn) => `AuditEvent?patient=Patient/${patient(turn)}` },
]

/** The shapes of ../shared/bench/fhir-bench.mjs, s1 to s10, and those an EMR asks besides. */
const searches: Question[] = [
  { name: 's1 name', path: (turn) => `Patient?name=${given_of(50 * (turn % 16))}&_count=20` },
  { name: 's2 identifier', path: (turn) => `Patient?identifier=${number(turn)}` },
  {
    name: 's3 patient, code, newest',
    path: (turn) => `Observation?patient=Patient/${patient(turn)}&code=${hb}&_sort=-date&_count=20`,
  },
  { name: 's4 _include', path: (turn) => `Encounter?patient=Patient/${patient(turn)}&_include=Encounter:practitioner` },
  {
    name: 's5 chained name',
    path: (turn) => `Observation?subject:Patient.name=${given_of(50 * (turn % 16))}&code=${hb}&_count=20`,
  },
  {
    name: 's6 chained identifier',
    path: (turn) => `Observation?subject:Patient.identifier=${number(turn)}&code=${hb}`,
  },
  {
    name: 's7 _has, rare code',
    path: (turn) =>
      `Patient?_has:Condition:patient:code=${encodeURIComponent('http://hl7.org/fhir/sid/icd-10|J7')}&birthdate=ge19${40 + turn}-01-01&_count=20`,
  },
  {
    name: 's8 _revinclude',
    path: (turn) => `Patient?identifier=${number(turn)}&_revinclude=MedicationRequest:patient`,
  },
  {
    name: 's9 code, dates',
    path: (turn) =>
      `Observation?code=${hb}&date=ge${sample_date(40 * turn)}&date=lt${sample_date(40 * turn + 60)}&_count=20`,
  },
  {
    name: 's10 code, counted',
    path: (turn) =>
      `Condition?code=${encodeURIComponent(`http://hl7.org/fhir/sid/icd-10|J${turn}`)}&_total=accurate&_count=10`,
  },
  { name: 'newest changed', path: 'Observation?_sort=-_lastUpdated&_count=20' },
  { name: 'compartment', path: (turn) => `Patient/${patient(turn)}/Condition` },
  { name: 'quantity', path: (turn) => `Observation?patient=${patient(turn)}&value-quantity=gt50` },
  { name: 'ids', path: (turn) => `Patient?_id=${patient(turn)},${patient(turn + 1)}` },
  { name: 'encounter', path: (turn) => `Observation?encounter=Encounter/e-${turn}` },
]

const writes: Question[] = [
  { name: 'create', method: 'POST', path: 'Observation', body: (turn) => weight(turn) },
  {
    name: 'update',
    method: 'PUT',
    path: (turn) => `Observation/o-${turn}-1`,
    body: (turn) => weight(turn, `o-${turn}-1`),
  },
  { name: 'delete', method: 'DELETE', path: (turn) => `Observation/o-${turn}-2` },
  {
    name: 'transaction',
    method: 'POST',
    path: '',
    body: (turn) => ({
      ...{ resourceType: 'Bundle', type: 'transaction' },
      entry: [
        { request: { method: 'POST', url: 'Observation' }, resource: weight(turn) },
        {
          request: { method: 'POST', url: 'Observation', ifNoneExist: `identifier=urn:x|${turn}` },
          resource: weight(turn),
        },
        { request: { method: 'PUT', url: `Observation/o-${turn}-3` }, resource: weight(turn, `o-${turn}-3`) },
        { request: { method: 'DELETE', url: `Condition/c-${turn}` } },
        { request: { method: 'GET', url: `Patient/${patient(turn)}` } },
      ],
    }),
  },
]

/** @param first every turn asks for other rows */
const judge_all = async (questions: Question[], first: number): Promise<Set<string>> => {
  const seen = new Set<string>()
  const faults: string[] = []
  take_runs()
  for (const question of questions) faults.push(...(await judge(question, first, seen)))
  assert.deepEqual(faults, [], faults.join('\n\n'))
  return seen
}

test('a facility that has grown since its connections made their plans, and whose rows were not counted since', async () => {
  for (const question of [...reads, ...searches, ...writes])
    for (let turn = 0; turn < times; turn += 1) await ask(question, turn)
  await fill_facility(running.site.store, ours, people_first, people)
  await judge_all([...reads, ...searches, ...writes], times)
})

test('with statistics: reads, searches and writes touch the parts of one facility only, by an index', async () => {
  await owner.query('ANALYZE')
  const seen = await judge_all([...reads, ...searches, ...writes], 2 * times)
  assert.deepEqual([...seen].sort(), ['custom', 'generic'], 'plans for values and plans for all values were both seen')
})
