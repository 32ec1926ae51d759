import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tests_in } from './result-tests.ts'

const fact = (...coding: { system: string; code: string; display?: string }[]) => ({
  resourceType: 'Observation',
  code: { coding, text: 'Urê máu của bà Hương' },
})
const loinc = (code: string) => ({ system: 'http://loinc.org', code })

test('the envelope names each test once, by shared codes only, without words', () => {
  const own = { system: 'https://bv.example/ma-noi-bo', code: 'XN01', display: 'Urê' }
  const said = tests_in([
    fact({ ...loinc('22664-7'), display: 'Urea' }, own),
    fact(loinc('22664-7')),
    fact(loinc('2823-3')),
  ])
  assert.deepEqual(said, [[loinc('22664-7')], [loinc('2823-3')]])
  assert.deepEqual(tests_in([fact(own)]), [])
})
