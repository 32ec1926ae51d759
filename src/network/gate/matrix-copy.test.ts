import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rulings_of_copy, type ToldRule } from './matrix-copy.ts'
import { rule, shipped } from './matrix.ts'

const now = new Date('2026-12-01T03:00:00Z')
const told = (
  ruling: ToldRule['ruling'],
  valid_from = '2026-11-01',
  destination: ToldRule['destination'] = 'direct',
) => ({
  ...{ label: 'PSY', destination, ruling, valid_from, source: 'QĐ 123/QĐ-SYT' },
})
const hours_ago = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000)

test('who has read nothing goes by the shipped matrix', () => {
  assert.equal(rulings_of_copy(undefined, now), shipped)
})

test('the edition in force is what counts: stricter or looser than the shipped one', () => {
  const strict = rulings_of_copy({ rules: [told('never')], read_at: hours_ago(1) }, now)
  assert.deepEqual(strict('PSY', 'direct'), { ...told('never'), reason: '', changed_by: '', changed_at: hours_ago(1) })
  assert.equal(rule(['PSY'], 'direct', ['PSY'], strict), 'never')
  const loose = rulings_of_copy({ rules: [told('pass', '2026-11-01', 'health-book')], read_at: hours_ago(1) }, now)
  assert.equal(shipped('PSY', 'health-book').ruling, 'withhold')
  assert.equal(rule(['PSY'], 'health-book', [], loose), 'pass')
  assert.equal(rule(['HIV'], 'health-book', [], loose), 'withhold', 'other cells as shipped')
})

test('a word for a later day takes effect on that day in Vietnam, with the hub away', () => {
  const copy = { rules: [told('never', '2026-12-01')], read_at: new Date('2026-11-30T10:00:00Z') }
  assert.equal(rule(['PSY'], 'direct', [], rulings_of_copy(copy, new Date('2026-11-30T16:59:00Z'))), 'pass')
  assert.equal(rule(['PSY'], 'direct', [], rulings_of_copy(copy, new Date('2026-11-30T17:01:00Z'))), 'never')
})

test('in doubt, after a day without the hub, the stricter of the two counts', () => {
  const loose = { rules: [told('pass', '2026-11-01', 'health-book')], read_at: hours_ago(25) }
  assert.equal(rule(['PSY'], 'health-book', [], rulings_of_copy(loose, now)), 'withhold')
  const strict = { rules: [told('withhold')], read_at: hours_ago(25) }
  assert.equal(rule(['PSY'], 'direct', [], rulings_of_copy(strict, now)), 'withhold')
})
