/** fhir-kit-client, as its readers use it: nothing of it was written for this server. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Client } from 'fhir-kit-client'
import { start_test_site, type Json } from '../test-site.ts'

const running = await start_test_site()
const { base } = running
const system = await running.system()
const token = async (): Promise<string> => {
  const form = { grant_type: 'client_credentials', client_id: 'client', client_secret: 'mat-khau-thu' }
  const answer = await fetch(`${base}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) })
  return ((await answer.json()) as Json)['access_token'] as string
}
const client = new Client({ baseUrl: `${base}/fhir`, bearerToken: await token() })

test('it finds its way in by /metadata and by .well-known', async () => {
  const found = await client.smartAuthMetadata()
  assert.equal(found.authorizeUrl?.href, `${base}/oauth/authorize`)
  assert.equal(found.tokenUrl?.href, `${base}/oauth/token`)
  const statement: Json = await client.capabilityStatement()
  assert.equal(statement['fhirVersion'], '4.0.1')
})

const made: Json = await client.create({
  resourceType: 'Patient',
  body: { resourceType: 'Patient', name: [{ family: 'Nguyễn', given: ['Thị', 'Hương'] }], gender: 'female' },
})
const id = String(made['id'])

test('create, read, update, patch, vread, history, delete', async () => {
  assert.equal(Client.httpFor(made as Json & { resourceType: string }).response?.status, 201)
  const read: Json = await client.read({ resourceType: 'Patient', id })
  assert.equal(read['gender'], 'female')
  const updated: Json = await client.update({
    ...{ resourceType: 'Patient', id },
    body: { ...read, resourceType: 'Patient', birthDate: '1968-03-12' },
  })
  assert.equal(updated['meta']['versionId'], '2')
  const patched: Json = await client.patch({
    ...{ resourceType: 'Patient', id },
    jsonPatch: [{ op: 'replace', path: '/gender', value: 'other' }],
  })
  assert.equal(patched['gender'], 'other')
  const old: Json = await client.vread({ resourceType: 'Patient', id, version: '1' })
  assert.equal(old['birthDate'], undefined)
  const history: Json = await client.history({ resourceType: 'Patient', id })
  assert.equal(history['total'], 3)
  assert.ok(((await client.history({ resourceType: 'Patient' })) as Json)['entry'].length >= 3)
  assert.ok(((await client.history({})) as Json)['entry'].length >= 3)
  const gone: Json = await client.create({ resourceType: 'Patient', body: { resourceType: 'Patient' } })
  await client.delete({ resourceType: 'Patient', id: String(gone['id']) })
  await assert.rejects(
    client.read({ resourceType: 'Patient', id: String(gone['id']) }),
    ({ response }: { response: { status: number } }) => response.status === 410,
  )
})

test('search, in a compartment too, by POST too, page after page; references are followed', async () => {
  for (let value = 1; value <= 7; value += 1)
    await client.create({
      resourceType: 'Observation',
      body: {
        ...{ resourceType: 'Observation', status: 'final', code: { text: 'Glucose' } },
        ...{ subject: { reference: `Patient/${id}` }, valueQuantity: { value } },
      },
    })
  const found: Json = await client.search({ resourceType: 'Patient', searchParams: { name: 'hương', gender: 'other' } })
  assert.deepEqual(
    (found['entry'] as Json[]).map((one) => one['resource'].id),
    [id],
  )
  const inside: Json = await client.search({
    ...{ resourceType: 'Observation', compartment: { resourceType: 'Patient', id } },
  })
  assert.equal(inside['entry'].length, 7)
  const posted: Json = await client.search({
    ...{ resourceType: 'Observation', searchParams: { subject: `Patient/${id}`, _total: 'accurate', _count: 2 } },
    options: { postSearch: true },
  })
  assert.equal(posted['total'], 7)
  const values = new Set<number>()
  let page = (await client.resourceSearch({
    ...{ resourceType: 'Observation', searchParams: { subject: `Patient/${id}`, _count: 3, _sort: '-_lastUpdated' } },
  })) as Json & { resourceType: string; link: { relation: string; url: string }[] }
  for (let round = 0; round < 5; round += 1) {
    for (const one of page['entry'] as Json[]) values.add(one['resource'].valueQuantity.value as number)
    const next = await client.nextPage({ bundle: page })
    if (!next) break
    page = next as typeof page
  }
  assert.deepEqual([...values].sort(), [1, 2, 3, 4, 5, 6, 7])
  const subject: Json = await client.resolve({ reference: `Patient/${id}` })
  assert.equal(subject['id'], id)
})

test('batch, transaction, operations; refusals come as OperationOutcome', async () => {
  const bundle = (type: 'batch' | 'transaction') => ({
    ...{ resourceType: 'Bundle', type },
    entry: [
      { resource: { resourceType: 'Organization', name: 'Thử' }, request: { method: 'POST', url: 'Organization' } },
      { request: { method: 'GET', url: `Patient/${id}` } },
    ],
  })
  for (const type of ['batch', 'transaction'] as const) {
    const answer: Json = await client[type]({ body: bundle(type) })
    assert.deepEqual(
      (answer['entry'] as Json[]).map((one) => one['response'].status),
      ['201 Created', '200 OK'],
    )
  }
  const everything: Json = await client.operation({ name: 'everything', resourceType: 'Patient', id, method: 'GET' })
  assert.equal(everything['entry'].length, 8)
  const verdict: Json = await client.operation({
    ...{ name: '$validate', resourceType: 'Patient', input: { resourceType: 'Patient', gender: 'nữ' } },
  })
  assert.equal(verdict['issue'][0].severity, 'error')
  type Refused = { response: { status: number; data: Json } }
  await assert.rejects(
    client.search({ resourceType: 'Patient', searchParams: { khong_co: '1' } }),
    ({ response }: Refused) => response.status === 400 && response.data['resourceType'] === 'OperationOutcome',
  )
  const stranger = new Client({ baseUrl: `${base}/fhir`, bearerToken: 'khong-phai' })
  await assert.rejects(
    stranger.read({ resourceType: 'Patient', id }),
    ({ response }: Refused) => response.status === 401 && response.data['resourceType'] === 'OperationOutcome',
  )
  assert.equal((await system('GET', `/fhir/Patient/${id}`)).status, 200)
})
