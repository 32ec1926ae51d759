import assert from 'node:assert/strict'
import { test } from 'node:test'
import { is_everything, narrow_scopes, parse_scope, print_scope, scope_list } from './index.ts'

const laboratory = 'http://terminology.hl7.org/CodeSystem/observation-category|laboratory'
const texts = (asked: string, bounds: string): string =>
  narrow_scopes(scope_list(asked), scope_list(bounds))
    .map(({ text }) => text)
    .join(' ')

test('a scope of v2 says context, type, rights and restriction', () => {
  assert.deepEqual(parse_scope(`patient/Observation.rs?category=${laboratory}`), {
    ...{ context: 'patient', type: 'Observation', rights: 'rs', filters: [['category', laboratory]] },
    text: `patient/Observation.rs?category=${laboratory}`,
  })
  const encoded = parse_scope(`user/Observation.s?category=${encodeURIComponent(laboratory)}&status=final`)
  assert.deepEqual(encoded?.filters, [
    ['category', laboratory],
    ['status', 'final'],
  ])
  assert.equal(print_scope(encoded), `user/Observation.s?category=${laboratory}&status=final`)
})

test('the words of v1 are understood', () => {
  for (const [word, rights] of [
    ['read', 'rs'],
    ['write', 'cud'],
    ['*', 'cruds'],
  ])
    assert.equal(parse_scope(`patient/*.${word}`)?.rights, rights)
})

test('what is no clinical scope, or stands in another order, is none', () => {
  for (const text of [
    ...['openid', 'launch/patient', 'patient/Observation', 'patient/Observation.', 'patient/Observation.sr'],
    ...['patient/Observation.readwrite', 'group/Observation.rs', 'patient/Nothing.rs', 'patient/Observation.x'],
    ...['patient/Observation.read?category=laboratory', 'patient/Observation.rs?', 'patient/Observation.rs?category='],
  ])
    assert.equal(parse_scope(text), undefined, text)
})

test('what is granted is what both sides allow, in the words of the question where nothing is taken away', () => {
  assert.equal(texts('patient/*.read', 'patient/*.cruds'), 'patient/*.read')
  assert.equal(texts('patient/*.*', 'patient/*.rs'), 'patient/*.rs')
  assert.equal(
    texts('system/*.rs', 'system/Observation.cruds system/Patient.r'),
    'system/Observation.rs system/Patient.r',
  )
  assert.equal(texts('system/Observation.c', 'system/Observation.rs'), '')
  assert.equal(texts('patient/Observation.rs', 'user/Observation.rs'), '', 'a context is not another one')
  assert.equal(texts('user/Observation.rs user/Observation.r', 'user/*.cruds'), 'user/Observation.rs')
})

test('restrictions of both sides hold together', () => {
  assert.equal(
    texts('patient/Observation.rs', `patient/Observation.rs?category=${laboratory}`),
    `patient/Observation.rs?category=${laboratory}`,
  )
  assert.equal(
    texts('patient/Observation.rs?status=final', `patient/*.rs patient/Observation.rs?category=${laboratory}`),
    'patient/Observation.rs?status=final',
    'the wider of two bounds stays',
  )
  assert.equal(
    texts('user/Observation.rs?status=final', 'user/Observation.r?category=vital-signs'),
    'user/Observation.r?status=final&category=vital-signs',
  )
})

test('only all rights over everything of a system hold nothing back', () => {
  for (const text of ['system/*.cruds', 'system/*.*']) assert.ok(is_everything(scope_list(text)), text)
  for (const text of ['system/*.rs', 'user/*.cruds', 'patient/*.*', 'system/Patient.cruds', 'openid', ''])
    assert.ok(!is_everything(scope_list(text)), text)
})
