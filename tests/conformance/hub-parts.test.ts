/** A hub whose tables lie in parts, as on several machines: the same doors, and which parts each statement really touches. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { write_provide_bundle } from '../../src/standards/mhd/index.ts'
import { make_letter } from '../../src/standards/documents/test-letters.ts'
import type { Submission } from '../../src/standards/documents/index.ts'
import { until } from '../exchange-world.ts'
import { start_test_hub } from '../test-hub.ts'
import type { Json } from '../test-site.ts'
import { hub_spread, parts_count, spread_hub } from './hub-parts.ts'
import { scans_of, watch_plans, type Run } from './plans.ts'

const hub = await start_test_hub({ board_ms: 3_600_000 })
const owner = new pg.Client({ connectionString: hub.url })
await owner.connect()
after(() => owner.end())
await spread_hub(owner)
const take_runs = await watch_plans(owner)
// Its lines were cut for the watching: what runs into a dead one is refused once.
const a = await until('a token over new lines', () => hub.member('24012').catch(() => undefined))
const b = await hub.member('01929')

const people = 24
const cccd_of = (at: number): string => `0241900${String(10_000 + at)}`

const letter = (at: number): Promise<Submission> => {
  const identifiers = [{ system: identifier_system.cccd, value: cccd_of(at) }]
  const name = `Trần Thị Bưởi ${'ABCDEFGHIKLMNOPQRSTUVXYZ'[at % 24]}`
  const patient = {
    ...{ resourceType: 'Patient', id: 'p1', identifier: identifiers, name: [{ text: name }] },
    ...{ gender: 'female', birthDate: '1990-03-02' },
  }
  const person = { identifiers, name, birth_date: '1990-03-02', gender: 'female' as const }
  return make_letter({
    house: hub.house('24012'),
    document: { patient },
    submission: { person, recipients: ['01929'] },
  })
}

/** The parts of each spread table that were really walked into, by statement. */
const parts_of = (run: Run): Map<string, Set<string>> => {
  const found = new Map<string, Set<string>>()
  for (const { table, loops } of scans_of(run)) {
    const [, name, part] = /^hub\.(\w+)_part(\d+)$/.exec(table) ?? []
    if (name === undefined || part === undefined || loops === 0) continue
    found.set(name, (found.get(name) ?? new Set()).add(part))
  }
  return found
}

/**
 * Asked of all parts, and said to be so in docs/operations/scaling.md: who was merged into her; a paper by the hub's number
 * alone; the hub's own rounds, for what waits and for the board. Everything else has to know whose part it asks.
 */
const named = [
  /merged_into = \w+\.id|merged_into = \$1/,
  /number = ANY|number = \$/,
  /delivery_work|NOT posted|told <> state/,
]
const is_named = (run: Run): boolean => named.some((one) => one.test(run.text))

const wide_in = (runs: Run[]): string[] =>
  runs
    .filter((run) => !is_named(run))
    .flatMap((run) =>
      [...parts_of(run)].flatMap(([table, parts]) =>
        parts.size > 1 ? [`${table}: ${parts.size} of ${parts_count} parts\n${run.text.slice(0, 300)}`] : [],
      ),
    )

const others = 40_000
/** Other people and their papers, so that PostgreSQL finds rows by key as where there are millions. */
const fill = async (): Promise<void> => {
  const series = `FROM generate_series(1, ${others}) AS g`
  await owner.query(
    `INSERT INTO hub.person (id, version, body, folded, birth_date, facility)
     SELECT 'other' || g, 1, '{"names": [], "identifiers": []}', 'nguoi khac', '1950-01-01', '24160' ${series}`,
  )
  await owner.query(
    `INSERT INTO hub.person_identifier (system, value, person, stands, facility)
     SELECT $1, '9' || lpad(g::text, 11, '0'), 'other' || g, true, '24160' ${series}`,
    [identifier_system.cccd],
  )
  await owner.query(`INSERT INTO hub.person_key (key, person) SELECT hashint8(g), 'other' || g ${series}`)
  await owner.query(
    `INSERT INTO hub.submission (person, number, sender, recipients, document, identity, kind, created_at, digest, about,
       parts, verdict, receipt)
     SELECT 'other' || g, 1000000000 + g, '24160', '{01929}', 'urn:x:' || g, 'urn:x:' || g, 'record', now(), '', '{}', '[]',
       '{}', '{}' ${series}`,
  )
  await owner.query(
    `INSERT INTO hub.delivery (recipient, number, sender, person, kind, document, about, posted, told)
     SELECT (ARRAY['01929', '24012', '24160'])[1 + g % 3], 1000000000 + g, '24160', 'other' || g, 'record', 'urn:x:' || g,
       '{}', true, 'requested' ${series}`,
  )
  await owner.query(
    `INSERT INTO hub.identity (sender, document, digest, person, number)
     SELECT '24160', 'urn:x:' || g, '', 'other' || g, 1000000000 + g ${series}`,
  )
  await owner.query('ANALYZE')
}

const sent: Submission[] = []

