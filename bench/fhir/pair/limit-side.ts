import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Resource } from '../../../src/standards/fhir/index.ts'
import { ask_about } from './questioner.ts'
import { need, type Make, type Question, type Side } from './side.ts'
import { resources_per_patient, systems, type World } from './world.ts'

/** The least that keeps the resources with their versions and answers the questions: no walls, no validation, no log. */
const tables = `
DROP SCHEMA IF EXISTS bench_limit CASCADE;
CREATE SCHEMA bench_limit;
CREATE TABLE bench_limit.resource (id text PRIMARY KEY, type text NOT NULL, version integer NOT NULL,
  updated_at timestamptz NOT NULL, patient text, code text, at timestamptz, doctor text, body text NOT NULL);
CREATE TABLE bench_limit.version (id text, version integer, updated_at timestamptz NOT NULL, body text NOT NULL,
  PRIMARY KEY (id, version));
CREATE TABLE bench_limit.identifier (value text NOT NULL, id text NOT NULL);
CREATE TABLE bench_limit.word (word text NOT NULL, id text NOT NULL);
CREATE INDEX ON bench_limit.resource (patient, type, code, at DESC) WHERE patient IS NOT NULL;
CREATE INDEX ON bench_limit.resource (code, type, at) WHERE code IS NOT NULL;
CREATE INDEX ON bench_limit.identifier (value);
CREATE INDEX ON bench_limit.word (word text_pattern_ops);`

const insert_sql = `WITH given AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[],
    $6::text[], $7::text[]) AS t (id, type, patient, code, at, doctor, body)),
  a AS (INSERT INTO bench_limit.identifier SELECT * FROM unnest($8::text[], $9::text[])),
  b AS (INSERT INTO bench_limit.word SELECT * FROM unnest($10::text[], $11::text[])),
  c AS (INSERT INTO bench_limit.version SELECT id, 1, now(), body FROM given)
  INSERT INTO bench_limit.resource SELECT id, type, 1, now(), patient, code, at, doctor, body FROM given`

const update_sql = `WITH changed AS (UPDATE bench_limit.resource SET version = version + 1, updated_at = now(), body = $2
    WHERE id = $1 RETURNING id, version, updated_at, body)
  INSERT INTO bench_limit.version SELECT * FROM changed RETURNING version`

const columns = 'id, body'
const sql = {
  read: `SELECT ${columns} FROM bench_limit.resource WHERE id = $1`,
  everything: `SELECT ${columns} FROM bench_limit.resource WHERE id = $1 OR patient = $1`,
  history: 'SELECT version, body FROM bench_limit.version WHERE id = $1 ORDER BY version DESC',
  'Patient?name': `SELECT ${columns} FROM bench_limit.resource
    WHERE id IN (SELECT id FROM bench_limit.word WHERE word LIKE $1) LIMIT 20`,
  'Patient?identifier': `SELECT r.id, body FROM bench_limit.identifier JOIN bench_limit.resource AS r USING (id) WHERE value = $1`,
  'Observation?patient&code&_sort=-date': `SELECT ${columns} FROM bench_limit.resource
    WHERE patient = $1 AND type = 'Observation' AND code = $2 ORDER BY at DESC LIMIT 20`,
  'Encounter?patient&_include=practitioner': `WITH e AS MATERIALIZED (SELECT id, body, doctor FROM bench_limit.resource
      WHERE patient = $1 AND type = 'Encounter' LIMIT 21)
    SELECT ${columns} FROM e UNION ALL SELECT ${columns} FROM bench_limit.resource WHERE id IN (SELECT doctor FROM e)`,
  'Observation?subject.name&code': `SELECT r.id, patient, body FROM bench_limit.word AS w
    JOIN bench_limit.resource AS r ON r.patient = w.id AND r.type = 'Observation' AND r.code = $2 WHERE w.word LIKE $1 LIMIT 20`,
  'Observation?subject.identifier&code': `SELECT r.id, body FROM bench_limit.identifier AS i
    JOIN bench_limit.resource AS r ON r.patient = i.id AND r.type = 'Observation' AND r.code = $2 WHERE i.value = $1`,
  'Patient?_has:Condition:code': `SELECT ${columns} FROM bench_limit.resource
    WHERE id IN (SELECT patient FROM bench_limit.resource WHERE type = 'Condition' AND code = $1) LIMIT 20`,
  'Patient?identifier&_revinclude=MedicationRequest': `WITH p AS MATERIALIZED (SELECT r.id, body FROM bench_limit.identifier
      JOIN bench_limit.resource AS r USING (id) WHERE value = $1)
    SELECT ${columns} FROM p UNION ALL
    SELECT r.id, r.body FROM p JOIN bench_limit.resource AS r ON r.patient = p.id AND r.type = 'MedicationRequest'`,
  'Observation?code&date': `SELECT ${columns} FROM bench_limit.resource
    WHERE type = 'Observation' AND code = $1 AND at >= $2 AND at < $3 LIMIT 20`,
  'Condition?code&_total=accurate': `SELECT ${columns} FROM bench_limit.resource WHERE type = 'Condition' AND code = $1 LIMIT 10`,
  count: `SELECT count(*)::int AS total FROM bench_limit.resource WHERE type = 'Condition' AND code = $1`,
} as const

