import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { create_audit_log, type Caller } from '../../src/platform/audit/index.ts'
import { migrate, open_database, start_embedded } from '../../src/platform/database/index.ts'
import { create_store, type Store } from '../../src/platform/records/index.ts'
import type { Resource } from '../../src/standards/fhir/index.ts'

/**
 * What the neighbours cost: the same questions and writes in one facility while a database holds 2, 50 and 300 of them.
 *   node bench/fhir/many-facilities.ts [2 50 300]
 * Straight at the store, without HTTP; milliseconds of processor time of PostgreSQL an act, eight acts at once.
 */
const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [2, 50, 300]
const acts = 2_000
const at_once = 8
const people = 500

const caller: Caller = {
  facility: '24012',
  actor: { id: 'bench', name: 'bench', role: 'system', kind: 'system' },
  ...{ purpose: 'HOPERAT', address: '', request_id: '' },
}

const weight = (i: number): Resource => ({
  ...{ resourceType: 'Observation', id: `o-${i}`, status: 'final', subject: { reference: `Patient/p-${i % people}` } },
  code: { coding: [{ system: 'http://loinc.org', code: '3141-9' }] },
  ...{ effectiveDateTime: '2026-11-21', valueQuantity: { value: i, unit: 'kg' } },
})

/** Processor time of all processes of this PostgreSQL, those that ended too. */
const cpu_ms = (dir: string): number => {
  const postmaster = readFileSync(join(dir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0] ?? ''
  let ticks = 0
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ') ?? []
      if (pid === postmaster || fields[1] === postmaster) ticks += Number(fields[11]) + Number(fields[12])
      if (pid === postmaster) ticks += Number(fields[13]) + Number(fields[14])
    } catch {
      continue // ended meanwhile
    }
  return ticks * 10
}

const many = async (count: number, act: (i: number) => Promise<unknown>): Promise<void> => {
  let next = 0
  const one = async (): Promise<void> => {
    while (next < count) await act((next += 1) - 1)
  }
  await Promise.all(Array.from({ length: at_once }, one))
}

const deeds = (store: Store): [name: string, act: (i: number) => Promise<unknown>][] => [
  ['create', (i) => store.unit(caller, (unit) => unit.create(weight(i)))],
  ['update', (i) => store.unit(caller, (unit) => unit.update(weight(i)))],
  ['read', (i) => store.read(caller, 'Observation', `o-${i}`)],
  ['search', (i) => store.search(caller, 'Observation', new URLSearchParams({ patient: `p-${i % people}` }))],
]

const dir = mkdtempSync(join(tmpdir(), 'benhan-many-'))
const postgres = await start_embedded(dir)
for (const count of counts) {
  const name = `many_${count}`
  await postgres.create_database(name)
  const url = postgres.url(name)
  await migrate(url)
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  for (let i = 1; i < count; i += 1) await owner.query('SELECT record.open_facility($1)', [`N${i}`])
  const database = open_database(url)
  const store = create_store(database, create_audit_log(database))
  await store.unit(caller, async (unit) => {
    for (let i = 0; i < people; i += 1) await unit.create({ resourceType: 'Patient', id: `p-${i}` })
  })
  await owner.query('ANALYZE')
  const line: string[] = []
  for (const [what, act] of deeds(store)) {
    const before = cpu_ms(dir)
    await many(acts, act)
    line.push(`${what} ${((cpu_ms(dir) - before) / acts).toFixed(2)}`)
  }
  console.log(`${count} facilities: PostgreSQL ms an act: ${line.join(', ')}`)
  await database.close()
  await owner.end()
}
await postgres.stop()
rmSync(dir, { recursive: true, force: true })
