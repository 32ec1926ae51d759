import assert from 'node:assert/strict'
import { test } from 'node:test'
import { start_test_site, type Answer, type Json } from '../test-site.ts'
import { refused } from './refused-in-fhir.ts'

const running = await start_test_site()
const system = await running.system()
const patient = (
  await system('POST', '/fhir/Patient', { resourceType: 'Patient', name: [{ text: 'Nguyễn Thị Hương' }] })
).json['id'] as string
const entries_of = (answer: Answer): Json[] => (answer.json['entry'] ?? []) as Json[]

test('conditional create, update and delete: one is one, several are refused', async () => {
  const identifier = [{ system: 'urn:thu', value: `co-dieu-kien-${Date.now()}` }]
  const criteria = `identifier=urn:thu|${identifier[0]?.value}`
  const person = { resourceType: 'Patient', identifier, gender: 'female' }
  const made = await system('POST', '/fhir/Patient', person, { 'if-none-exist': criteria })
  const again = await system('POST', '/fhir/Patient', person, { 'if-none-exist': criteria })
  assert.deepEqual([made.status, again.status, again.json['id']], [201, 200, made.json['id']])
  const changed = await system('PUT', `/fhir/Patient?${criteria}`, { ...person, gender: 'male' })
  assert.deepEqual([changed.status, changed.json['id'], changed.json['gender']], [200, made.json['id'], 'male'])
  const both = await Promise.all(
    Array.from({ length: 6 }, () => {
      const value = `cung-luc-${identifier[0]?.value}`
      return system(
        'POST',
        '/fhir/Patient',
        { ...person, identifier: [{ system: 'urn:thu', value }] },
        { 'if-none-exist': `identifier=urn:thu|${value}` },
      )
    }),
  )
  assert.equal(new Set(both.map((one) => one.json['id'])).size, 1, 'six at once make one')
  await system('POST', '/fhir/Patient', person)
  for (const answer of [
    await system('PUT', `/fhir/Patient?${criteria}`, person),
    await system('DELETE', `/fhir/Patient?${criteria}`),
    await system('POST', '/fhir/Patient', person, { 'if-none-exist': criteria }),
  ])
    refused(answer, 412)
  refused(await system('DELETE', '/fhir/Patient?khong-co=1'), 400)
  refused(await system('DELETE', '/fhir/Patient'), 400)
})

test('a caller that has the version is not sent it again; who wants less gets less', async () => {
  const place = `/fhir/Patient/${patient}`
  const now = await system('GET', place)
  const etag = now.headers.get('etag') ?? ''
  const modified = now.headers.get('last-modified') ?? ''
  assert.equal((await system('GET', place, undefined, { 'if-none-match': etag })).status, 304)
  assert.equal((await system('GET', place, undefined, { 'if-modified-since': modified })).status, 304)
  assert.equal((await system('GET', place, undefined, { 'if-none-match': 'W/"99"' })).status, 200)
  const small = await system('POST', '/fhir/Patient', { resourceType: 'Patient' }, { prefer: 'return=minimal' })
  assert.deepEqual([small.status, small.text], [201, ''])
  const part = await system('GET', `${place}?_elements=gender`)
  assert.equal(part.json['name'], undefined)
  assert.equal(part.json['meta'].tag[0].code, 'SUBSETTED')
})

test('chains, _has, includes, compartments and $everything meet at the same facts', async () => {
  const code = { coding: [{ system: 'http://loinc.org', code: '75377-2' }] }
  const person = (await system('POST', '/fhir/Patient', { resourceType: 'Patient', name: [{ text: 'Lò Thị Chuỗi' }] }))
    .json
  const fact = (
    await system('POST', '/fhir/Observation', {
      ...{ resourceType: 'Observation', status: 'final', code },
      subject: { reference: `Patient/${person['id']}` },
    })
  ).json
  const ids = async (path: string): Promise<string[]> => {
    const answer = await system('GET', path)
    assert.equal(answer.status, 200, answer.text)
    return entries_of(answer).map((entry) => String(entry['resource'].id))
  }
  assert.deepEqual(await ids('/fhir/Observation?subject:Patient.name=chuoi'), [fact['id']])
  assert.deepEqual(await ids('/fhir/Observation?patient.name=chuoi&code=75377-2'), [fact['id']])
  assert.deepEqual(await ids('/fhir/Patient?_has:Observation:patient:code=http://loinc.org|75377-2'), [person['id']])
  assert.deepEqual(await ids('/fhir/Observation?code=75377-2&_include=Observation:patient'), [fact['id'], person['id']])
  assert.deepEqual(await ids(`/fhir/Patient?_id=${person['id']}&_revinclude=Observation:subject`), [
    person['id'],
    fact['id'],
  ])
  assert.deepEqual(await ids(`/fhir/Patient/${person['id']}/Observation`), [fact['id']])
  assert.deepEqual((await ids(`/fhir/Patient/${person['id']}/$everything`)).sort(), [person['id'], fact['id']].sort())
  refused(await system('GET', '/fhir/Patient/khong-co/$everything'), 404)
  refused(
    await system('GET', `/fhir/Observation?${'subject:Patient.general-practitioner:Practitioner.'.repeat(4)}name=x`),
    400,
  )
})
