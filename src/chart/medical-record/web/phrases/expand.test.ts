import assert from 'node:assert/strict'
import { test } from 'node:test'
import { find_trigger, leave_stop, match_phrases, next_stop, put_phrase } from './expand.ts'

const phrases = [
  { name: 'tim', text: 'Tim đều [96] ck/phút, T1 T2 rõ, [không] tiếng thổi.' },
  { name: 'timnhanh', text: 'Tim nhanh.' },
  { name: 'bung', text: 'Bụng mềm.' },
]

test('a short name is found before the caret, and only after a space or at the start', () => {
  assert.deepEqual(find_trigger('Khám: ;ti', 9), { start: 6, name: 'ti' })
  assert.deepEqual(find_trigger(';', 1), { start: 0, name: '' })
  assert.equal(find_trigger('a;ti', 4), undefined)
  assert.equal(find_trigger(';ti m', 5), undefined)
})

test('the exact name comes first', () =>
  assert.deepEqual(
    match_phrases(phrases, 'TIM').map((phrase) => phrase.name),
    ['tim', 'timnhanh'],
  ))

test('the phrase takes the place of its name and the first stop is selected', () => {
  const text = 'Khám: ;tim phổi'
  const trigger = find_trigger(text, 10)
  assert.ok(trigger)
  const edit = put_phrase(text, trigger ?? { start: 0, name: '' }, 10, phrases[0] ?? { name: '', text: '' })
  assert.equal(edit.text, 'Khám: Tim đều [96] ck/phút, T1 T2 rõ, [không] tiếng thổi. phổi')
  assert.equal(edit.text.slice(edit.from, edit.to), '[96]')
  const next = next_stop(edit.text, edit.to)
  assert.equal(edit.text.slice(next?.from, next?.to), '[không]')
})

test('without stops the caret stands behind the phrase', () => {
  const edit = put_phrase(';bung', { start: 0, name: 'bung' }, 5, phrases[2] ?? { name: '', text: '' })
  assert.deepEqual(edit, { text: 'Bụng mềm.', from: 9, to: 9 })
})

test('Tab on a stop accepts its words and goes to the next; an empty one stays to be seen', () => {
  const text = 'Tim [đều], [96] ck'
  assert.deepEqual(leave_stop(text, 4, 9), { text: 'Tim đều, [96] ck', from: 9, to: 13 })
  assert.deepEqual(leave_stop('a [ ] b', 2, 5), { text: 'a [ ] b', from: 5, to: 5 })
  assert.equal(leave_stop(text, 0, 0), undefined)
})
