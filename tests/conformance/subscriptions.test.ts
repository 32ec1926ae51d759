import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { after } from 'node:test'
import { start_test_site, type Json, type Person } from '../test-site.ts'
import {
  assert_notification,
  start_receiver,
  status_of,
  subscription,
  topic,
  until,
  type Asked,
  type Receiver,
} from './receiver.ts'

const settings = { hosts: ['127.0.0.1'], poll_ms: 50, retry_first_s: 0.05 }
const running = await start_test_site({ subscriptions: settings })
const system = await running.system()
const caller = {
  facility: '24012',
  actor: { id: 'client', name: 'Hệ thống thử', role: 'system', kind: 'system' as const },
  ...{ purpose: 'TREAT', address: '', request_id: '' },
}

const owner = new pg.Client({ connectionString: running.url })
await owner.connect()
after(() => owner.end())
const look = async (text: string, values: unknown[] = []): Promise<Json[]> =>
  (await owner.query(text, values)).rows as Json[]

const create = async (resource: Json, by: Person = system): Promise<string> => {
  const made = await by('POST', `/fhir/${resource['resourceType']}`, resource)
  assert.equal(made.status, 201, made.text)
  return made.json['id'] as string
}
const put = async (resource: Json): Promise<void> => {
  const done = await system('PUT', `/fhir/${resource['resourceType']}/${resource['id']}`, resource)
  assert.ok(done.status < 300, done.text)
}
const patient = await create({ resourceType: 'Patient', name: [{ text: 'Nguyễn Thị Hương' }] })
const about = { reference: `Patient/${patient}` }
const pulse = (value: number): Json => ({ value, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' })
const observation = (changes: Json = {}): Json => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }], text: 'Mạch' },
  subject: about,
  valueQuantity: pulse(80),
  ...changes,
})

const status_now = async (id: string): Promise<string> =>
  (await system('GET', `/fhir/Subscription/${id}`)).json['status'] as string
const until_status = (id: string, status: string) =>
  until(
    async () => (await status_now(id)) === status,
    () => status,
  )

/** Subscribes and waits for the handshake. */
const subscribe = async (receiver: Receiver, asked: Asked, by: Person = system): Promise<string> => {
  const id = await create(subscription({ ...asked, channel: { endpoint: receiver.url, ...asked.channel } }), by)
  await until(
    async () => (await by('GET', `/fhir/Subscription/${id}`)).json['status'] === 'active',
    () => id,
  )
  return id
}
const unsubscribe = (id: string) => system('DELETE', `/fhir/Subscription/${id}`)

test('handshake, then an event that names the resource and carries nothing of it', async () => {
  const receiver = await start_receiver()
  const made = await system('POST', '/fhir/Subscription', {
    ...subscription({ criteria: topic('changed-Observation'), channel: { endpoint: receiver.url } }),
    status: 'active',
  })
  assert.deepEqual([made.status, made.json['status']], [201, 'requested'], 'an endpoint is asked before it is told')
  const id = made.json['id'] as string
  await until_status(id, 'active')
  const [handshake] = receiver.letters
  assert.match(handshake?.headers['content-type'] ?? '', /^application\/fhir\+json/)
  assert_notification(handshake!.bundle)
  assert.deepEqual(
    ['type', 'status', 'events-since-subscription-start'].map((name) => status_of(handshake!.bundle, name)),
    ['handshake', 'requested', '0'],
  )
  const first = await create(observation())
  await until(() => receiver.told().length === 1, receiver.told)
  const { bundle, text } = receiver.letters[1]!
  assert_notification(bundle)
  assert.deepEqual(
    ['type', 'status', 'topic', 'events-since-subscription-start'].map((name) => status_of(bundle, name)),
    ['event-notification', 'active', topic('changed-Observation'), '1'],
  )
  assert.deepEqual(receiver.told(), [`Observation/${first}`])
  assert.deepEqual(
    (bundle['entry'] as Json[])
      .slice(1)
      .map((entry) => [entry['fullUrl'], entry['request'].method, entry['response'].etag]),
    [[`${running.base}/fhir/Observation/${first}`, 'POST', 'W/"1"']],
  )
  assert.ok(!text.includes('Mạch') && !text.includes(patient), 'nothing of the record')
  const lines = () =>
    look("SELECT patient, detail FROM audit.event WHERE interaction = 'notify' AND ref = $1", [
      `Observation/${first}/_history/1`,
    ])
  await until(
    async () => (await lines()).length > 0,
    () => 'a line in the log',
  )
  const [line] = await lines()
  assert.equal(line?.['patient'], patient)
  assert.match(String(line?.['detail']), /Subscription\/.*client.*127\.0\.0\.1/)
  await unsubscribe(id)
})

