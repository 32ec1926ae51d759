/** A member is told that something came: R4 Subscription on Task, by rest-hook and by websocket, each member of its own only. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { Submission } from '../../src/standards/documents/index.ts'
import { make_letter } from '../../src/standards/documents/test-letters.ts'
import { write_provide_bundle } from '../../src/standards/mhd/index.ts'
import { start_test_hub } from '../test-hub.ts'
import type { Json, Person } from '../test-site.ts'
import {
  assert_notification,
  events_of,
  start_receiver,
  status_of,
  subscription,
  topic,
  until,
  type Asked,
  type Receiver,
} from './receiver.ts'

const hub = await start_test_hub({ subscriptions: { hosts: ['127.0.0.1'], poll_ms: 50, retry_first_s: 0.05 } })
const a = await hub.member('24012')
const b = await hub.member('01929')
const c = await hub.member('24160')

const send = async (to: string[]): Promise<Submission> => {
  const made = await make_letter({ house: hub.house('24012'), submission: { recipients: to } })
  const taken = await a('POST', '/fhir', write_provide_bundle(made))
  assert.equal(taken.status, 200, taken.text)
  return made
}
const subscribe = async (by: Person, asked: Asked): Promise<string> => {
  const made = await by('POST', '/fhir/Subscription', subscription(asked))
  assert.equal(made.status, 201, made.text)
  const id = made.json['id'] as string
  await until(
    async () => (await by('GET', `/fhir/Subscription/${id}`)).json['status'] === 'active',
    () => id,
  )
  return id
}
const by_hook = (by: Person, receiver: Receiver, changes: Partial<Asked> = {}): Promise<string> =>
  subscribe(by, { criteria: topic('changed-Task'), channel: { endpoint: receiver.url }, ...changes })
const come = (receiver: Receiver, count: number): Promise<void> =>
  until(
    () => receiver.told().length >= count,
    () => receiver.told(),
  )

test('a letter comes: told of the Task, no word of the paper; the member fetches it with its own token', async () => {
  const receiver = await start_receiver()
  const id = await by_hook(b, receiver, { filters: ['Task?status=requested'] })
  const sent = await send(['01929'])
  await come(receiver, 1)
  const told = receiver.letters.at(-1)
  assert.ok(told)
  assert_notification(told.bundle)
  assert.equal(status_of(told.bundle, 'type'), 'event-notification')
  assert.doesNotMatch(told.text, /Bưởi|BƯỞI|024190000123|chuyển/i)
  const [focus] = receiver.told()
  assert.match(focus ?? '', /^Task\/in-\d+$/)
  const task = (await b('GET', `/fhir/${focus}`)).json
  assert.equal(task['identifier'][0].value, sent.parts[0].identity)
  const list = await b('GET', `/fhir/${task['focus'].reference}`)
  const document = await b('GET', `/fhir/${list.json['entry'][0].item.reference}`)
  const address = new URL(document.json['content'][0].attachment.url as string).pathname
  const paper = await b('GET', address, undefined, { accept: 'application/pdf' })
  assert.deepEqual(Buffer.from(paper.bytes), Buffer.from(sent.parts[0].bytes))
  assert.equal((await c('GET', `/fhir/${focus}`)).status, 404)
  assert.equal((await b('DELETE', `/fhir/Subscription/${id}`)).status, 204)
})

test('each member hears of its own box: C of nothing that goes to B, the sender of the answer it waits for', async () => {
  const [at_a, at_b, at_c] = [await start_receiver(), await start_receiver(), await start_receiver()]
  await by_hook(a, at_a, { filters: ['Task?status=accepted'] })
  await by_hook(b, at_b, { filters: ['Task?status=requested'] })
  const of_c = await by_hook(c, at_c)
  assert.equal((await b('GET', `/fhir/Subscription/${of_c}`)).status, 404, 'another member’s')
  await send(['01929'])
  await come(at_b, 1)
  const focus = at_b.told()[0] ?? ''
  for (const status of ['received', 'accepted']) {
    const task = (await b('GET', `/fhir/${focus}`)).json
    assert.equal((await b('PUT', `/fhir/${focus}`, { ...task, status })).status, 200)
  }
  await come(at_a, 1)
  assert.match(at_a.told()[0] ?? '', /^Task\/out-\d+-01929$/)
  await send(['24160'])
  await come(at_c, 1)
  await pause(300)
  assert.equal(at_c.told().length, 1, 'of its own letter only')
  assert.match(at_c.told()[0] ?? '', /^Task\/in-/)
  assert.ok(
    at_b.told().every((one) => one === focus),
    at_b.told().join(),
  )
})

test('a listener that was away hears of all of it afterwards, in order, none left out', async () => {
  const receiver = await start_receiver()
  const id = await by_hook(b, receiver, { filters: ['Task?status=requested'] })
  receiver.mood = 'refuse'
  for (let i = 0; i < 3; i += 1) await send(['01929'])
  await until(
    async () => (await b('GET', `/fhir/Subscription/${id}`)).json['status'] === 'error',
    () => 'the hub says that the listener is away',
  )
  receiver.mood = 'take'
  await come(receiver, 3)
  assert.deepEqual(receiver.numbers(), [1, 2, 3])
  await until(
    async () => (await b('GET', `/fhir/Subscription/${id}`)).json['status'] === 'active',
    () => 'active again',
  )
  const missed = await b('GET', `/fhir/Subscription/${id}/$events?eventsSinceNumber=1&eventsUntilNumber=2`)
  assert.deepEqual(
    events_of(missed.json).map(({ number }) => number),
    [1, 2],
    missed.text,
  )
  await b('DELETE', `/fhir/Subscription/${id}`)
})

test('by websocket, for who can open no door of its own', async () => {
  const id = await subscribe(c, {
    ...{ criteria: topic('changed-Task'), filters: ['Task?status=requested'] },
    channel: { type: 'websocket', endpoint: undefined },
  })
  const bound: Json = (await c('GET', `/fhir/Subscription/$get-ws-binding-token?id=${id}`)).json
  const said = (name: string): Json => (bound['parameter'] as Json[]).find((one) => one['name'] === name) ?? {}
  const socket = new WebSocket(said('websocket-url')['valueUrl'] as string)
  after(() => socket.terminate())
  const texts: string[] = []
  socket.on('message', (data) => texts.push(String(data)))
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  socket.send(`bind-with-token ${String(said('token')['valueString'])}`)
  await send(['24160', '01929'])
  const told = () => texts.filter((text) => text.startsWith('{')).flatMap((text) => events_of(JSON.parse(text) as Json))
  await until(
    () => told().length > 0,
    () => texts,
  )
  assert.match(told()[0]?.focus ?? '', /^Task\/in-\d+$/)
  assert.equal((await c('GET', `/fhir/${told()[0]?.focus}`)).status, 200)
  assert.equal((await b('GET', `/fhir/Subscription/$get-ws-binding-token?id=${id}`)).status, 404, 'not for another')
})

test('what would never be told is refused by name, and so is a listener inside the hub’s own house', async () => {
  const receiver = await start_receiver()
  const wish = (criteria: string) =>
    b('POST', '/fhir/Subscription', subscription({ criteria: topic(criteria), channel: { endpoint: receiver.url } }))
  for (const criteria of ['changed-DocumentReference', 'changed-Patient', 'changed-Observation', 'khong-co']) {
    const answer = await wish(criteria)
    assert.equal(answer.status, 400, `${criteria}: ${answer.text}`)
  }
  const inside = { criteria: topic('changed-Task'), channel: { endpoint: 'http://10.0.0.7/inside' } }
  const answer = await b('POST', '/fhir/Subscription', subscription(inside))
  assert.equal(answer.status, 422, answer.text)
})

test('a member that is suspended hears nothing from then on', async () => {
  const receiver = await start_receiver()
  await by_hook(c, receiver)
  const so = await hub.person('oversight')
  assert.equal((await so('POST', '/api/hub/members/24160/suspend', { reason: 'Lộ khóa' })).status, 200)
  const before = receiver.told().length
  await send(['24160'])
  await pause(600)
  assert.equal(receiver.told().length, before)
})
