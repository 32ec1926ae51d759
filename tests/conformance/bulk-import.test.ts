import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { text as text_of } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { generate_patient, generate_shared } from '../../bench/fhir/generate.ts'
import { copy_rows, open_loader } from '../../src/platform/database/index.ts'
import { open_behind } from '../refusals/behind.ts'
import { password, start_test_site, type Json } from '../test-site.ts'
import { token_of } from './bulk-client.ts'

/** POST /fhir/$import: ndjson streamed in, as a hospital that moves in sends its record. */
const running = await start_test_site()
const system = await running.system()
const other_house = await running.system('client.b')
const { owner, url } = await open_behind(running)
const token = await token_of(running.base, 'client', password)

type Body = string | Uint8Array<ArrayBuffer> | ReadableStream
const send = (body: Body, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${running.base}/fhir/$import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+ndjson', ...headers },
    body,
    duplex: 'half',
  } as RequestInit)

type Told = {
  counts: Record<string, { created: number; updated: number; unchanged: number }>
  refused_count: number
  refused: Map<number, Json>
}

/** What the answer's Parameters says. */
const told = async (answer: Response): Promise<Told> => {
  const text = await answer.text()
  assert.equal(answer.status, 200, text.slice(0, 500))
  const parameters = (JSON.parse(text) as Json)['parameter'] as Json[]
  const part = (one: Json, name: string): Json => (one['part'] as Json[]).find((each) => each['name'] === name) ?? {}
  const named = (name: string): Json[] => parameters.filter((one) => one['name'] === name)
  return {
    counts: Object.fromEntries(
      named('count').map((one) => [
        part(one, 'type')['valueCode'],
        {
          created: part(one, 'created')['valueInteger'],
          updated: part(one, 'updated')['valueInteger'],
          unchanged: part(one, 'unchanged')['valueInteger'],
        },
      ]),
    ),
    refused_count: named('refusedCount')[0]?.['valueInteger'] as number,
    refused: new Map(
      named('refused').map((one) => [part(one, 'line')['valueInteger'] as number, part(one, 'outcome')['resource']]),
    ),
  }
}

const ndjson = (lines: unknown[]): string => lines.map((one) => `${JSON.stringify(one)}\n`).join('')
const patient = (id: string, more: Json = {}): Json => ({ resourceType: 'Patient', id, active: true, ...more })
const observation = (id: string, of: string, more: Json = {}): Json => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '718-7' }] },
  subject: { reference: `Patient/${of}` },
  ...more,
})
const rows_of = async (facility: string): Promise<{ resources: number; versions: number; lines: number }> => {
  const { rows } = await owner.query<{ resources: string; versions: string; lines: string }>(
    `SELECT (SELECT count(*) FROM record.resource WHERE facility = $1) AS resources,
            (SELECT count(*) FROM record.version WHERE facility = $1) AS versions,
            (SELECT count(*) FROM audit.event WHERE facility = $1 AND interaction = 'create') AS lines`,
    [facility],
  )
  const [row] = rows
  return { resources: Number(row?.resources), versions: Number(row?.versions), lines: Number(row?.lines) }
}

const people = 30
const whole = [...generate_shared(7), ...Array.from({ length: people }, (_, i) => generate_patient(7, i)).flat()]
const first = await rows_of('24012')

test('a record comes in: counted, found, read with its own digits, each resource with its line in the audit log', async () => {
  const { counts, refused_count } = await told(await send(ndjson(whole)))
  assert.equal(refused_count, 0)
  assert.deepEqual(counts['Patient'], { created: people, updated: 0, unchanged: 0 })
  assert.deepEqual(counts['Observation'], { created: 30 * people, updated: 0, unchanged: 0 })
  const now = await rows_of('24012')
  assert.equal(now.resources - first.resources, whole.length)
  assert.equal(now.lines - first.lines, whole.length)

  const someone = generate_patient(7, 3)
  for (const sent of someone) {
    const answer = await system('GET', `/fhir/${sent.resourceType}/${sent.id}`)
    assert.equal(answer.status, 200)
    const { meta, ...said } = answer.json
    assert.equal(meta.versionId, '1')
    const text = answer.text.replace(/"meta":\{[^}]*\},/, '')
    assert.equal(text, JSON.stringify(sent), 'word for word, trailing zeros too')
    assert.deepEqual(said, JSON.parse(JSON.stringify(sent)))
  }
  const cccd = (someone[0]?.['identifier'] as Json[] | undefined)?.[0]?.['value'] as string
  const found = await system('GET', `/fhir/Patient?identifier=${cccd}`)
  assert.deepEqual(
    (found.json['entry'] as Json[]).map((entry) => entry['resource'].id),
    [someone[0]?.id],
  )
  const facts = await system('GET', `/fhir/Patient/${someone[0]?.id}/$everything?_count=200`)
  assert.ok((facts.json['entry'] as Json[]).length >= 60)
  const warm = await system('GET', '/fhir/Observation?code=8310-5&value-quantity=gt36&_total=accurate&_count=0')
  assert.ok(warm.json['total'] > 60 && warm.json['total'] <= 90, 'numbers are in the index too')
  const log = await system('GET', `/fhir/AuditEvent?patient=${someone[0]?.id}`)
  assert.ok(
    (log.json['entry'] as Json[]).some((entry) => /\/_history\/1$/.test(entry['resource'].entity[0].what.display)),
  )
})

