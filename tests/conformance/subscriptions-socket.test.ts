import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket, type ClientOptions } from 'ws'
import { start_test_site, type Json } from '../test-site.ts'
import { assert_notification, events_of, status_of, subscription, topic, until, type Asked } from './receiver.ts'
import { refused } from './refused-in-fhir.ts'

const running = await start_test_site({ subscriptions: { poll_ms: 50 } })
const system = await running.system()

const subscribe = async (asked: Asked): Promise<string> => {
  const made = await system('POST', '/fhir/Subscription', subscription({ ...asked, channel: { type: 'websocket' } }))
  assert.equal(made.status, 201, made.text)
  assert.equal(made.json['status'], 'active', 'there is no endpoint to ask')
  return made.json['id'] as string
}
const write_basic = async (): Promise<string> => {
  const made = await system('POST', '/fhir/Basic', { resourceType: 'Basic', code: { text: 'thử' } })
  return `Basic/${made.json['id']}`
}
const parameter = (answer: Json, name: string): Json =>
  (answer['parameter'] as Json[]).find((one) => one['name'] === name) ?? {}
const token_for = async (ids: string[]): Promise<{ token: string; url: string }> => {
  const query = ids.map((id) => `id=${id}`).join('&')
  const answer = await system('GET', `/fhir/Subscription/$get-ws-binding-token?${query}`)
  assert.equal(answer.status, 200, answer.text)
  assert.ok(Date.parse(parameter(answer.json, 'expiration')['valueDateTime'] as string) > Date.now())
  return {
    token: parameter(answer.json, 'token')['valueString'] as string,
    url: parameter(answer.json, 'websocket-url')['valueUrl'] as string,
  }
}

type Client = {
  socket: WebSocket
  texts: string[]
  closed: () => number | undefined
  told(): string[]
  numbers(): number[]
}

const connect = async (url: string, say: string, options: ClientOptions = {}): Promise<Client> => {
  const socket = new WebSocket(url, options)
  const texts: string[] = []
  let code: number | undefined
  socket.on('message', (data) => texts.push(String(data)))
  socket.on('close', (reason) => (code = reason))
  after(() => socket.terminate())
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  socket.send(say)
  const events = () =>
    texts.filter((text) => text.startsWith('{')).flatMap((text) => events_of(JSON.parse(text) as Json))
  return {
    ...{ socket, texts, closed: () => code },
    told: () => events().map(({ focus }) => focus),
    numbers: () => events().map(({ number }) => number),
  }
}
const bind = async (ids: string[], options: ClientOptions = {}): Promise<Client> => {
  const { token, url } = await token_for(ids)
  return connect(url, `bind-with-token ${token}`, options)
}

test('/metadata says where the socket is', async () => {
  const rest = (await system('GET', '/fhir/metadata')).json['rest'][0]
  const found = (rest.extension as Json[]).find(({ url }) => String(url).endsWith('capabilitystatement-websocket'))
  assert.equal(found?.['valueUri'], `${running.base.replace('http', 'ws')}/fhir/$ws`)
  refused(await system('GET', '/fhir/$ws'), 400)
})

test('bound with a token: the handshake, what happened before, what happens now', async () => {
  const id = await subscribe({ criteria: topic('changed-Basic') })
  const before = await write_basic()
  const client = await bind([id])
  await until(
    () => client.told().length === 1,
    () => client.texts,
  )
  const now = await write_basic()
  await until(
    () => client.told().length === 2,
    () => client.texts,
  )
  const bundles = client.texts.map((text) => JSON.parse(text) as Json)
  bundles.forEach(assert_notification)
  assert.deepEqual(
    bundles.map((bundle) => status_of(bundle, 'type')),
    ['handshake', 'event-notification', 'event-notification'],
  )
  assert.deepEqual(
    [client.told(), client.numbers()],
    [
      [before, now],
      [1, 2],
    ],
  )
  client.socket.close()
  const missed = [await write_basic(), await write_basic()]
  const again = await bind([id])
  await until(
    () => again.told().length === 2,
    () => again.texts,
  )
  assert.deepEqual([again.told(), again.numbers()], [missed, [3, 4]])
  await system('DELETE', `/fhir/Subscription/${id}`)
})

