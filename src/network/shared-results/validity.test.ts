import assert from 'node:assert/strict'
import { test } from 'node:test'
import { find_validity, read_validity_table } from './validity.ts'

const table = read_validity_table(
  JSON.stringify({
    valid_from: '2027-01-01',
    source: 's',
    confidence: 'c',
    tests: [{ name: 'A', hours: 24, codes: ['1-1'] }],
  }),
)

test('a table counts from its day on, and for the tests it names', () => {
  assert.equal(find_validity('1-1', '2026-12-31', table), undefined)
  assert.equal(find_validity('1-1', '2027-01-01', table)?.hours, 24)
  assert.equal(find_validity('2-2', '2027-01-01', table), undefined)
})

test('the shipped table says where it is from and how sure it is', () => {
  const found = find_validity('4548-4', '2026-11-21')
  assert.equal(found?.hours, 60 * 24)
  assert.match(found?.source ?? '', /Dự thảo/)
  assert.match(found?.confidence ?? '', /^draft/)
})

test('a file that is no such table is refused', () => {
  assert.throws(
    () => read_validity_table('{"valid_from":"2027-01-01","tests":[{"name":"A","hours":0,"codes":[]}]}'),
    /hours/,
  )
})
