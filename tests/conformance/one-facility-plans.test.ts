import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { open_behind } from '../refusals/behind.ts'
import { start_test_site, type Answer } from '../test-site.ts'
import { fill_facility } from './plan-data.ts'
import { reads, searches, writes, type Question } from './plan-questions.ts'
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
/**
 * Without statistics PostgreSQL takes every condition for rare and may walk through the facility's own type, for each
 * person even. So it is until autovacuum has counted: 2,000 rows after the first at the latest (db/migrations/0105), or
 * at the end of an import (0140, settle_import).
 */
const uncounted_max = 20_000

const running = await start_test_site()
const { owner } = await open_behind(running)
const counted_max_ms = 60_000
/** The first test wants rows that nobody has counted: autovacuum waits. */
const set_counting = async (how: string): Promise<void> => {
  for (const table of ['resource', 'version', 'measure'])
    await owner.query(`ALTER TABLE record.${table}_${ours} ${how}`)
}
const until_counted = async (): Promise<void> => {
  const sql =
    "SELECT FROM pg_stat_user_tables WHERE relname = 'resource_' || $1 AND last_autoanalyze IS NOT NULL AND n_mod_since_analyze < 2000"
  for (const end_ms = performance.now() + counted_max_ms; performance.now() < end_ms; await sleep(100))
    if ((await owner.query(sql, [ours])).rowCount === 1) return
  throw new Error(`nobody counted within ${counted_max_ms} ms`)
}
await owner.query('SELECT record.open_facility($1)', [ours])
await set_counting('SET (autovacuum_enabled = off)')
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
const judge = async (question: Question, first: number, most: number, seen: Set<string>): Promise<string[]> => {
  const faults: string[] = []
  for (let turn = first; turn < first + times; turn += 1) {
    const answer = await ask(question, turn)
    if (answer.status >= 300) return [`${question.name}: ${answer.status} ${answer.text.slice(0, 300)}`]
    const runs = take_runs()
    if (!runs.some(touches_record) && question.name !== 'AuditEvent') faults.push(`no statement was seen`)
    faults.push(...faults_of(runs, Math.max(question.looked_at ?? 0, most)))
    for (const run of runs)
      for (const { condition } of scans_of(run)) seen.add(/\$1\b/.test(condition) ? 'generic' : 'custom')
  }
  return [...new Set(faults)].map((fault) => `${question.name}: ${fault}`)
}

/** @param first every turn asks for other rows @param most rows looked at where the question does not say */
const judge_all = async (first: number, most = looked_at_max): Promise<Set<string>> => {
  const seen = new Set<string>()
  const faults: string[] = []
  take_runs()
  for (const question of [...reads, ...searches, ...writes]) faults.push(...(await judge(question, first, most, seen)))
  assert.deepEqual(faults, [], faults.join('\n\n'))
  return seen
}

test('nobody has counted the rows: the parts of one facility only, by an index, and not more than a small facility has', async () => {
  await judge_all(0, uncounted_max)
  const { rows } = await owner.query("SELECT FROM pg_stats WHERE tablename LIKE '%\\_' || $1", [ours])
  assert.equal(rows.length, 0, 'no statistics')
})

test('a facility grows: PostgreSQL counts by itself, and connections with older plans look at few rows again', async (t) => {
  await set_counting('RESET (autovacuum_enabled)')
  await fill_facility(running.site.store, ours, people_first, people)
  const grown_ms = performance.now()
  await until_counted()
  t.diagnostic(`counted ${Math.round(performance.now() - grown_ms)} ms after the last row`)
  await judge_all(times)
})

test('with statistics: reads, searches and writes touch the parts of one facility only, by an index', async () => {
  await owner.query('ANALYZE')
  const seen = await judge_all(2 * times)
  assert.deepEqual([...seen].sort(), ['custom', 'generic'], 'plans for values and plans for all values were both seen')
})