test('the same file once more changes nothing', async () => {
  const before = await rows_of('24012')
  const { counts, refused_count } = await told(await send(ndjson(whole)))
  assert.equal(refused_count, 0)
  assert.ok(Object.values(counts).every(({ created, updated }) => created === 0 && updated === 0))
  assert.deepEqual(await rows_of('24012'), before)
})

test('what was exported comes in again as what it is', async () => {
  const bodies = await Promise.all(
    generate_patient(7, 5).map(
      async ({ resourceType, id }) => (await system('GET', `/fhir/${resourceType}/${id}`)).text,
    ),
  )
  const { counts } = await told(await send(bodies.join('\n')))
  assert.ok(Object.values(counts).every(({ created, updated }) => created === 0 && updated === 0))
})

test('a resource that has changed follows as a new version, the one before stays', async () => {
  const sent = [patient('doi', { gender: 'male' }), observation('doi-1', 'doi')]
  await told(await send(ndjson(sent)))
  const { counts } = await told(await send(ndjson([patient('doi', { gender: 'female' }), sent[1]])))
  assert.deepEqual(counts, {
    Patient: { created: 0, updated: 1, unchanged: 0 },
    Observation: { created: 0, updated: 0, unchanged: 1 },
  })
  assert.equal((await system('GET', '/fhir/Patient/doi')).json['gender'], 'female')
  assert.equal((await system('GET', '/fhir/Patient/doi/_history/1')).json['gender'], 'male')
  assert.equal((await system('DELETE', '/fhir/Observation/doi-1')).status, 204)
  const again = await told(await send(ndjson(sent.slice(1))))
  assert.equal(again.counts['Observation']?.created, 1, 'what was deleted comes back')
  assert.equal((await system('GET', '/fhir/Observation/doi-1')).json['meta'].versionId, '3')
})

test('each refused line is named with its number and why; the others are stored', async () => {
  const lines: (string | Uint8Array)[] = [
    JSON.stringify(patient('tot')), // 1
    '{"resourceType":"Patient","id":"gay"', // 2 broken
    JSON.stringify({ resourceType: 'Patien', id: 'x' }), // 3 no such type
    JSON.stringify([1, 2]), // 4 no resource
    JSON.stringify(patient('sai gạch')), // 5 no id
    JSON.stringify(observation('o-sai', 'tot', { status: 'xong' })), // 6 not R4
    JSON.stringify(observation('o-mo-coi', 'khong-ai')), // 7 about nobody
    '', // 8 blank: no line at all
    Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), // 9 not UTF-8
    JSON.stringify({ resourceType: 'AuditEvent', id: 'a' }), // 10 made by the system only
    JSON.stringify(observation('o-dia-chi', 'x\ty\n')), // 11 a name nobody can have
    JSON.stringify(observation('o-tot', 'tot')), // 12
    JSON.stringify({ ...observation('o-encounter', 'tot'), encounter: { reference: 'Encounter/khong-co' } }), // 13
  ]
  const body = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]))
  const { counts, refused, refused_count } = await told(await send(new Uint8Array(body)))
  assert.deepEqual(counts, {
    Patient: { created: 1, updated: 0, unchanged: 0 },
    Observation: { created: 1, updated: 0, unchanged: 0 },
  })
  assert.deepEqual(
    [...refused.keys()].sort((a, b) => a - b),
    [2, 3, 4, 5, 6, 7, 9, 10, 11, 13],
  )
  assert.equal(refused_count, 10)
  for (const outcome of refused.values()) {
    assert.equal(outcome['resourceType'], 'OperationOutcome')
    assert.ok(outcome['issue'][0].details.text.length > 10)
  }
  assert.equal(refused.get(6)?.['issue'][0].expression[0], 'Observation.status')
  assert.match(refused.get(7)?.['issue'][0].details.text, /Patient\/khong-ai/)
  for (const id of ['o-sai', 'o-mo-coi', 'o-dia-chi', 'o-encounter'])
    assert.equal((await system('GET', `/fhir/Observation/${id}`)).status, 404)
})

