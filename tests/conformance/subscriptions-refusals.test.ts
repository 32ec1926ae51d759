import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { put_client } from '../../src/platform/access/index.ts'
import { password, start_test_site, type Json } from '../test-site.ts'
import { start_receiver, status_of, subscription, topic, until, type Receiver } from './receiver.ts'
import { refused } from './refused-in-fhir.ts'

const running = await start_test_site({ subscriptions: { hosts: ['127.0.0.1'], poll_ms: 50, retry_first_s: 0.05 } })
const system = await running.system()
const other_facility = await running.system('client.b')
const owner = new pg.Client({ connectionString: running.url })
await owner.connect()
after(() => owner.end())
const look = async (text: string, values: unknown[] = []): Promise<Json[]> =>
  (await owner.query(text, values)).rows as Json[]

const basic = { resourceType: 'Basic', code: { text: 'thử' } }
const asked = (receiver: Receiver, changes: Json = {}): Json =>
  subscription({ criteria: topic('changed-Basic'), channel: { endpoint: receiver.url, ...changes } })
const subscribe = async (body: Json, by = system): Promise<string> => {
  const made = await by('POST', '/fhir/Subscription', body)
  assert.equal(made.status, 201, made.text)
  const id = made.json['id'] as string
  await until(
    async () => (await by('GET', `/fhir/Subscription/${id}`)).json['status'] === 'active',
    () => id,
  )
  return id
}
const read = async (id: string): Promise<Json> => (await system('GET', `/fhir/Subscription/${id}`)).json

test('what cannot be served is refused by name, by every interaction, and nobody is asked', async () => {
  const receiver = await start_receiver()
  const good = asked(receiver)
  const channel = (changes: Json): Json => ({ ...good, channel: { ...(good['channel'] as Json), ...changes } })
  const extension = (name: string, value: Json): Json => ({
    extension: [{ url: `http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/${name}`, ...value }],
  })
  const wrong: [Json, string][] = [
    [channel({ _payload: extension('backport-payload-content', { valueCode: 'full-resource' }) }), 'full-resource'],
    [{ ...good, criteria: 'Basic', channel: { ...(good['channel'] as Json), _payload: undefined } }, 'full-resource'],
    [channel({ _payload: undefined }), 'backport-payload-content'],
    [channel({ payload: 'application/fhir+xml' }), 'xml'],
    [channel({ type: 'email', endpoint: 'mailto:a@b.vn' }), 'email'],
    [channel({ _type: extension('backport-channel-type', { valueCoding: { code: 'zulip' } }) }), 'kênh riêng'],
    [channel({ type: 'websocket' }), 'endpoint'],
    [channel(extension('backport-heartbeat-period', { valueUnsignedInt: 1 })), 'heartbeat-period'],
    [channel(extension('backport-timeout', { valueUnsignedInt: 600 })), 'timeout'],
    [channel(extension('backport-max-count', { valuePositiveInt: 100_000 })), 'max-count'],
    [channel({ header: ['Host: evil'] }), 'Host'],
    [channel({ header: ['không phải header'] }), 'header'],
    [channel({ header: ['X-A: ***'] }), 'X-A'],
    [{ ...good, criteria: 'http://example.org/SubscriptionTopic/admission' }, 'admission'],
    [{ ...good, criteria: topic('changed-Subscription') }, 'changed-Subscription'],
    [{ ...good, criteria: 'Subscription?status=active' }, 'Subscription'],
    [{ ...good, criteria: 'Basic?khong-co=1' }, 'khong-co'],
    [{ ...good, criteria: 'Basic?_count=1' }, '_count'],
    [{ ...good, _criteria: extension('backport-filter-criteria', { valueString: 'Patient?name=x' }) }, 'Patient'],
    [{ ...good, _criteria: extension('backport-filter-criteria', { valueString: 'created=hom-qua' }) }, 'created'],
    [{ ...good, _criteria: extension('backport-filter-criteria', { valueString: '_sort=created' }) }, '_sort'],
    [{ ...good, status: 'error' }, 'error'],
  ]
  for (const [body, name] of wrong) {
    const answer = await system('POST', '/fhir/Subscription', body)
    refused(answer, 400, 422)
    assert.ok(answer.text.includes(name), `${name}: ${answer.text}`)
  }
  const bad = channel({ _payload: extension('backport-payload-content', { valueCode: 'full-resource' }) })
  const entry = [{ request: { method: 'POST', url: 'Subscription' }, resource: bad }]
  refused(await system('POST', '/fhir', { resourceType: 'Bundle', type: 'transaction', entry }), 400)
  refused(await system('PUT', '/fhir/Subscription/a', { ...bad, id: 'a' }), 400)
  const id = await subscribe(good)
  refused(
    await system('PATCH', `/fhir/Subscription/${id}`, '[{"op":"replace","path":"/channel/type","value":"email"}]', {
      'content-type': 'application/json-patch+json',
    }),
    400,
  )
  refused(await system('GET', `/fhir/Subscription/${id}/$events?content=full-resource`), 400)
  refused(await system('GET', `/fhir/Subscription/${id}/$events?eventsSinceNumber=x`), 400)
  refused(await system('GET', `/fhir/Subscription/${id}/$status?khong-co=1`), 400)
  refused(await system('GET', '/fhir/Subscription/khong-co/$status'), 404)
  await system('DELETE', `/fhir/Subscription/${id}`)
  assert.equal(receiver.letters.length, 1, 'only the good one was asked')
})

