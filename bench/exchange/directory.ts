import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate, open_database, start_embedded, type Database } from '../../src/platform/database/index.ts'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import type { NumberKind } from '../../src/standards/person-matching/index.ts'
import { local_domain, type Given } from '../../src/network/citizens/index.ts'
import { folded_names, keys_of, new_body } from '../../src/network/citizens/body.ts'
import { index_of } from '../../src/network/citizens/domains.ts'
import type { Someone } from '../matching/population.ts'

export type Directory = {
  database: Database
  owner: pg.Client
  /** CPU all processes of PostgreSQL have had so far. */
  postgres_cpu_ms(): number
  close(): Promise<void>
}

const ms_per_tick = 10

/** Of a process: its parent, and the CPU it has had, its ended children's included. */
const read_stat = (pid: string): { parent: number; ms: number } => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ') ?? []
  const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at] ?? 0), 0)
  return { parent: Number(fields[1]), ms: ticks * ms_per_tick }
}

const cpu_of = (postmaster: number): number => {
  let sum_ms = 0
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      const { parent, ms } = read_stat(pid)
      if (parent === postmaster || Number(pid) === postmaster) sum_ms += ms
    } catch {
      // A process that ended meanwhile.
    }
  return sum_ms
}

/** An embedded PostgreSQL of its own with the hub's tables and nobody in them. */
export const start_directory = async (): Promise<Directory> => {
  const dir = mkdtempSync(join(tmpdir(), 'benhan-directory-'))
  const server = await start_embedded(dir)
  await server.create_database('hub')
  await migrate(server.url('hub'))
  const database = open_database(server.url('hub'))
  const owner = new pg.Client({ connectionString: server.url('hub') })
  await owner.connect()
  const postmaster = Number(readFileSync(join(dir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
  return {
    database,
    owner,
    postgres_cpu_ms: () => cpu_of(postmaster),
    async close() {
      await owner.end()
      await database.close()
      await server.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

const systems: Record<NumberKind, string> = {
  cccd: identifier_system.cccd,
  cmnd: identifier_system.cmnd,
  passport: identifier_system.passport,
  bhyt: identifier_system.bhyt,
  other: '',
}

/** What a facility tells of somebody. */
export const given_of = (one: Someone, facility: string, code: string): Given => ({
  identifiers: [
    ...one.numbers.map(({ kind, value }) => ({ system: systems[kind], value })),
    { system: local_domain(facility), value: code },
  ],
  names: one.names,
  birth_date: one.birth_date,
  gender: one.gender,
  phones: one.phones,
  kin: one.kin,
  address: one.address,
})

const batch = 5_000

/** Fills the directory past its door: the same rows that telling leaves, many at a time. Who is there is not asked. */
export const fill = async ({ owner }: Directory, people: Someone[], first: number): Promise<void> => {
  for (let from = 0; from < people.length; from += batch) {
    const rows = people.slice(from, from + batch).map((one, i) => {
      const { names = [], ...given } = given_of(one, '24012', `F-${first + from + i}`)
      const body = new_body({ ...given, names }, '24012', new Set())
      return {
        id: `p-${first + from + i}`,
        body,
        folded: folded_names(body),
        birth: body.birth_date ?? null,
        keys: keys_of(body),
      }
    })
    await owner.query(
      `INSERT INTO hub.person (id, version, body, folded, birth_date, facility)
       SELECT r->>'id', 1, r->'body', r->>'folded', r->>'birth', '24012' FROM json_array_elements($1) AS r`,
      [JSON.stringify(rows)],
    )
    const numbers = rows.flatMap(({ id, body }) =>
      body.identifiers.map(({ system, value }) => ({ person: id, ...index_of(system, value) })),
    )
    await owner.query(
      `INSERT INTO hub.person_identifier (system, value, person, stands, facility)
       SELECT r->>'system', r->>'value', r->>'person', true, '24012' FROM json_array_elements($1) AS r ON CONFLICT DO NOTHING`,
      [JSON.stringify(numbers)],
    )
    await owner.query(
      `INSERT INTO hub.person_key (key, person) SELECT DISTINCT hashtextextended(k, 0), r->>'id'
       FROM json_array_elements($1) AS r, json_array_elements_text(r->'keys') AS k ON CONFLICT DO NOTHING`,
      [JSON.stringify(rows.map(({ id, keys }) => ({ id, keys })))],
    )
  }
  await owner.query('VACUUM ANALYZE hub.person, hub.person_identifier, hub.person_key')
  await owner.query('CHECKPOINT')
}
