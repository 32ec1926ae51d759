import assert from 'node:assert/strict'
import { test } from 'node:test'
import { start_test_site, type Answer, type Json } from '../test-site.ts'
import { refused } from './refused-in-fhir.ts'

const running = await start_test_site()
const system = await running.system()
const patient = (
  await system('POST', '/fhir/Patient', { resourceType: 'Patient', name: [{ text: 'Nguyễn Thị Hương' }] })
).json['id'] as string
const text = { text: 'thử' }

const entry = (method: string, url: string, resource?: Json, more: Json = {}): Json => ({
  request: { method, url, ...more },
  ...(resource ? { resource } : {}),
})
/** Written resources come back in the answer only when asked for. */
const whole = { prefer: 'return=representation' }
const bundle = (type: string, entries: unknown[]): Json => ({ resourceType: 'Bundle', type, entry: entries })

test('a batch with wrong entries: each is answered in its place, the right ones are done', async () => {
  const answer = await system(
    'POST',
    '/fhir',
    bundle('batch', [
      entry('POST', 'Patient', { resourceType: 'Patient', name: [{ text: 'Lò Văn Mẻ' }] }),
      entry('POST', 'Patient', { resourceType: 'Patient', name: [] }),
      entry('GET', 'Patient/khong-co'),
      entry('GET', 'Khong/1'),
      entry('POST', 'Patient', { resourceType: 'Patient' }, { ifNoneExist: 'identifier=x' }),
      { resource: { resourceType: 'Patient' } },
      'khong phai muc',
      entry('GET', 'Patient?khong-co=1'),
      entry('GET', 'Patient?name=%00'),
      entry('GET', 'Patient?name=me'),
    ]),
  )
  assert.equal(answer.status, 200, answer.text)
  assert.equal(answer.json['type'], 'batch-response')
  const responses = (answer.json['entry'] as Json[]).map((one) => one['response'])
  assert.deepEqual(
    responses.map((one) => one.status.slice(0, 3)),
    ['201', '422', '404', '501', '201', '400', '400', '400', '400', '200'],
  )
  for (const i of [1, 2, 3, 5, 6, 7, 8]) assert.equal(responses[i].outcome.resourceType, 'OperationOutcome')
  assert.match(responses[0].location, /^Patient\/.+\/_history\/1$/)
  assert.equal(answer.json['entry'][9].resource.entry.length, 1)
})

test('a transaction is all or nothing over HTTP', async () => {
  const count = async () => (await system('GET', '/fhir/Patient?_total=accurate&_count=0')).json['total'] as number
  const before = await count()
  const newborn = {
    fullUrl: 'urn:uuid:11111111-1111-4111-8111-111111111111',
    ...entry('POST', 'Patient', { resourceType: 'Patient', name: [{ text: 'Giao Dịch' }] }),
  }
  const fact = (reference: string) =>
    entry('POST', 'Observation', {
      resourceType: 'Observation',
      status: 'final',
      code: text,
      subject: { reference },
      valueQuantity: { value: 1 },
    })
  const wrong: unknown[] = [
    fact('urn:uuid:22222222-2222-4222-8222-222222222222'),
    fact('Patient/khong-co'),
    entry('POST', 'Patient', { resourceType: 'Patient', name: [] }),
    entry('PUT', `Patient/${patient}`, { resourceType: 'Patient', id: patient }, { ifMatch: 'W/"99"' }),
    entry('DELETE', 'Patient/khong-co'),
    entry('GET', 'Patient/khong-co'),
    entry('PATCH', `Patient/${patient}`, { resourceType: 'Binary' }),
    { resource: { resourceType: 'Patient' } },
  ]
  for (const one of wrong) {
    refused(await system('POST', '/fhir', bundle('transaction', [newborn, one])), 400, 404, 412, 422, 501)
    assert.equal(await count(), before, 'the good entry is not there either')
  }
  const good = await system('POST', '/fhir', bundle('transaction', [fact(newborn.fullUrl), newborn]), whole)
  assert.equal(good.status, 200, good.text)
  assert.equal(good.json['type'], 'transaction-response')
  const [observation, person] = good.json['entry'] as Json[]
  assert.equal(observation?.['resource'].subject.reference, `Patient/${person?.['resource'].id}`)
  assert.equal(await count(), before + 1)
  for (const type of ['collection', 'document', 'searchset', undefined])
    refused(await system('POST', '/fhir', { resourceType: 'Bundle', ...(type ? { type } : {}), entry: [] }), 400, 501)
})

test('transactions that touch the same rows in another order: none hangs, none loses a reference', async () => {
  const person = {
    fullUrl: 'urn:uuid:33333333-3333-4333-8333-333333333333',
    ...entry('POST', 'Patient', { resourceType: 'Patient' }),
  }
  const list = entry('POST', 'List', {
    resourceType: 'List',
    status: 'current',
    mode: 'working',
    entry: [{ item: { reference: person.fullUrl } }],
  })
  const run = (ids: string[]) =>
    system(
      'POST',
      '/fhir',
      bundle('transaction', [
        person,
        list,
        ...ids.map((id) => entry('PUT', `Patient/${id}`, { resourceType: 'Patient', id })),
      ]),
      whole,
    )
  const check = async (answer: Answer): Promise<void> => {
    assert.equal(answer.status, 200, answer.text.slice(0, 300))
    const [made, listed] = answer.json['entry'] as Json[]
    const reference = listed?.['resource'].entry[0].item.reference as string
    assert.equal(reference, `Patient/${made?.['resource'].id}`)
    assert.equal((await system('GET', `/fhir/${reference}`)).status, 200)
  }
  const ids = Array.from({ length: 20 }, (_, i) => `vong-${i}`)
  const began = Date.now()
  const makers = await Promise.all([run(ids), run(ids.toReversed())])
  const late = makers.filter(({ status }) => status !== 200)
  assert.ok(late.length < 2)
  for (const answer of late) refused(answer, 409)
  for (const answer of await Promise.all(Array.from({ length: 12 }, (_, i) => run(i % 2 ? ids : ids.toReversed()))))
    await check(answer)
  assert.ok(Date.now() - began < 8_000, 'they queue; a deadlock would cost a second each')
})