test('a subscriber cannot have this server look into the house', async () => {
  for (const endpoint of [
    ...[
      'http://example.org/x',
      'https://localhost/x',
      'https://10.1.2.3/x',
      'https://169.254.169.254/x',
      'https://[::1]/x',
    ],
    ...['https://[::ffff:10.0.0.1]/x', 'https://0x0a000001/x', 'https://2130706434/x', 'https://a:b@example.org/x'],
    ...['ftp://example.org/x', 'khong-phai-dia-chi', 'https://[fd00::1]/x', 'https://192.168.1.1:8443/x'],
  ])
    refused(
      await system(
        'POST',
        '/fhir/Subscription',
        subscription({ criteria: topic('changed-Basic'), channel: { endpoint } }),
      ),
      422,
    )
  const receiver = await start_receiver()
  receiver.mood = 'move'
  const made = await system('POST', '/fhir/Subscription', asked(receiver))
  const id = made.json['id'] as string
  await until(
    async () => (await read(id))['status'] === 'error',
    () => read(id),
  )
  assert.match((await read(id))['error'] as string, /307.*chuyển hướng/)
  assert.equal(receiver.letters.length, 0)
  await system('DELETE', `/fhir/Subscription/${id}`)
})

test('a secret of the receiver is sent to it and read by nobody', async () => {
  const receiver = await start_receiver()
  const made = await system('POST', '/fhir/Subscription', asked(receiver, { header: ['Authorization: Bearer bi-mat'] }))
  assert.ok(!made.text.includes('bi-mat'))
  const id = made.json['id'] as string
  await until(
    () => receiver.letters.length === 1,
    () => receiver.letters,
  )
  assert.equal(receiver.letters[0]?.headers.authorization, 'Bearer bi-mat')
  await until(
    async () => (await read(id))['status'] === 'active',
    () => read(id),
  )
  for (const path of [`/${id}`, `/${id}/_history`, '', `/${id}/$status`])
    assert.ok(!(await system('GET', `/fhir/Subscription${path}`)).text.includes('bi-mat'), path)
  const stored = await look(
    "SELECT body FROM record.resource WHERE type = 'Subscription' UNION ALL SELECT body FROM record.version WHERE type = 'Subscription'",
  )
  assert.ok(!JSON.stringify(stored).includes('bi-mat'))
  const now = await read(id)
  assert.deepEqual(now['channel'].header, ['Authorization: ***'])
  assert.equal((await system('PUT', `/fhir/Subscription/${id}`, { ...now, reason: 'khác' })).status, 200)
  await system('POST', '/fhir/Basic', basic)
  await until(() => receiver.told().length === 1, receiver.told)
  assert.equal(receiver.letters.at(-1)?.headers.authorization, 'Bearer bi-mat', 'written back hidden, it is kept')
  const thief = await start_receiver()
  const moved = { ...now, channel: { ...now['channel'], endpoint: thief.url } }
  refused(await system('PUT', `/fhir/Subscription/${id}`, moved), 422)
  await system('DELETE', `/fhir/Subscription/${id}`)
})