test('what is referred to may come later in the file, however far', async () => {
  const backwards = Array.from({ length: 40 }, (_, i) => generate_patient(8, i))
    .flat()
    .reverse()
  const lost = { ...observation('lac', 'khong-ai'), id: 'lac' }
  const { counts, refused } = await told(await send(ndjson([lost, ...backwards])))
  assert.equal(counts['Patient']?.created, 40)
  assert.equal(counts['Observation']?.created, 1_200)
  assert.equal(counts['Encounter']?.created, 120)
  assert.deepEqual([...refused.keys()], [1], 'only who waits for nobody is refused, by its line')
})

test('a resource that stands twice in a file: the later line follows the earlier', async () => {
  const twice = [
    patient('hai', { gender: 'male' }),
    patient('hai', { gender: 'female' }),
    patient('hai', { gender: 'other' }),
  ]
  const { counts } = await told(await send(ndjson(twice)))
  assert.deepEqual(counts['Patient'], { created: 1, updated: 2, unchanged: 0 })
  const last = (await system('GET', '/fhir/Patient/hai')).json
  assert.deepEqual([last['gender'], last['meta'].versionId], ['other', '3'])
})

test('without an id the store gives one, the same for the same content', async () => {
  const { id: _id, ...nameless } = observation('', 'hai', { note: [{ text: 'không mã' }] })
  for (const created of [1, 0]) {
    const { counts } = await told(await send(ndjson([nameless])))
    assert.equal(counts['Observation']?.created, created)
  }
})

test('gzip, other names of the media type, CRLF, a byte order mark and a last line without end', async () => {
  const zipped = gzipSync(ndjson([patient('nen')]))
  const packed = await send(new Uint8Array(zipped), { 'content-encoding': 'gzip' })
  assert.equal((await told(packed)).counts['Patient']?.created, 1)
  const text = `\ufeff${JSON.stringify(patient('crlf-1'))}\r\n${JSON.stringify(patient('crlf-2'))}`
  const answer = await send(text, { 'content-type': 'application/x-ndjson' })
  assert.equal((await told(answer)).counts['Patient']?.created, 2)
})

test('single writes meanwhile stay right: no version is lost, none written twice', async () => {
  const ids = Array.from({ length: 60 }, (_, i) => `song-${i}`)
  const import_all = (gender: string): Promise<Told> =>
    send(ndjson(ids.flatMap((id) => [patient(id, { gender }), observation(`${id}-o`, id)]))).then(told)
  const put_all = async (): Promise<number[]> => {
    const statuses: number[] = []
    const put = async (id: string): Promise<number> =>
      (await system('PUT', `/fhir/Patient/${id}`, patient(id, { gender: 'other' }))).status
    // Made by both in the same moment, one of them is told so (409) and comes again.
    for (const id of ids) statuses.push(await put(id).then((status) => (status === 409 ? put(id) : status)))
    return statuses
  }
  const [one, statuses] = await Promise.all([import_all('male'), put_all()])
  const two = await import_all('female')
  assert.ok(
    statuses.every((status) => status === 200 || status === 201),
    statuses.join(),
  )
  assert.deepEqual([one.refused_count, two.refused_count], [0, 0])
  for (const id of ids) {
    const history = (await system('GET', `/fhir/Patient/${id}/_history`)).json['entry'] as Json[]
    const versions = history.map((entry) => Number(entry['resource'].meta.versionId))
    assert.deepEqual(versions, [3, 2, 1])
    assert.equal(history[0]?.['resource'].gender, 'female')
  }
})

