import assert from 'node:assert/strict'
import { test } from 'node:test'
import { find_test, read_test_list, search_tests, test_list } from './test-list.ts'

const file = (one: Record<string, unknown>) => JSON.stringify({ title: 't', source: 's', tests: [one] })
const urea = { code: 'ure', name: 'Urê máu', category: 'laboratory' }

test('a test is found without diacritics, by what people call it, by initials and by its code', () => {
  const first = (words: string) => search_tests(words)[0]?.code
  assert.equal(first('ure'), 'ure')
  assert.equal(first('cong thuc mau'), 'ctm')
  assert.equal(first('4548-4'), 'hba1c')
  assert.equal(first('sieu am bung'), 'sa-bung')
  assert.deepEqual(search_tests('không có thứ này'), [])
  assert.deepEqual(search_tests('  '), [])
})

test('the shipped list says that it is a beginning; a code nobody has said is absent, not invented', () => {
  assert.equal(test_list.is_starter, true)
  assert.match(test_list.source, /QĐ 1227/)
  assert.ok(test_list.tests.every(({ ministry }) => ministry === ''))
  assert.equal(find_test('dengue-ns1')?.loinc, '')
})

test('a facility’s own list brings the Ministry’s seven digits', () => {
  const [one] = read_test_list(file({ ...urea, ministry: '1234567', loinc: '22664-7' })).tests
  assert.equal(one?.ministry, '1234567')
})

test('a list that is none is refused with the line and what it wants', () => {
  assert.throws(() => read_test_list('{}'), /tests/)
  assert.throws(() => read_test_list(file({ ...urea, category: 'magic' })), /Urê máu.*thì không/)
  assert.throws(() => read_test_list(file({ ...urea, ministry: '12345' })), /7 chữ số/)
  assert.throws(() => read_test_list(file({ ...urea, loinc: 'URE' })), /LOINC/)
  assert.throws(() => read_test_list(JSON.stringify({ tests: [urea, urea] })), /hai lần/)
})
