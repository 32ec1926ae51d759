import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { open_behind } from '../refusals/behind.ts'
import { routes_with_ids } from '../routes-with-ids.ts'
import { post_form } from '../smart-app.ts'
import { facilities, password, start_test_site, type Json, type Person } from '../test-site.ts'
import { token_of } from './bulk-client.ts'
import { open_app } from './isolation/app-token.ts'
import { without_names } from './isolation/asking.ts'
import { conditional_deeds, deeds_at, operation_deeds, type Deed } from './isolation/deeds.ts'
import { examples, fill, house_a, house_b, nobody, word_of_b } from './isolation/world.ts'
import { subscription, topic } from './receiver.ts'

/**
 * Facility A does nothing to facility B and learns nothing of it by what writes and by operations: whatever is aimed at B
 * is aimed at nobody too, and the answers must be the same but for the names. What only reads: isolation-walk.
 */
const running = await start_test_site()
const { base } = running
const { owner } = await open_behind(running)
const system = await running.system()
const doctor = await running.person('doctor')
const of_b = await running.system('client.b')
const callers: Person[] = [system, doctor, await open_app(running)]
await fill(house_a, system)
await fill(house_b, of_b)

const digest_of_b = async (): Promise<unknown> => {
  const { rows } = await owner.query(
    `SELECT md5(string_agg(line, '|' ORDER BY line)) AS digest, count(*) FROM (
       SELECT r::text AS line FROM record.resource r WHERE facility = $1
       UNION ALL SELECT v::text FROM record.version v WHERE facility = $1) AS b`,
    [facilities[1]?.code],
  )
  return rows[0]
}

const do_deed = async (person: Person, { method, path, body, headers }: Deed): Promise<string> => {
  const answer = await person(method, path, body, headers)
  const head = ['etag', 'location', 'content-location'].map((name) => answer.headers.get(name) ?? '').join(' ')
  return `${method} ${path} → ${answer.status} ${head} ${answer.text}`
}

/** The same deeds at B's and at nobody's. */
const compare = async (person: Person, deeds: (house: typeof house_b) => Deed[]): Promise<number> => {
  const at_nobody = deeds(nobody)
  for (const [i, deed] of deeds(house_b).entries()) {
    const other = at_nobody[i]
    assert.ok(other)
    const [one, two] = [await do_deed(person, deed), await do_deed(person, other)]
    assert.equal(without_names(one), without_names(two))
    assert.doesNotMatch(one, /→ 5(?!01)/)
  }
  return at_nobody.length
}

test('operations with B’s names in them answer as with nobody’s', async (t) => {
  const rest = (await system('GET', '/fhir/metadata')).json['rest'][0] as Json
  const named = new Map<string, Set<string>>()
  for (const owned of [rest, ...(rest['resource'] as Json[])])
    for (const { name } of (owned['operation'] ?? []) as Json[])
      named.set(String(name), (named.get(String(name)) ?? new Set()).add(String(owned['type'] ?? '')))
  const from = [...named].map(([name, types]) => ({ name, types: [...types].slice(0, 6) }))
  assert.ok(from.length > 12, from.map(({ name }) => name).join())
  const before = await digest_of_b()
  let count = 0
  for (const person of callers) count += await compare(person, (house) => operation_deeds(house, from))
  assert.ok(count > 0)
  t.diagnostic(`${count} operations: ${from.map(({ name }) => name).join(' ')}`)
  assert.deepEqual(await digest_of_b(), before)
})

test('bulk: B’s job is nobody’s to A, and A’s own export holds nothing of B', async () => {
  const respond = { prefer: 'respond-async' }
  const place = (await of_b('GET', '/fhir/$export', undefined, respond)).headers.get('content-location') ?? ''
  const job = /[^/]+$/.exec(place)?.[0] ?? ''
  assert.ok(job.length > 10, place)
  const unknown = `${job.slice(0, -4)}${job.endsWith('0000') ? '1111' : '0000'}`
  for (const person of callers)
    for (const [method, path] of [
      ...([
        ['GET', '$export-status/§'],
        ['GET', '$export-file/§/0.Patient.ndjson'],
        ['DELETE', '$export-status/§'],
      ] as const),
    ]) {
      const [one, two] = await Promise.all(
        [job, unknown].map(async (id) => do_deed(person, { method, path: `/fhir/${path.replace('§', id)}` })),
      )
      assert.equal(one?.replaceAll(job, '§'), two?.replaceAll(unknown, '§'))
      assert.match(one ?? '', /→ 40[34]/)
    }
  const own = (await system('GET', '/fhir/$export?_type=Patient,Observation', undefined, respond)).headers
  const status = new URL(own.get('content-location') ?? '').pathname
  let manifest = await system('GET', status)
  while (manifest.status === 202) {
    await sleep(200)
    manifest = await system('GET', status)
  }
  for (const { url } of manifest.json['output'] as Json[]) {
    const { text } = await system('GET', new URL(String(url)).pathname)
    assert.match(text, /cua-a-/)
    assert.doesNotMatch(text, new RegExp(`${house_b.ids}|${word_of_b}`))
  }
})