test('a filter is asked of both states: coming in, leaving and deleting are told, what it never met is not', async () => {
  const receiver = await start_receiver()
  const id = await subscribe(receiver, {
    criteria: topic('changed-Observation'),
    filters: ['Observation?code=http://loinc.org|8867-4', 'status=preliminary&value-quantity=gt90'],
  })
  const one = await create(observation({ status: 'preliminary', valueQuantity: pulse(80) }))
  const state = (changes: Json) => put({ ...observation({ status: 'preliminary', ...changes }), id: one })
  await state({ valueQuantity: pulse(100) }) // comes in
  await state({ valueQuantity: pulse(110) }) // stays
  await state({ status: 'final', valueQuantity: pulse(110) }) // leaves
  await state({ status: 'final', valueQuantity: pulse(120) }) // is outside
  await state({ valueQuantity: pulse(120) }) // comes back
  await create(observation({ code: { text: 'khác' }, status: 'preliminary', valueQuantity: pulse(120) }))
  await system('DELETE', `/fhir/Observation/${one}`)
  await until(() => receiver.numbers().length >= 5, receiver.told)
  await sleep(300)
  assert.deepEqual(receiver.numbers(), [1, 2, 3, 4, 5])
  assert.deepEqual(
    receiver.letters
      .flatMap(({ bundle }) => (bundle['entry'] as Json[]).slice(1))
      .map((entry) => [entry['request'].method, entry['response'].etag]),
    [
      ['PUT', 'W/"2"'],
      ['PUT', 'W/"3"'],
      ['PUT', 'W/"4"'],
      ['PUT', 'W/"6"'],
      ['DELETE', 'W/"7"'],
    ],
  )
  await unsubscribe(id)
})

test('admission and discharge, a new patient, a signed document: each when it happens, once', async () => {
  const receiver = await start_receiver()
  const slugs = ['encounter-start', 'encounter-end', 'patient-created', 'patient-updated', 'document-finalised']
  const ids: string[] = []
  for (const slug of slugs) ids.push(await subscribe(receiver, { criteria: topic(slug) }))
  receiver.letters.length = 0
  const who = await create({ resourceType: 'Patient', name: [{ text: 'Trần Văn Nam' }] })
  await put({ resourceType: 'Patient', id: who, name: [{ text: 'Trần Văn Nam' }], gender: 'male' })
  const stay = { resourceType: 'Encounter', class: { code: 'IMP' }, subject: { reference: `Patient/${who}` } }
  const encounter = await create({ ...stay, status: 'planned' })
  for (const status of ['in-progress', 'in-progress', 'finished', 'finished'])
    await put({ ...stay, id: encounter, status })
  const paper = { resourceType: 'DocumentReference', status: 'current', content: [{ attachment: { url: 'urn:x' } }] }
  const document = await create({ ...paper, docStatus: 'preliminary' })
  for (let i = 0; i < 2; i += 1) await put({ ...paper, id: document, docStatus: 'final' })
  await until(() => receiver.told().length >= 5, receiver.told)
  await sleep(300)
  const told = receiver.letters.map(({ bundle }) => [
    String(status_of(bundle, 'topic')).split('/').pop(),
    (bundle['entry'] as Json[])[1]?.['response'].etag,
  ])
  assert.deepEqual(told.sort(), [
    ['document-finalised', 'W/"2"'],
    ['encounter-end', 'W/"4"'],
    ['encounter-start', 'W/"2"'],
    ['patient-created', 'W/"1"'],
    ['patient-updated', 'W/"2"'],
  ])
  for (const id of ids) await unsubscribe(id)
})

test('R4 criteria as they always were: an empty POST when a search is met', async () => {
  const receiver = await start_receiver()
  const classic = {
    resourceType: 'Subscription',
    ...{ status: 'requested', reason: 'thử', criteria: 'Observation?code=http://loinc.org|8867-4&status=final' },
    channel: { type: 'rest-hook', endpoint: receiver.url },
  }
  const id = await create(classic)
  await until_status(id, 'active')
  const one = await create(observation({ status: 'preliminary' }))
  await put({ ...observation(), id: one })
  await put({ ...observation({ status: 'amended' }), id: one })
  await system('DELETE', `/fhir/Observation/${one}`)
  await until(
    () => receiver.letters.length === 2,
    () => receiver.letters,
  )
  await sleep(300)
  assert.deepEqual(
    receiver.letters.map(({ text }) => text),
    ['', ''],
    'the handshake, and the one version that met the search',
  )
  const events = await system('GET', `/fhir/Subscription/${id}/$events`)
  assert.deepEqual(
    [status_of(events.json, 'events-since-subscription-start'), status_of(events.json, 'topic')],
    ['1', undefined],
  )
  await unsubscribe(id)
})