test('another facility is told nothing, and finds neither the subscription nor its events', async () => {
  const [ours, theirs] = [await start_receiver(), await start_receiver()]
  const id = await subscribe(asked(ours))
  const theirs_id = await subscribe(asked(theirs), other_facility)
  const made = await system('POST', '/fhir/Basic', basic)
  await until(() => ours.told().length === 1, ours.told)
  await sleep(300)
  assert.deepEqual([ours.told(), theirs.told()], [[`Basic/${made.json['id']}`], []])
  await other_facility('POST', '/fhir/Basic', basic)
  await until(() => theirs.told().length === 1, theirs.told)
  assert.equal(ours.told().length, 1)
  for (const path of ['', '/$status', '/$events'])
    refused(await other_facility('GET', `/fhir/Subscription/${id}${path}`), 404)
  const all = (await other_facility('GET', '/fhir/Subscription/$status')).json['entry'] as Json[]
  assert.ok(!JSON.stringify(all).includes(id))
  refused(await other_facility('DELETE', `/fhir/Subscription/${id}`), 404)
  await running.site.database.read_facility('01929', async (sql) => {
    for (const table of ['listener', 'outbox', 'subscription', 'subscription_event', 'binding_token'])
      assert.deepEqual((await sql.query(`SELECT * FROM record.${table} WHERE facility <> '01929'`)).rows, [], table)
  })
  await system('DELETE', `/fhir/Subscription/${id}`)
  await other_facility('DELETE', `/fhir/Subscription/${theirs_id}`)
})

test('a client that was set aside is told nothing any more, and that is said', async () => {
  await put_client(
    running.site.database,
    { client_id: 'roi-di', facility: '24012', name: 'Sẽ rời đi', scope: 'system/*.*' },
    password,
  )
  const leaving = await running.system('roi-di')
  const receiver = await start_receiver()
  const id = await subscribe(asked(receiver), leaving)
  await look("UPDATE access.client SET active = false WHERE client_id = 'roi-di'")
  await system('POST', '/fhir/Basic', basic)
  await until(
    async () => (await read(id))['status'] === 'off',
    () => read(id),
  )
  assert.equal(receiver.told().length, 0)
  assert.match((await read(id))['error'] as string, /không còn quyền/)
  await system('DELETE', `/fhir/Subscription/${id}`)
})