/** Until an import has the facility to itself: starting its thread takes as long as the machine is busy. */
const holding = async (facility: string): Promise<void> => {
  const held = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND classid::bigint = hashtext('bulk.import')::bigint & 4294967295 AND objid::bigint = hashtext($1)::bigint & 4294967295`
  while ((await owner.query(held, [facility])).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, 50))
}

test('another import of the house has to wait, another house has not; none writes into the other', async () => {
  const before = await rows_of('01929')
  let go = (): void => undefined
  const gate = new Promise<void>((resolve) => (go = resolve))
  const slow = new ReadableStream({
    async start(stream) {
      stream.enqueue(new TextEncoder().encode(ndjson([patient('cham')])))
      await gate
      stream.close()
    },
  })
  const begun = send(slow)
  await holding('24012')
  const second = await send(ndjson([patient('chen')]))
  assert.equal(second.status, 409)
  const at_b = await fetch(`${running.base}/fhir/$import`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await token_of(running.base, 'client.b', password)}`,
      'content-type': 'application/fhir+ndjson',
    },
    body: ndjson([patient('doi', { gender: 'other' }), observation('b-1', 'cham')]),
  })
  const of_b = await told(at_b)
  go()
  assert.equal((await told(await begun)).counts['Patient']?.created, 1)
  assert.equal(of_b.counts['Patient']?.created, 1, 'the same id is another person there')
  assert.deepEqual([...of_b.refused.keys()], [2], 'and nobody of A is known there')
  assert.equal((await system('GET', '/fhir/Patient/doi')).json['gender'], 'female')
  assert.equal((await other_house('GET', '/fhir/Patient/doi')).json['gender'], 'other')
  assert.equal((await rows_of('01929')).resources, before.resources + 1)
})

test('the database itself keeps an import in its house', async () => {
  const columns = 'facility, type, id, version, indexed, updated_at, author, terms, body'
  const row = (facility: string): Buffer => {
    const rows = copy_rows(1_000)
    rows.row(9)
    for (const value of [facility, 'Patient', 'len']) rows.text(value)
    rows.integer(1)
    rows.smallint(1)
    rows.moment(new Date(0))
    rows.text('x')
    rows.bigints([])
    rows.text('{"resourceType":"Patient"}')
    return rows.take()
  }
  const at_b = await open_loader(url, '01929')
  await assert.rejects(at_b.copy({ table: 'resource', columns }, row('24012')), /violates partition constraint/)
  await assert.rejects(
    at_b.query(`INSERT INTO record."resource_24012" (${columns})
    VALUES ('24012', 'Patient', 'len', 1, 1, now(), 'x', '{}', '{}')`),
    /does not stand in facility 24012/,
  )
  await assert.rejects(at_b.query("SELECT record.open_import('24012')"), /does not stand in facility/)
  await assert.rejects(at_b.query('SELECT * FROM record."resource_24012"'), /permission denied/)
  await assert.rejects(at_b.query('UPDATE record."resource_01929" SET deleted = true'), /permission denied/)
  const { length } = await at_b.query("SELECT 1 FROM record.resource WHERE facility = '24012'")
  assert.equal(length, 0)
  await at_b.close()
})

test('who may not is refused, and what is no ndjson', async () => {
  const line = ndjson([patient('cam')])
  const headers = { 'content-type': 'application/fhir+ndjson' }
  for (const role of ['doctor', 'records_archive', 'it_admin']) {
    const person = await running.person(role)
    assert.equal((await person('POST', '/fhir/$import', line, headers)).status, 403, role)
  }
  const nobody = await fetch(`${running.base}/fhir/$import`, { method: 'POST', headers, body: line })
  assert.equal(nobody.status, 401)
  const json = await send(JSON.stringify(patient('cam')), { 'content-type': 'application/fhir+json' })
  assert.equal(json.status, 415)
  assert.equal(((await json.json()) as Json)['resourceType'], 'OperationOutcome')
  assert.equal((await system('GET', '/fhir/$import')).status, 501)
  assert.equal((await system('GET', '/fhir/Patient/cam')).status, 404)
})

