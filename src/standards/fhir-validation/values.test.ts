import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse_exact } from '../fhir/index.ts'
import { found, observation, patient, words_of } from './test-resources.ts'

test('dates are days that exist', () => {
  for (const birthDate of ['2026', '2026-02', '2024-02-29', '2000-02-29'])
    assert.deepEqual(found({ ...patient, birthDate }), [], birthDate)
  for (const birthDate of ['26', '2026-13', '2026-02-29', '1900-02-29', '0000', '2026-11-21T10:00:00Z', '21/11/2026'])
    assert.deepEqual(found({ ...patient, birthDate }), ['value Patient.birthDate'], birthDate)
  for (const effectiveDateTime of ['2026-11-21T10:00:00+07:00', '2026-11-21T10:00:00.123456Z', '2026-11'])
    assert.deepEqual(found({ ...observation, effectiveDateTime }), [], effectiveDateTime)
  for (const effectiveDateTime of [
    '2026-11-21T10:00',
    '2026-11-21T10:00:00',
    '2026-11-31T10:00:00Z',
    '2026-11-21 10:00:00Z',
  ])
    assert.deepEqual(found({ ...observation, effectiveDateTime }), ['value Observation.effectiveDateTime'])
})

test('numbers are numbers, whole where they must be, and of a size the database keeps', () => {
  const with_value = (value: string): unknown =>
    parse_exact(
      `{"resourceType":"Observation","status":"final","code":{"text":"a"},"valueQuantity":{"value":${value}}}`,
    )
  for (const value of ['-0', '1.10', '1e3', '0.0000001', '123456789012345678901234567890.5'])
    assert.deepEqual(found(with_value(value)), [], value)
  for (const value of ['1e400', '1e-5000', `1${'0'.repeat(2_000)}`])
    assert.deepEqual(found(with_value(value)), ['value Observation.valueQuantity.value'], value.slice(0, 20))
  const with_integer = (value: string): unknown =>
    parse_exact(`{"resourceType":"Observation","status":"final","code":{"text":"a"},"valueInteger":${value}}`)
  for (const value of ['1.0', '1e2', '2147483648', '1.5'])
    assert.deepEqual(found(with_integer(value)), ['value Observation.valueInteger'], value)
})

test('texts: no control characters, no half characters, 5 MB at most; megabytes of base64 as they are', () => {
  const text = (value: string) => ({ ...patient, name: [{ text: value }] })
  assert.deepEqual(found(text('dòng 1\r\n\tdòng 2 \u00a0 🙂')), [])
  assert.deepEqual(found(text('a\u0000b')), ['value Patient.name[0].text'])
  assert.deepEqual(found(text('a\u001bb')), ['value Patient.name[0].text'])
  assert.deepEqual(found(text('a\ud83d')), ['value Patient.name[0].text'])
  assert.deepEqual(found(text('a'.repeat(1_048_577))), [])
  assert.deepEqual(found(text('a'.repeat(6_000_000))), ['too-long Patient.name[0].text'])
  const binary = (data: string) => ({ resourceType: 'Binary', contentType: 'application/pdf', data })
  assert.deepEqual(found(binary('QUJD'.repeat(2_000_000))), [])
  assert.deepEqual(found(binary('QUJ DRA==\n'.trimEnd().replace(' ', ''))), [])
  for (const data of ['QUJ', 'Q=JD', '====', `${'QUJD'.repeat(100_000)}\u0000`, `!${'QUJD'.repeat(100_000)}`])
    assert.deepEqual(found(binary(data)), ['value Binary.data'], data.slice(0, 10))
})

test('extensions of primitives stand beside them, in lists at the same index', () => {
  const why = [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }]
  assert.deepEqual(found({ ...patient, _birthDate: { extension: why } }), [])
  assert.deepEqual(found({ ...patient, birthDate: '1990', _birthDate: { id: 'a' } }), [])
  assert.deepEqual(found({ ...patient, _birthDate: { id: 'a' } }), ['structure Patient._birthDate'])
  assert.deepEqual(found({ ...patient, _birthDate: {} }), ['structure Patient._birthDate'])
  const { status: _status, ...without } = observation
  assert.deepEqual(found({ ...without, _status: { extension: why } }), [], 'a reason may stand for a required element')
  const given = (values: unknown[], reasons?: unknown[]) => ({
    ...patient,
    name: [{ family: 'Lê', given: values, ...(reasons && { _given: reasons }) }],
  })
  assert.deepEqual(found(given(['Văn', null], [null, { extension: why }])), [])
  assert.deepEqual(found(given(['Văn', null])), ['structure Patient.name[0].given[1]'])
  assert.deepEqual(found(given([null, 'Văn'], [null, null])), [
    'structure Patient.name[0].given[0]',
    'structure Patient.name[0]._given[0]',
  ])
  assert.deepEqual(found(given(['Văn'], [null, { extension: why }])), ['structure Patient.name[0]._given'])
})

test('required bindings: a code, a coding or one coding of a concept is of the set', () => {
  assert.deepEqual(found({ ...observation, status: 'xong' }), ['code-invalid Observation.status'])
  assert.match(words_of({ ...observation, status: 'xong' }), /observation-status: registered, preliminary, final/)
  const condition = (clinicalStatus: unknown) =>
    found({ resourceType: 'Condition', subject: { reference: 'Patient/1' }, clinicalStatus })
  const system = 'http://terminology.hl7.org/CodeSystem/condition-clinical'
  assert.deepEqual(condition({ coding: [{ system, code: 'active' }] }), [])
  assert.deepEqual(
    condition({
      coding: [
        { system: 'http://a.vn', code: '1' },
        { system, code: 'active' },
      ],
    }),
    [],
  )
  for (const wrong of [
    { text: 'đang bệnh' },
    { coding: [{ code: 'active' }] },
    { coding: [{ system, code: 'Active' }] },
  ])
    assert.deepEqual(condition(wrong), ['code-invalid Condition.clinicalStatus'])
  const attachment = (contentType: string) =>
    found({ resourceType: 'Media', status: 'completed', content: { contentType, url: 'http://a/b' } })
  for (const right of ['application/pdf', 'text/plain; charset=UTF-8', 'application/fhir+json'])
    assert.deepEqual(attachment(right), [])
  assert.deepEqual(attachment('pdf'), ['code-invalid Media.content.contentType'])
  const money = (currency: string) =>
    found({ resourceType: 'Invoice', status: 'issued', totalNet: { value: 1, currency } })
  assert.deepEqual(money('VND'), [])
  assert.deepEqual(money('đồng'), ['code-invalid Invoice.totalNet.currency'])
})