test('a token that reaches less is told less; one that does not reach the type cannot subscribe', async () => {
  const scope = 'system/Subscription.cruds system/Observation.rs?status=final system/Basic.cs'
  await put_client(running.site.database, { client_id: 'hep', facility: '24012', name: 'Quyền hẹp', scope }, password)
  const response = await fetch(`${running.base}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'hep', client_secret: password, scope }),
  })
  const { access_token } = (await response.json()) as { access_token: string }
  const narrow = async (body: Json): Promise<{ status: number; json: Json }> => {
    const answer = await fetch(`${running.base}/fhir/Subscription`, {
      method: 'POST',
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/fhir+json' },
      body: JSON.stringify(body),
    })
    return { status: answer.status, json: (await answer.json()) as Json }
  }
  const receiver = await start_receiver()
  const channel = { endpoint: receiver.url }
  assert.equal((await narrow(subscription({ criteria: topic('changed-Basic'), channel }))).status, 403)
  const made = await narrow(subscription({ criteria: topic('changed-Observation'), channel }))
  assert.equal(made.status, 201, JSON.stringify(made.json))
  const id = made.json['id'] as string
  await until(
    async () => (await read(id))['status'] === 'active',
    () => read(id),
  )
  const told: string[] = []
  for (const status of ['preliminary', 'final', 'preliminary']) {
    const one = await system('POST', '/fhir/Observation', { resourceType: 'Observation', status, code: { text: 'x' } })
    if (status === 'final') told.push(`Observation/${one.json['id']}`)
  }
  await until(() => receiver.told().length === 1, receiver.told)
  await sleep(300)
  assert.deepEqual(receiver.told(), told)
  await system('DELETE', `/fhir/Subscription/${id}`)
})

test('a heartbeat comes when nothing else did', async () => {
  const receiver = await start_receiver()
  const id = await subscribe(
    subscription({ criteria: topic('changed-Basic'), heartbeat: 3_600, channel: { endpoint: receiver.url } }),
  )
  await look('UPDATE record.subscription SET next_at = now() WHERE id = $1', [id])
  await until(
    () => receiver.letters.length === 2,
    () => receiver.letters,
  )
  assert.equal(status_of(receiver.letters[1]!.bundle, 'type'), 'heartbeat')
  assert.equal(status_of(receiver.letters[1]!.bundle, 'events-since-subscription-start'), '0')
  await system('DELETE', `/fhir/Subscription/${id}`)
})

test('what nobody fetches for a month is dropped, and that is said in the resource, in the numbers and in the log', async () => {
  const receiver = await start_receiver()
  const id = await subscribe(asked(receiver))
  receiver.mood = 'refuse'
  await system('POST', '/fhir/Basic', basic)
  await until(
    async () => (await read(id))['status'] === 'error',
    () => read(id),
  )
  await look("UPDATE record.subscription_event SET at = now() - interval '31 days' WHERE subscription = $1", [id])
  await running.site.subscriptions.tidy()
  const now = await read(id)
  assert.equal(now['status'], 'off')
  assert.match(now['error'] as string, /bị bỏ/)
  const [line] = await look(
    "SELECT outcome FROM audit.event WHERE interaction = 'notify' AND ref = $1 AND detail LIKE 'off:%'",
    [`Subscription/${id}`],
  )
  assert.equal(line?.['outcome'], 4)
  receiver.mood = 'take'
  assert.equal((await system('PUT', `/fhir/Subscription/${id}`, { ...now, status: 'requested' })).status, 200)
  await until(
    async () => (await read(id))['status'] === 'active',
    () => read(id),
  )
  await system('POST', '/fhir/Basic', basic)
  await until(() => receiver.numbers().length === 1, receiver.numbers)
  assert.deepEqual(receiver.numbers(), [2], 'the gap is seen')
  const events = await system('GET', `/fhir/Subscription/${id}/$events`)
  assert.match(events.text, /sự kiện 1–1 không còn được giữ/)
  await system('DELETE', `/fhir/Subscription/${id}`)
})

test('where nobody listens nothing is written down; where somebody does, only his types, whichever way they are written', async () => {
  await running.site.subscriptions.stop()
  await system('POST', '/fhir/Basic', basic)
  assert.deepEqual(await look('SELECT * FROM record.outbox'), [])
  const made = await system(
    'POST',
    '/fhir/Subscription',
    subscription({ criteria: topic('changed-Basic'), channel: { type: 'websocket' } }),
  )
  assert.equal(made.status, 201, made.text)
  await system('POST', '/fhir/Patient', { resourceType: 'Patient' })
  const one = await system('POST', '/fhir/Basic', basic)
  const waiting = () => look('SELECT type, id, version FROM record.outbox ORDER BY position')
  assert.deepEqual(await waiting(), [{ type: 'Basic', id: one.json['id'], version: 1 }])
  await look("UPDATE record.resource SET indexed = indexed + 1 WHERE type = 'Basic'")
  assert.equal((await waiting()).length, 1, 'index columns made anew are no new version')
  await look("SELECT record.announce_part('24012')")
  await look("SELECT set_config('benhan.facility', '24012', false)")
  await look(
    `INSERT INTO record.resource_24012 (facility, type, id, version, indexed, updated_at, author, terms, body)
     VALUES ('24012', 'Basic', 'copied', 1, 1, now(), 'x', '{}', '{"resourceType":"Basic","id":"copied"}')`,
  )
  assert.deepEqual((await waiting())[1], { type: 'Basic', id: 'copied', version: 1 }, 'rows copied into the part')
})
