import assert from 'node:assert/strict'
import { test } from 'node:test'
import { is_outside, read_number, show_number, tone_of_vital } from './number-value.ts'

const pressure = { observe: { code: '85354-9', display: '', unit: 'mm[Hg]', components: [] } }

test('numbers are typed with a comma and kept with a point', () => {
  assert.deepEqual(read_number({}, '38,4'), { ok: true, value: '38.4' })
  assert.equal(show_number('38.4'), '38,4')
  assert.equal(read_number({}, 'cao').ok, false)
  assert.deepEqual(read_number({}, ' '), { ok: true, value: '' })
})

test('a pressure is two numbers', () => {
  for (const typed of ['150/90', '150 90', '150-90'])
    assert.deepEqual(read_number(pressure, typed), { ok: true, value: '150/90' })
  assert.equal(read_number(pressure, '150').ok, false)
  assert.equal(show_number('150/90'), '150/90')
})

test('what cannot be is outside; what alarms an adult has a tone', () => {
  assert.ok(is_outside({ min: 30, max: 43 }, '384'))
  assert.ok(is_outside({ min: 20, max: 300 }, '150/9'))
  assert.equal(tone_of_vital('8310-5', '38.4'), 'amber')
  assert.equal(tone_of_vital('8310-5', '39.5'), 'red')
  assert.equal(tone_of_vital('8867-4', '80'), undefined)
  assert.equal(tone_of_vital(undefined, '80'), undefined)
})