test('`empty` says that something happened, and neither what nor about whom', async () => {
  const receiver = await start_receiver()
  const id = await subscribe(receiver, { criteria: topic('changed-Observation'), content: 'empty' })
  const one = await create(observation())
  await until(
    () => receiver.numbers().length === 1,
    () => receiver.letters,
  )
  const { bundle, text } = receiver.letters[1]!
  assert_notification(bundle)
  assert.equal((bundle['entry'] as Json[]).length, 1)
  assert.ok(!text.includes(one) && !text.includes('SubscriptionTopic') && !text.includes('Observation'))
  await unsubscribe(id)
})

test('a subscriber that is away holds nobody up and misses nothing', async () => {
  const [away, present] = [await start_receiver(), await start_receiver()]
  const dead = await subscribe(away, { criteria: topic('changed-Observation'), max_count: 7 })
  const alive = await subscribe(present, { criteria: topic('changed-Observation') })
  away.mood = 'refuse'
  const made: string[] = []
  for (let i = 0; i < 20; i += 1) made.push(`Observation/${await create(observation())}`)
  await until(() => present.told().length === 20, present.told)
  assert.deepEqual(present.told(), made)
  await until_status(dead, 'error')
  const asleep = (await system('GET', `/fhir/Subscription/${dead}`)).json
  assert.match(asleep['error'] as string, /503/, 'the resource says why')
  for (let i = 0; i < 5; i += 1) made.push(`Observation/${await create(observation())}`)
  await until(() => present.told().length === 25, present.told)
  const kept = await system('GET', `/fhir/Subscription/${dead}/$events?eventsSinceNumber=3&eventsUntilNumber=24`)
  assert_notification(kept.json)
  assert.equal((kept.json['entry'] as Json[]).length - 1, 22)
  assert.deepEqual([status_of(kept.json, 'type'), status_of(kept.json, 'status')], ['query-event', 'error'])
  away.mood = 'take'
  await until(() => away.told().length === 25, away.numbers, 60_000)
  assert.deepEqual(away.told(), made)
  assert.deepEqual(
    away.numbers(),
    [...made.keys()].map((i) => i + 1),
  )
  assert.ok(
    away.letters.every(({ bundle }) => (bundle['entry'] as Json[]).length <= 8),
    'max-count',
  )
  await until_status(dead, 'active')
  const lines = await look(
    "SELECT outcome FROM audit.event WHERE interaction = 'notify' AND ref = $1 AND outcome <> 0 AND detail LIKE '%503%'",
    [`Subscription/${dead}`],
  )
  assert.deepEqual(lines, [{ outcome: 4 }], 'that it failed stands in the log once')
  await unsubscribe(dead)
  await unsubscribe(alive)
})

test('an endpoint that refuses the handshake is told nothing; asked again, it gets everything since', async () => {
  const receiver = await start_receiver()
  receiver.mood = 'refuse'
  const body = subscription({ criteria: topic('changed-Observation'), channel: { endpoint: receiver.url } })
  const id = await create(body)
  await until_status(id, 'error')
  const one = await create(observation())
  receiver.mood = 'take'
  await sleep(500)
  assert.equal(receiver.letters.length, 0, 'nobody there said yes')
  const now = (await system('GET', `/fhir/Subscription/${id}`)).json
  await put({ ...now, status: 'requested' })
  await until(() => receiver.told().length === 1, receiver.told)
  assert.deepEqual(
    receiver.letters.map(({ bundle }) => status_of(bundle, 'type')),
    ['handshake', 'event-notification'],
  )
  assert.deepEqual(receiver.told(), [`Observation/${one}`])
  assert.equal((await system('GET', `/fhir/Subscription/${id}`)).json['error'], undefined)
  await unsubscribe(id)
})