test('subscriptions: B’s cannot be seen, bound or heard by A', async () => {
  const asked = { criteria: topic('changed-Basic'), channel: { type: 'websocket' } }
  const made = await of_b('PUT', '/fhir/Subscription/kin-b-dangky', { ...subscription(asked), id: 'kin-b-dangky' })
  assert.equal(made.status, 201, made.text)
  const operations = ['$status', '$events', '$get-ws-binding-token']
  for (const person of callers)
    await compare(person, ({ ids }) => [
      ...operations.map((name) => ({ method: 'GET', path: `/fhir/Subscription/${ids}-dangky/${name}` })),
      ...operations.map((name) => ({ method: 'GET', path: `/fhir/Subscription/${name}?id=${ids}-dangky` })),
      ...['', '/_history', '/_history/1'].map((end) => ({
        method: 'GET',
        path: `/fhir/Subscription/${ids}-dangky${end}`,
      })),
    ])
  const own = (await system('POST', '/fhir/Subscription', subscription(asked))).json['id'] as string
  const { parameter } = (await system('GET', `/fhir/Subscription/${own}/$get-ws-binding-token`)).json
  const token = String((parameter as Json[]).find(({ name }) => name === 'token')?.['valueString'])
  const bind = async (
    said: string,
  ): Promise<{ texts: string[]; code: () => number | undefined; socket: WebSocket }> => {
    const socket = new WebSocket(`${base.replace('http', 'ws')}/fhir/$ws`)
    const texts: string[] = []
    let code: number | undefined
    socket.on('message', (data) => texts.push(String(data)))
    socket.on('close', (reason) => (code = reason))
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    socket.send(`bind-with-token ${said}`)
    return { texts, socket, code: () => code }
  }
  const heard = await bind(token)
  const forged = await bind(token.replace(String(facilities[0]?.code), String(facilities[1]?.code)))
  const basic = { resourceType: 'Basic', code: { text: 'x' } }
  const theirs = (await of_b('POST', '/fhir/Basic', basic)).json['id'] as string
  const ours = (await system('POST', '/fhir/Basic', basic)).json['id'] as string
  for (let tries = 0; tries < 200 && !heard.texts.join().includes(ours); tries += 1) await sleep(50)
  assert.match(heard.texts.join(), new RegExp(ours))
  assert.doesNotMatch(heard.texts.join(), new RegExp(theirs))
  assert.deepEqual([forged.code(), forged.texts], [1008, []], 'a token is its facility’s')
  heard.socket.close()
  await system('DELETE', `/fhir/Subscription/${own}`)
})

test('audit log, tokens and the screens’ addresses', async () => {
  const line = ((await of_b('GET', '/fhir/AuditEvent')).json['entry'] as Json[])[0]?.['resource'].id as string
  assert.ok(line)
  const log = await system('GET', '/fhir/AuditEvent?_count=1000')
  assert.doesNotMatch(log.text, /"client\.b"|\.b"|Hệ thống thử B/)
  const [own, none] = await Promise.all([line, '999999999'].map((id) => system('GET', `/fhir/AuditEvent/${id}`)))
  if (own?.status === 200) assert.doesNotMatch(own.text, /client\.b/, 'numbers of lines begin anew in each house')
  else assert.equal(own?.text, none?.text)
  const theirs = await token_of(base, 'client.b', password)
  const introspect = (token: string) =>
    post_form(`${base}/oauth/introspect`, { token, client_id: 'client', client_secret: password })
  assert.deepEqual((await introspect(theirs)).json, { active: false })
  // A part put in by the program is a word of its own in each case: those are walked by name in tests/refusals/other-facility.
  const routes = routes_with_ids().filter(({ method, route }) => /^(GET|DELETE)$/.test(method) && !route.includes('${'))
  assert.ok(routes.length > 40, `${routes.length} routes found`)
  // Those with a body, and what they leave behind, are walked in tests/refusals/other-facility.
  for (const { method, route } of routes)
    for (const type of ['patient', 'encounter', 'questionnaireresponse', 'documentreference', 'organization'])
      await compare(doctor, ({ ids }) => [{ method, path: route.replaceAll(/:\w+/g, `${ids}-${type}`) }])
})

test('what writes: aimed at B it does what it does aimed at nobody, and B stays as it was', async (t) => {
  const before = await digest_of_b()
  let count = 0
  // One after the other: what one deed makes for a moment, another may refer to.
  for (const example of examples) count += await compare(system, (house) => deeds_at(house, example))
  for (const person of callers) count += await compare(person, conditional_deeds)
  assert.ok(count > 0)
  t.diagnostic(`${count} deeds`)
  assert.deepEqual(await digest_of_b(), before)
  const theirs = await of_b('GET', '/fhir/Patient/kin-b-patient')
  assert.equal(theirs.json['meta'].versionId, '1')
  assert.match(theirs.text, new RegExp(word_of_b))
})
