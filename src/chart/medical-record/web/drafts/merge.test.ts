import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differences_of, merge_answers, same_answers, same_value } from './merge.ts'

const base = { tim: 'đều', phoi: 'trong', bung: '' }

test('changes of one side only come together by themselves', () => {
  const merged = merge_answers(base, { ...base, tim: 'đều, 96' }, { ...base, bung: 'mềm' })
  assert.deepEqual(merged, { answers: { tim: 'đều, 96', phoi: 'trong', bung: 'mềm' }, differences: [] })
})

test('a field both changed keeps mine and is shown', () => {
  const merged = merge_answers(base, { ...base, phoi: 'ran nổ' }, { ...base, phoi: 'ran ẩm' })
  assert.equal(merged.answers.phoi, 'ran nổ')
  assert.deepEqual(merged.differences, [{ item: 'phoi', mine: 'ran nổ', theirs: 'ran ẩm' }])
})

test('the same change on both sides is no difference', () =>
  assert.deepEqual(merge_answers(base, { ...base, phoi: 'ran' }, { ...base, phoi: 'ran' }).differences, []))

test('what I erased stays erased', () => {
  const { tim: _tim, ...without } = base
  assert.equal(merge_answers(base, without, base).answers.tim, null)
})

test('tables compare by what they say, not by the order of keys', () => {
  assert.ok(same_value([{ a: '1', b: '2' }], [{ b: '2', a: '1' }]))
  assert.ok(same_value([], null) && same_value('', undefined) && !same_value(false, null))
  assert.ok(same_answers({ a: '' }, {}))
  assert.deepEqual(differences_of({ a: 'x' }, {}), [{ item: 'a', mine: 'x', theirs: null }])
})