test('what is rolled back is not told; what commits late is told when it is there; nobody waits for it', async () => {
  const receiver = await start_receiver()
  const id = await subscribe(receiver, { criteria: topic('changed-Observation') })
  await assert.rejects(
    running.site.store.unit(caller, async (unit) => {
      await unit.create({ ...observation(), resourceType: 'Observation' })
      await unit.sql.query('SELECT 1')
      throw new Error('thought better of it')
    }),
  )
  let commit: () => void = () => undefined
  const waiting = new Promise<void>((resolve) => (commit = resolve))
  let late = ''
  const written = running.site.store.unit(caller, async (unit) => {
    late = (await unit.create({ ...observation(), resourceType: 'Observation' })).id
    await unit.sql.query('SELECT 1') // it is in the table, its row in the outbox, and not committed
    await waiting
  })
  await until(
    () => late !== '',
    () => late,
  )
  const others: string[] = []
  for (let i = 0; i < 5; i += 1) others.push(`Observation/${await create(observation())}`)
  await until(() => receiver.told().length === 5, receiver.told)
  commit()
  await written
  await until(() => receiver.told().length === 6, receiver.told)
  assert.deepEqual(receiver.told(), [...others, `Observation/${late}`])
  assert.deepEqual(receiver.numbers(), [1, 2, 3, 4, 5, 6])
  await unsubscribe(id)
})

test('a thousand writes from many hands are a thousand events, each once, without a gap', async () => {
  const receiver = await start_receiver()
  const id = await subscribe(receiver, { criteria: topic('changed-Basic'), max_count: 100 })
  const bundle = (n: number): Json => ({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: Array.from({ length: n }, () => ({
      request: { method: 'POST', url: 'Basic' },
      resource: { resourceType: 'Basic', code: { text: 'thử' } },
    })),
  })
  const sizes = [1, 4, 5, 10, 30]
  const hands = Array.from({ length: 4 }, async () => {
    for (let round = 0; round < 5; round += 1)
      for (const size of sizes) assert.equal((await system('POST', '/fhir', bundle(size))).status, 200)
  })
  await Promise.all(hands)
  await until(
    () => receiver.numbers().length >= 1_000,
    () => receiver.numbers().length,
    60_000,
  )
  await sleep(300)
  assert.deepEqual(
    receiver.numbers(),
    Array.from({ length: 1_000 }, (_, i) => i + 1),
  )
  assert.equal(new Set(receiver.told()).size, 1_000)
  assert.deepEqual(await look('SELECT * FROM record.outbox'), [], 'nothing is left behind')
  await unsubscribe(id)
})

test('a server killed between the write and its notification loses nothing', async () => {
  const receiver = await start_receiver()
  receiver.mood = 'take'
  const id = await subscribe(receiver, { criteria: topic('changed-List'), timeout: 1 })
  await running.site.subscriptions.stop()
  receiver.mood = 'hang'
  const port = 51_000 + Math.floor(Math.random() * 9_000)
  const other = fork(join(import.meta.dirname, '../../src/apps/demo/facility-process.ts'), {
    env: { ...process.env, SUBSCRIPTION_HOSTS: '127.0.0.1', LOG_LEVEL: 'fatal' },
  })
  after(() => other.kill('SIGKILL'))
  const listening = new Promise((resolve) => other.once('message', resolve))
  other.send({ database_url: running.url, base_url: `http://127.0.0.1:${port}`, port, demo_accounts: [] })
  await listening
  const made: string[] = []
  for (let i = 0; i < 3; i += 1)
    made.push(`List/${await create({ resourceType: 'List', status: 'current', mode: 'working' })}`)
  await until(
    async () =>
      (await look('SELECT held_until FROM record.subscription WHERE id = $1', [id]))[0]?.['held_until'] !== null,
    () => 'nobody began to send',
  )
  other.kill('SIGKILL')
  await new Promise((resolve) => other.once('exit', resolve))
  receiver.mood = 'take'
  receiver.letters.length = 0
  const second = await start_second_site()
  await until(() => new Set(receiver.told()).size === 3, receiver.told, 60_000)
  assert.deepEqual([...new Set(receiver.told())], made, 'in order; more than once is allowed')
  await second()
})

/** Another server on the same database, as after a restart. @returns what stops it */
const start_second_site = async (): Promise<() => Promise<void>> => {
  const { start_facility_server } = await import('../../src/apps/server/listen.ts')
  const port = 51_000 + Math.floor(Math.random() * 9_000)
  const base_url = `http://127.0.0.1:${port}`
  const site = await start_facility_server({ database_url: running.url, base_url, port, subscriptions: settings })
  return () => site.close()
}