type Fields = {
  resourceType: string
  subject?: { reference: string }
  patient?: { reference: string }
  beneficiary?: { reference: string }
  code?: { coding?: { code: string }[] }
  effectiveDateTime?: string
  recordedDate?: string
  period?: { start: string }
  participant?: { individual: { reference: string } }[]
  identifier?: { system: string; value: string }[]
  name?: { family: string; given: string[] }[]
}
type Row = {
  id: string
  type: string
  patient: string | null
  code: string | null
  at: string | null
  doctor: string | null
  body: string
}

const id_in = (reference: string | undefined): string | null => reference?.split('/')[1] ?? null

const row_of = (id: string, resource: Fields): Row => ({
  id,
  type: resource.resourceType,
  patient: id_in((resource.subject ?? resource.patient ?? resource.beneficiary)?.reference),
  code: resource.code?.coding?.[0]?.code ?? null,
  at: resource.effectiveDateTime ?? resource.recordedDate ?? resource.period?.start ?? null,
  doctor: id_in(resource.participant?.[0]?.individual.reference),
  body: JSON.stringify({ ...resource, id, meta: { versionId: '1', lastUpdated: new Date().toISOString() } }),
})

const values_of = (rows: Row[], resources: Fields[]): unknown[] => {
  const of_patient = resources.flatMap((one, i) => (one.resourceType === 'Patient' ? [{ one, id: rows[i]?.id }] : []))
  const identifiers = of_patient.flatMap(({ one, id }) => (one.identifier ?? []).map(({ value }) => ({ value, id })))
  const words = of_patient.flatMap(({ one, id }) =>
    (one.name ?? []).flatMap((name) => [name.family, ...name.given].map((word) => ({ word: word.toLowerCase(), id }))),
  )
  return [
    ...(['id', 'type', 'patient', 'code', 'at', 'doctor', 'body'] as const).map((name) => rows.map((row) => row[name])),
    ...[identifiers.map(({ value }) => value), identifiers.map(({ id }) => id)],
    ...[words.map(({ word }) => word), words.map(({ id }) => id)],
  ]
}

