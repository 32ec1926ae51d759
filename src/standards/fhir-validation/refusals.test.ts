import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse_exact } from '../fhir/index.ts'
import { validate_invariants, validate_resource } from './index.ts'
import { found, observation, patient, pulse, words_of } from './test-resources.ts'

test('what is right passes, also with digits kept', () => {
  assert.deepEqual(found(patient), [])
  assert.deepEqual(found(observation), [])
  const exact = parse_exact(
    '{"resourceType":"Observation","status":"final","code":{"text":"a"},"valueQuantity":{"value":38.0}}',
  )
  assert.deepEqual(found(exact), [])
})

test('what is no resource of R4 is refused before anything else', () => {
  assert.deepEqual(found(null), ['structure Resource'])
  assert.deepEqual(found([]), ['structure Resource'])
  assert.deepEqual(found('Patient'), ['structure Resource'])
  assert.deepEqual(found({}), ['structure Resource.resourceType'])
  assert.deepEqual(found({ resourceType: 'DomainResource' }), ['structure Resource.resourceType'])
  assert.match(words_of({ resourceType: 'Pateint' }), /có phải “Patient”/)
})

test('what is undefined is not there, as in the JSON that will be written', () => {
  assert.deepEqual(found({ ...patient, birthDate: undefined, khac: undefined }), [])
  assert.deepEqual(found({ ...observation, status: undefined }), ['required Observation.status'])
})

test('an unknown element is named, with the name that was probably meant', () => {
  assert.deepEqual(found({ ...patient, birthdate: '1990' }), ['structure Patient.birthdate'])
  assert.match(words_of({ ...patient, birthdate: '1990' }), /Patient không có phần tử “birthdate”; có phải “birthDate”/)
  assert.deepEqual(found(JSON.parse('{"resourceType":"Basic","code":{"text":"a"},"__proto__":{"a":1}}')), [
    'structure Basic.__proto__',
  ])
})

test('the place is told through lists and choices', () => {
  const component = [{ code: pulse }, { code: pulse, valueQuantity: { value: 'tám mươi' } }]
  assert.deepEqual(found({ ...observation, component }), ['structure Observation.component[1].valueQuantity.value'])
})

test('an extension has a url and either a value or extensions', () => {
  const extended = (extension: unknown) => ({ ...patient, extension: [extension] })
  assert.deepEqual(found(extended({ valueString: 'a' })), ['required Patient.extension[0].url'])
  assert.deepEqual(found(extended({ url: 'http://a/b' })), ['invariant Patient.extension[0]'])
  assert.deepEqual(
    found(extended({ url: 'http://a/b', valueString: 'a', extension: [{ url: 'c', valueCode: 'd' }] })),
    ['invariant Patient.extension[0]'],
  )
  assert.deepEqual(found(extended({ url: 'http://a/b', valueString: 'a', valueCode: 'b' })), [
    'structure Patient.extension[0].valueCode',
  ])
  assert.deepEqual(found(extended({ url: 'http://a/b', valueMoneyQuantity: {} })), [
    'structure Patient.extension[0].valueMoneyQuantity',
  ])
})

test('rules of the standard are told with their key', () => {
  const period = { start: '2026-11-22', end: '2026-11-21' }
  assert.deepEqual(found({ ...patient, name: [{ text: 'A', period }] }), ['invariant Patient.name[0].period'])
  assert.match(words_of({ ...patient, name: [{ text: 'A', period }] }), /start phải trước hoặc bằng end \(per-1\)/)
  const stay = (start: string, end: string) => found({ ...patient, name: [{ text: 'A', period: { start, end } }] })
  assert.deepEqual(stay('2026-11', '2026-11-05'), [], 'partial dates are compared as far as both go')
  assert.deepEqual(stay('2026-11-21T10:00:00+07:00', '2026-11-21T04:00:00Z'), [])
  assert.deepEqual(stay('2026-11-21T10:00:00+07:00', '2026-11-21T02:00:00Z'), ['invariant Patient.name[0].period'])
  const hospital = { resourceType: 'Organization', name: 'A' }
  assert.deepEqual(found({ ...hospital, address: [{ use: 'home', text: 'a' }] }), ['invariant Organization'])
  assert.deepEqual(found({ ...hospital, telecom: [{ use: 'home', system: 'phone', value: '1' }] }), [
    'invariant Organization',
  ])
  const risk = { resourceType: 'RiskAssessment', status: 'final', subject: { display: 'A' } }
  const low = { value: 1, code: 'mg', system: 'http://unitsofmeasure.org' }
  assert.deepEqual(found({ ...risk, prediction: [{ probabilityRange: { low } }] }), [
    'invariant RiskAssessment.prediction[0]',
  ])
  assert.deepEqual(found({ ...observation, dataAbsentReason: { text: 'a' }, valueString: 'b' }), [
    'invariant Observation',
  ])
})

test('depth and number of faults are bounded', () => {
  let deep: unknown = { url: 'http://a/b', valueCode: 'c' }
  for (let i = 0; i < 80; i += 1) deep = { url: 'http://a/b', extension: [deep] }
  const [first, ...others] = validate_resource({ ...patient, extension: [deep] })
  assert.equal(first?.code, 'too-long')
  assert.deepEqual(others, [])
  const many = Array.from({ length: 1_000 }, () => ({ tên: 'a' }))
  const issues = validate_resource({ ...patient, name: many })
  assert.equal(issues.length, 20)
  assert.equal(issues[19]?.expression, 'Patient.name[19].tên')
})

test('$validate asks every constraint, also those no rule was written for', () => {
  const server = {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026',
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['json'],
  }
  assert.deepEqual(found(server), [])
  const told = validate_invariants(server).map((one) => one.message.replace(/:.*/, ''))
  assert.deepEqual(
    told,
    ['cpb-1', 'cpb-2', 'cpb-14'].map((key) => `Không thoả ràng buộc ${key} của CapabilityStatement`),
  )
  const hospital = { resourceType: 'Organization', name: 'A', address: [{ use: 'home', text: 'a' }] }
  assert.deepEqual(
    validate_invariants(hospital).map((one) => one.expression),
    ['Organization.address[0]'],
  )
})