test('one socket for several; classic criteria are pinged', async () => {
  const one = await subscribe({ criteria: topic('changed-Basic') })
  const classic = await system('POST', '/fhir/Subscription', {
    resourceType: 'Subscription',
    ...{ status: 'requested', reason: 'thử', criteria: 'Basic', channel: { type: 'websocket' } },
  })
  const other = classic.json['id'] as string
  const client = await bind([one, other])
  await until(
    () => client.texts.length === 2,
    () => client.texts,
  )
  await write_basic()
  await until(
    () => client.texts.length === 4,
    () => client.texts,
  )
  assert.deepEqual(
    client.texts.filter((text) => !text.startsWith('{')),
    [`bound ${other}`, `ping ${other}`],
  )
  for (const id of [one, other]) await system('DELETE', `/fhir/Subscription/${id}`)
})

test('a socket that takes nothing is dropped, holds nobody up, and finds everything when it binds again', async () => {
  const slow = await subscribe({ criteria: topic('changed-Basic'), timeout: 1, max_count: 3 })
  const quick = await subscribe({ criteria: topic('changed-Basic'), timeout: 1 })
  const deaf = await bind([slow], { autoPong: false })
  const client = await bind([quick])
  await until(
    () => deaf.texts.length > 0 && client.texts.length > 0,
    () => client.texts,
  )
  const made: string[] = []
  for (let i = 0; i < 10; i += 1) made.push(await write_basic())
  await until(() => client.told().length === 10, client.told)
  await until(
    () => deaf.closed() !== undefined,
    () => deaf.texts,
  )
  assert.equal((await system('GET', `/fhir/Subscription/${slow}`)).json['status'], 'active')
  const again = await bind([slow])
  await until(() => again.told().length === 10, again.told)
  assert.deepEqual(again.told(), made)
  assert.deepEqual(client.told(), made)
  for (const id of [slow, quick]) await system('DELETE', `/fhir/Subscription/${id}`)
})

test('who binds last is told; the socket before is closed', async () => {
  const id = await subscribe({ criteria: topic('changed-Basic') })
  const first = await bind([id])
  await until(
    () => first.texts.length === 1,
    () => first.texts,
  )
  const second = await bind([id])
  await until(
    () => first.closed() !== undefined,
    () => first.texts,
  )
  const made = await write_basic()
  await until(() => second.told().length === 1, second.told)
  assert.deepEqual([first.told(), second.told()], [[], [made]])
  await system('DELETE', `/fhir/Subscription/${id}`)
})

test('a socket without a right token hears nothing', async () => {
  const id = await subscribe({ criteria: topic('changed-Basic') })
  const { token, url } = await token_for([id])
  for (const say of [
    `bind ${id}`,
    'bind-with-token x',
    `bind-with-token ${token}x`,
    `bind-with-token ${token.replace('24012', '01929')}`,
    'x'.repeat(5_000),
  ]) {
    const client = await connect(url, say)
    await until(
      () => client.closed() !== undefined,
      () => client.texts,
    )
    assert.deepEqual(client.texts, [])
  }
  const other = await running.system('client.b')
  refused(await other('GET', `/fhir/Subscription/${id}/$get-ws-binding-token`), 404)
  const doctor = await running.person('doctor')
  refused(await doctor('GET', `/fhir/Subscription/${id}/$get-ws-binding-token`), 403)
  refused(await system('GET', '/fhir/Subscription/$get-ws-binding-token'), 400)
  await sleep(0)
  await system('DELETE', `/fhir/Subscription/${id}`)
  const late = await connect(url, `bind-with-token ${token}`)
  await until(
    () => late.closed() !== undefined,
    () => late.texts,
  )
  assert.deepEqual(late.texts, [], 'the token of what is gone')
})