/** PostgreSQL alone on the same machine: what no server can be faster than. */
export const limit_side = (world: World, options: { url: string; connections: number }): Side => {
  const { facts } = world
  const ask = ask_about(world)
  const pool = new pg.Pool({ connectionString: options.url, max: options.connections })
  const ids: string[][] = []
  const versions = new Map<string, number>()
  const known = new Map<string, string>()
  const id_of = (p: number, place: number): string => ids[p]?.[place] ?? ''
  type Found = { id: string; patient?: string; version?: number; total?: number }
  const run = async (name: string, text: string, values: unknown[]): Promise<Found[]> =>
    (await pool.query<Found>({ name, text, values })).rows
  const put = (rows: Row[], resources: Fields[]) => run('put', insert_sql, values_of(rows, resources))
  const asked = (name: keyof typeof sql, values: unknown[], judge: (rows: Found[]) => void) => async () =>
    judge(await run(name, sql[name], values))
  const counted = (count: number) => (rows: Found[]) => need(rows.length === count, `${rows.length} rows, not ${count}`)
  const patients_of = (given: string): number => world.by_given.get(given)?.size ?? 0
  const like = (given: string): string => `${given.toLowerCase()}%`
  const iso = (ms: number): string => new Date(ms).toISOString()

  const questions: Record<Question, Make> = {
    'Patient?name': () => {
      const given = ask.given()
      return asked('Patient?name', [like(given)], counted(Math.min(20, patients_of(given))))
    },
    'Patient?identifier': () => asked('Patient?identifier', [facts(ask.patient()).cccd], counted(1)),
    'Observation?patient&code&_sort=-date': () => {
      const [p, code] = [ask.patient(), ask.code()]
      const right = facts(p).observations.filter((one) => one.code === code).length
      return asked('Observation?patient&code&_sort=-date', [id_of(p, 0), code], counted(right))
    },
    'Encounter?patient&_include=practitioner': () => {
      const p = ask.patient()
      return asked('Encounter?patient&_include=practitioner', [id_of(p, 0)], counted(3 + facts(p).doctors.size))
    },
    'Observation?subject.name&code': () => {
      const [given, code] = [ask.given(), ask.code()]
      return asked('Observation?subject.name&code', [like(given), code], counted(Math.min(20, patients_of(given) * 3)))
    },
    'Observation?subject.identifier&code': () =>
      asked('Observation?subject.identifier&code', [facts(ask.patient()).cccd, '14682-9'], counted(3)),
    'Patient?_has:Condition:code': () =>
      asked('Patient?_has:Condition:code', [ask.diagnosis()], (rows) => need(rows.length > 0, 'nobody found')),
    'Patient?identifier&_revinclude=MedicationRequest': () => {
      const p = ask.patient()
      const count = counted(1 + facts(p).medications)
      return asked('Patient?identifier&_revinclude=MedicationRequest', [facts(p).cccd], count)
    },
    'Observation?code&date': () => {
      const { code, at_ms } = ask.observation()
      const right = Math.min(20, world.near(code, at_ms).size)
      return asked('Observation?code&date', [code, iso(at_ms), iso(at_ms + 86_400_000)], counted(right))
    },
    'Condition?code&_total=accurate': () => {
      const code = ask.diagnosis()
      const total = world.by_diagnosis.get(code) ?? 0
      return async () => {
        const [counts, rows] = await Promise.all([
          run('count', sql.count, [code]),
          run('page', sql['Condition?code&_total=accurate'], [code]),
        ])
        need(counts[0]?.total === total && rows.length === Math.min(10, total), 'another total')
      }
    },
  }

  return {
    label: 'PostgreSQL alone',
    async load_shared() {
      await pool.query(tables)
      const resources = world.shared as (Resource & Fields)[]
      const rows = resources.map((one) => row_of(randomUUID(), one))
      rows.forEach((row, i) => known.set(`${row.type}/${world.shared[i]?.id}`, `${row.type}/${row.id}`))
      await put(rows, resources)
    },
    ingest: (p) => {
      const list = world.entries(p, known)
      return async () => {
        const own = list.map(() => randomUUID())
        const urls = new Map(list.map((one, i) => [one.fullUrl, `${one.resource.resourceType}/${own[i]}`]))
        const text = JSON.stringify(list.map((one) => one.resource))
        const resources = JSON.parse(text.replace(/urn:uuid:[0-9a-f-]{36}/g, (url) => urls.get(url) ?? url)) as Fields[]
        await put(
          resources.map((one, i) => row_of(own[i] ?? '', one)),
          resources,
        )
        need(own.length === resources_per_patient, 'not sixty')
        ids[p] = own
      }
    },
    create: () => {
      const resource: Fields = {
        resourceType: 'Observation',
        subject: { reference: `Patient/${id_of(ask.patient(), 0)}` },
        code: { coding: [{ code: '0000-0' }] },
        effectiveDateTime: '2026-11-21T08:00:00+07:00',
        ...{
          status: 'final',
          valueQuantity: { value: ask.amount(), unit: '/min', system: systems.loinc, code: '/min' },
        },
      }
      return async () => void (await put([row_of(randomUUID(), resource)], [resource]))
    },
    read: () => {
      const id = id_of(ask.patient(), ask.place())
      return asked('read', [id], (rows) => need(rows[0]?.id === id, 'another resource'))
    },
    update: (n) => {
      const { p, place } = ask.to_update(n)
      const id = id_of(p, place)
      const resource = { ...world.entries(p, known)[place]?.resource, note: [{ text: `Hiệu chỉnh lần ${n}` }] }
      return async () => {
        const rows = await run('update', update_sql, [
          id,
          JSON.stringify({ ...resource, id, meta: { versionId: '2' } }),
        ])
        versions.set(id, rows[0]?.version ?? 0)
      }
    },
    everything: () =>
      asked('everything', [id_of(ask.patient(), 0)], (rows) => need(rows.length >= resources_per_patient, 'too few')),
    history: () => {
      const changed = [...versions.keys()]
      const id = changed[ask.amount() % changed.length] ?? ''
      return asked('history', [id], (rows) => counted(versions.get(id) ?? 0)(rows))
    },
    ask: questions,
    async close() {
      await pool.query('DROP SCHEMA IF EXISTS bench_limit CASCADE')
      await pool.end()
    },
  }
}