test('a line of more than 20 MB is passed over by its number; a large one comes in', async () => {
  const text = (megabytes: number): string => 'á'.repeat((megabytes * 1_024 * 1_024) / 2)
  const lines = [
    patient('truoc'),
    patient('qua-lon', { name: [{ text: text(21) }] }),
    { resourceType: 'Binary', id: 'lon', contentType: 'text/plain', data: Buffer.from(text(8)).toString('base64') },
    patient('sau-cung'),
  ]
  const { counts, refused } = await told(await send(ndjson(lines)))
  assert.deepEqual([counts['Patient']?.created, counts['Binary']?.created], [2, 1])
  assert.deepEqual([...refused.keys()], [2])
  assert.equal(refused.get(2)?.['issue'][0].code, 'too-long')
})

test('half a gigabyte flows through a bounded memory', async () => {
  const blank = Buffer.from(`${' '.repeat(1_023)}\n`.repeat(1_024))
  const megabytes = 512
  const peaks = { first_half: 0, second_half: 0 }
  function* pieces(): Generator<Buffer> {
    for (let sent = 0; sent < megabytes; sent += 1) {
      const half = sent < megabytes / 2 ? 'first_half' : 'second_half'
      peaks[half] = Math.max(peaks[half], process.memoryUsage().rss)
      yield blank
    }
    yield Buffer.from(ndjson([patient('cuoi')]))
  }
  // fetch would keep what it has sent; server, thread and sender share this process.
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+ndjson' }
  const sent = request(`${running.base}/fhir/$import`, { method: 'POST', headers })
  await pipeline(Readable.from(pieces()), sent)
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  const { counts } = await told(new Response(await text_of(answer), { status: answer.statusCode ?? 0 }))
  assert.equal(counts['Patient']?.created, 1)
  const more_mb = (peaks.second_half - peaks.first_half) / 1e6
  assert.ok(more_mb < 100, `${Math.round(more_mb)} MB more in the second half`)
})

test('an upload that breaks off leaves whole blocks; sent again it is completed', async () => {
  const lines = Array.from({ length: 60 }, (_, i) => generate_patient(9, i)).flat()
  const text = ndjson([...generate_shared(7), ...lines])
  const before = await rows_of('24012')
  const something_is_there = async (): Promise<void> => {
    if ((await rows_of('24012')).resources > before.resources) return
    await new Promise((resolve) => setTimeout(resolve, 100))
    return something_is_there()
  }
  const cut = new ReadableStream({
    async start(stream) {
      stream.enqueue(new TextEncoder().encode(text.slice(0, Math.floor(text.length / 2))))
      await something_is_there()
      stream.error(new Error('cable'))
    },
  })
  await assert.rejects(send(cut))
  const try_again = async (): Promise<Told> => {
    const answer = await send(text)
    if (answer.status !== 409) return told(answer)
    await new Promise((resolve) => setTimeout(resolve, 500))
    return try_again()
  }
  const { counts, refused_count } = await try_again()
  assert.equal(refused_count, 0)
  const sums = Object.values(counts).map(({ created, unchanged }) => created + unchanged)
  assert.equal(
    sums.reduce((a, b) => a + b, 0),
    lines.length + 25,
  )
  assert.ok((counts['Observation']?.unchanged ?? 0) > 0, 'what was there already stayed')
})

test('while an import holds a facility nobody waits for it, and autovacuum passes it over', async () => {
  const counted = async (): Promise<number> => {
    await owner.query('SELECT pg_stat_force_next_flush()')
    const { rows } = await owner.query<{ count: string }>(
      "SELECT analyze_count AS count FROM pg_stat_user_tables WHERE relname = 'resource_24012'",
    )
    return Number(rows[0]?.count)
  }
  const loader = await open_loader(url, '24012')
  try {
    await assert.rejects(loader.query("SELECT record.hold_import('01929')"), /does not stand in facility/)
    await loader.query("SELECT record.open_import('24012')")
    await loader.query('BEGIN')
    await loader.query("SELECT record.hold_import('24012')")
    const before = await counted()
    await owner.query("SET lock_timeout = '2s'")
    await owner.query("SELECT record.open_facility('24012')")
    await owner.query('ANALYZE (SKIP_LOCKED) record."resource_24012"')
    assert.equal(await counted(), before)
    const written = await system('POST', '/fhir/Patient', { resourceType: 'Patient', active: true })
    assert.equal(written.status, 201)
    await loader.query("SELECT record.settle_import('24012')")
    await loader.query('COMMIT')
    await loader.query('SELECT pg_stat_force_next_flush()')
    assert.equal(await counted(), before + 1)
  } finally {
    await owner.query('RESET lock_timeout')
    await loader.close()
  }
})