test('the keys hold in parts: nothing of a hub has a unique rule that its spread could not keep', async () => {
  const { rows } = await owner.query<{ name: string; parts: string }>(
    `SELECT c.relname AS name, count(i.inhrelid) AS parts FROM pg_class AS c JOIN pg_inherits AS i ON i.inhparent = c.oid
     WHERE c.relnamespace = 'hub'::regnamespace AND c.relkind = 'p' GROUP BY 1`,
  )
  assert.deepEqual(
    rows.map(({ name, parts }) => [name, Number(parts)]).toSorted(),
    Object.keys(hub_spread)
      .map((name) => [name, parts_count])
      .toSorted(),
  )
})

test('letters are taken, once, and lie spread by person', async () => {
  take_runs()
  for (let at = 0; at < people; at += 1) {
    const made = await letter(at)
    sent.push(made)
    const taken = await a('POST', '/fhir', write_provide_bundle(made))
    assert.equal(taken.status, 200, taken.text)
  }
  const again = await a('POST', '/fhir', write_provide_bundle(sent[0] ?? (await letter(0))))
  assert.equal(again.json['entry'][0].response.status, '200 OK')
  const { rows } = await owner.query<{ part: string }>(
    'SELECT DISTINCT tableoid::regclass::text AS part FROM hub.submission',
  )
  assert.ok(rows.length > parts_count / 2, `in ${rows.length} of ${parts_count} parts`)
  const { rows: counted } = await owner.query<{ count: string }>('SELECT count(*) FROM hub.submission')
  assert.equal(Number(counted[0]?.count), people)
  const books = await (await hub.person('hub_operator'))('GET', '/api/hub/reconcile?since=2026-01-01')
  assert.equal(books.json['is_sound'], true, books.text)
})

test('taking: each statement of a letter about somebody known touches one part of each table', async () => {
  await fill()
  take_runs()
  for (let at = 0; at < people; at += 1) {
    const taken = await a('POST', '/fhir', write_provide_bundle(await letter(at)))
    assert.equal(taken.status, 200, taken.text)
  }
  const runs = take_runs()
  assert.ok(runs.some((run) => /INSERT INTO hub\.submission/.test(run.text)))
  assert.deepEqual([...new Set(wide_in(runs))], [])
})

/**
 * A plan for all values cannot leave parts out by a list that is a parameter; whoever sees the values can, as Citus does
 * before it sends anything. So such a statement is asked again with its values.
 */
const explained = async (text: string, person: string): Promise<Run> => {
  const values = [[person], 51].slice(0, new Set(text.match(/\$\d+/g)).size)
  const { rows } = await owner.query<{ 'QUERY PLAN': { Plan: Run['plan'] }[] }>(
    `EXPLAIN (ANALYZE, VERBOSE, TIMING OFF, FORMAT JSON) ${text}`,
    values,
  )
  const plan = rows[0]?.['QUERY PLAN'][0]?.Plan
  assert.ok(plan)
  return { text, plan }
}

test('looking up: her number in one part, and once she is known her papers in one part', async () => {
  const cccd = (at: number): string => encodeURIComponent(`${identifier_system.cccd}|${cccd_of(at)}`)
  let last = ''
  take_runs()
  for (let at = 0; at < people; at += 1) {
    const [person] = (await b('GET', `/fhir/Patient?identifier=${cccd(at)}`)).json['entry'] as Json[]
    last = String(person?.['resource'].id)
    const found = await b('GET', `/fhir/DocumentReference?patient=Patient/${last}`)
    assert.ok((found.json['entry'] as Json[]).length > 1, found.text)
  }
  const runs = take_runs()
  assert.ok(
    runs.some((run) => parts_of(run).has('submission')),
    'statements were seen',
  )
  const lists = runs.filter(({ text }) => /= ANY ?\(\$1\)/.test(text))
  const asked_again = await Promise.all(
    [...new Set(lists.map(({ text }) => text))].map((text) => explained(text, last)),
  )
  assert.ok(asked_again.length >= 2 && asked_again.every((run) => parts_of(run).size > 0))
  assert.deepEqual([...new Set(wide_in([...runs.filter((run) => !lists.includes(run)), ...asked_again]))], [])
})

test('the boxes are filled, read and turned as ever; who is not asked sees nothing', async () => {
  const waiting = `/fhir/Task?identifier=${encodeURIComponent(`urn:ietf:rfc:3986|${sent[3]?.parts[0].identity}`)}`
  const task = await until('the letter in the box', async () => {
    const answer = await b('GET', waiting)
    return (answer.json['entry'] as Json[] | undefined)?.[0]?.['resource'] as Json | undefined
  })
  assert.equal((await b('PUT', `/fhir/Task/${task['id']}`, { ...task, status: 'received' })).status, 200)
  const list = await b('GET', `/fhir/${task['focus'].reference}`)
  const paper = await b('GET', `/fhir/${list.json['entry'][0].item.reference}`)
  const address = new URL(paper.json['content'][0].attachment.url as string).pathname
  assert.equal((await b('GET', address, undefined, { accept: 'application/pdf' })).status, 200)
  assert.equal((await (await hub.member('24160'))('GET', address)).status, 404)
})
