import assert from 'node:assert/strict'
import { test } from 'node:test'
import { index_row } from './index-row.ts'
import { term } from './term.ts'

const row = index_row({
  resourceType: 'Observation',
  id: 'a',
  status: 'final',
  code: {
    coding: [
      { system: 'http://loinc.org', code: '718-7' },
      { system: 'urn:own', code: 'HGB' },
    ],
  },
  subject: { reference: 'Patient/p1' },
  effectiveDateTime: '2026-11-20T08:00:00+07:00',
  valueQuantity: { value: 132, unit: 'g/L', system: 'http://unitsofmeasure.org', code: 'g/L' },
  component: [{ code: { coding: [{ system: 'http://loinc.org', code: '8480-6' }] }, valueQuantity: { value: 120 } }],
})

test('the first own coding has the column, the others and the bare code stand in the terms', () => {
  assert.equal(row.code, term('Observation.code=http://loinc.org|718-7'))
  assert.ok(row.terms.includes(term('Observation.code=urn:own|HGB')))
  assert.ok(row.terms.includes(term('Observation.code=718-7')))
  assert.ok(!row.terms.includes(term('Observation.code=http://loinc.org|718-7')))
})

test('patient, own date and values have their places', () => {
  assert.equal(row.patient, 'p1')
  assert.equal(row.clinical_at?.toISOString(), '2026-11-20T01:00:00.000Z')
  assert.equal(row.lasting, false)
  const value = row.measures.find((one) => one.place === 'value')
  assert.deepEqual([value?.low, value?.high], [132, 132])
  assert.ok(value?.units.includes(term('http://unitsofmeasure.org|g/L')))
  const pair = row.measures.find((one) => one.place === 'component.value')
  assert.ok(pair?.pair?.includes(term('Observation.component=http://loinc.org|8480-6')))
})
