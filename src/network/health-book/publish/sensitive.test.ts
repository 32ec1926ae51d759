import assert from 'node:assert/strict'
import { test } from 'node:test'
import { code_system, type Resource } from '../../../standards/fhir/index.ts'
import { sort_by_sensitivity } from './sensitive.ts'

const condition = (id: string, code: string, visit: string): Resource => ({
  ...{ resourceType: 'Condition', id, encounter: { reference: `Encounter/${visit}` } },
  code: { coding: [{ system: code_system.icd10, code }] },
})
const medicine = (id: string, visit: string): Resource => ({
  ...{ resourceType: 'MedicationRequest', id, status: 'active', encounter: { reference: `Encounter/${visit}` } },
})
const allergy: Resource = { resourceType: 'AllergyIntolerance', id: 'a', encounter: { reference: 'Encounter/hiv' } }
const ids = (facts: Resource[]) => facts.map(({ id }) => id)

test('what another visit was for stays out with its medicines, since they tell of it; an allergy stays in', () => {
  const facts = [condition('c1', 'J18.1', 'now'), condition('c2', 'B24', 'hiv'), medicine('m', 'hiv'), allergy]
  const { labels, told, left_out } = sort_by_sensitivity(facts, 'now')
  assert.deepEqual(labels, [])
  assert.deepEqual(ids(told), ['c1', 'a'])
  assert.equal(left_out, 2)
})

test('the visit’s own diagnosis labels the whole paper and hides nothing in it', () => {
  const facts = [condition('c', 'B24', 'now'), medicine('m', 'now')]
  const { labels, told, left_out } = sort_by_sensitivity(facts, 'now')
  assert.deepEqual(labels, ['HIV'])
  assert.deepEqual(ids(told), ['c', 'm'])
  assert.equal(left_out, 0)
})

test('a label set by hand counts as much as one a code carries', () => {
  const marked = { ...medicine('m', 'now'), meta: { security: [{ system: code_system.act_code, code: 'GDIS' }] } }
  assert.deepEqual(sort_by_sensitivity([marked], 'now').labels, ['GDIS'])
})
