import assert from 'node:assert/strict'
import { test } from 'node:test'
import { found, observation, patient, type Bag } from './test-resources.ts'

test('references point at what the element allows, and at contained resources that are there', () => {
  const about = (subject: unknown) => found({ ...observation, subject })
  for (const reference of [
    'Patient/1',
    'https://a.vn/fhir/Patient/1',
    'urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7',
    'Patient?identifier=a|b',
    'Patient/1/_history/2',
    'https://a.vn/gì-đó',
  ])
    assert.deepEqual(about({ reference }), [], reference)
  for (const reference of [
    'Practitioner/1',
    'https://a.vn/fhir/Practitioner/1',
    'Patient',
    'Patient/',
    'Patient/có dấu',
    'Ptient/1',
    'Practitioner?identifier=1',
  ])
    assert.ok(about({ reference }).includes('value Observation.subject.reference'), reference)
  assert.deepEqual(about({ type: 'Practitioner' }), ['value Observation.subject.type'])
  assert.deepEqual(about({ type: 'Người' }), ['value Observation.subject.type'])
  assert.deepEqual(about({ reference: 'Patient/1', type: 'Group' }), ['value Observation.subject.type'])
  assert.deepEqual(about({ reference: '#p' }), ['value Observation.subject.reference'])
  const contained = [{ ...patient, id: 'p' }]
  assert.deepEqual(found({ ...observation, contained, subject: { reference: '#p' } }), [])
  const device = [{ resourceType: 'Practitioner', id: 'p' }]
  assert.deepEqual(found({ ...observation, contained: device, subject: { reference: '#p' } }), [
    'value Observation.subject.reference',
  ])
})

test('contained resources are pointed at, have an id, hold none themselves and no versions', () => {
  const holding = (one: Bag) => found({ ...observation, contained: [one], subject: { reference: '#p' } })
  assert.deepEqual(found({ ...observation, contained: [{ ...patient, id: 'p' }] }), [
    'invariant Observation.contained[0]',
  ])
  const twins = [
    { ...patient, id: 'p' },
    { ...patient, id: 'p' },
  ]
  assert.deepEqual(found({ ...observation, contained: twins, subject: { reference: '#p' } }), [
    'value Observation.contained',
  ])
  assert.ok(holding(patient).includes('required Observation.contained[0].id'))
  assert.ok(
    holding({ ...patient, id: 'p', contained: [{ ...patient, id: 'q' }] }).includes(
      'invariant Observation.contained[0].contained',
    ),
  )
  assert.deepEqual(holding({ ...patient, id: 'p', meta: { versionId: '1' } }), [
    'invariant Observation.contained[0].meta.versionId',
  ])
  assert.deepEqual(holding({ ...patient, id: 'p', gender: 'nữ' }), ['code-invalid Observation.contained[0].gender'])
  const back = {
    resourceType: 'Provenance',
    id: 'x',
    target: [{ reference: '#' }],
    recorded: '2026-11-21T10:00:00Z',
    agent: [{ who: { display: 'A' } }],
  }
  assert.deepEqual(found({ ...observation, contained: [back] }), [], 'it points at its container')
})

test('entries of a Bundle and parameters are resources of their own', () => {
  const bundle = (...entry: unknown[]) => found({ resourceType: 'Bundle', type: 'transaction', entry })
  const request = { method: 'POST', url: 'Patient' }
  assert.deepEqual(bundle({ fullUrl: 'urn:uuid:1', resource: patient, request }), [])
  assert.deepEqual(bundle({ resource: { ...patient, gender: 'nữ' }, request }), [
    'code-invalid Bundle.entry[0].resource.gender',
  ])
  assert.deepEqual(bundle({ resource: patient }), ['invariant Bundle'])
  assert.deepEqual(bundle({ request: { method: 'FETCH', url: 'Patient' } }), [
    'code-invalid Bundle.entry[0].request.method',
  ])
  const parameter = (one: unknown) => found({ resourceType: 'Parameters', parameter: [one] })
  assert.deepEqual(parameter({ name: 'a', resource: patient }), [])
  assert.deepEqual(parameter({ name: 'a', part: [{ name: 'b', valueCode: 'c' }] }), [])
  assert.deepEqual(parameter({ name: 'a' }), ['invariant Parameters.parameter[0]'])
  assert.deepEqual(parameter({ name: 'a', resource: { resourceType: 'Patient', a: 1 } }), [
    'structure Parameters.parameter[0].resource.a',
  ])
})
