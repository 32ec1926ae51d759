import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Ruling } from './contract.ts'
import { rulings_for_basis, rulings_on, type MatrixRule } from './dated-rules.ts'
import { label_issues, rule, shipped } from './matrix.ts'
import { show_matrix } from './show-matrix.ts'

const said = (valid_from: string, ruling: Ruling, at: string, more: Partial<MatrixRule> = {}): MatrixRule => ({
  ...{ label: 'PSY', destination: 'emergency', valid_from, ruling, source: `QĐ ${valid_from}`, reason: '' },
  ...{ changed_by: 'Bà Sở', changed_at: new Date(at), ...more },
})
/** The shipped matrix lets it pass in an emergency. */
const stricter = said('2026-12-01', 'withhold', '2026-11-25T02:00:00Z')
const looser = said('2027-01-01', 'pass', '2026-12-20T02:00:00Z')
const ruling = (rules: MatrixRule[], given: string, look: string): Ruling =>
  rulings_for_basis(rules, new Date(given), new Date(look))('PSY', 'emergency').ruling

test('a rule holds from its day in Vietnam, and until then what held before; its source goes with it', () => {
  const day = (rules: MatrixRule[], at: string) => rulings_on(rules, at)('PSY', 'emergency')
  assert.deepEqual(day([stricter], '2026-11-30'), shipped('PSY', 'emergency'))
  assert.deepEqual(
    [day([stricter], '2026-12-01').ruling, day([stricter], '2026-12-01').source],
    ['withhold', 'QĐ 2026-12-01'],
  )
  // 2026-11-30T17:30Z is 00:30 of the first of December in Vietnam.
  assert.equal(ruling([stricter], '2026-11-30T16:00:00Z', '2026-11-30T16:59:00Z'), 'pass')
  assert.equal(ruling([stricter], '2026-11-30T16:00:00Z', '2026-11-30T17:30:00Z'), 'withhold')
  assert.equal(rulings_on([stricter], '2026-12-05')('HIV', 'emergency').ruling, 'pass', 'other cells as shipped')
})

test('the latest day counts in whatever order it was said; for one day what was said last', () => {
  const later = said('2026-12-10', 'never', '2026-11-01T02:00:00Z')
  const on = (rules: MatrixRule[], day: string) => rulings_on(rules, day)('PSY', 'emergency').ruling
  assert.equal(on([later, stricter], '2026-12-20'), 'never')
  assert.equal(on([later, stricter], '2026-12-09'), 'withhold')
  const again = said('2026-12-10', 'pass', '2026-12-02T02:00:00Z')
  assert.equal(on([later, stricter, again], '2026-12-20'), 'pass')
  const states = show_matrix([later, stricter, again, looser], '2026-12-20').words.map(
    ({ valid_from, ruling: word, state }) => `${valid_from} ${word} ${state}`,
  )
  assert.deepEqual(states, [
    '2027-01-01 pass coming',
    '2026-12-10 pass holds',
    '2026-12-10 never replaced',
    '2026-12-01 withhold past',
  ])
})

test('a stricter rule closes an older basis; a looser one, also dated back, opens nothing to it', () => {
  assert.equal(ruling([stricter], '2026-11-20T02:00:00Z', '2026-12-02T02:00:00Z'), 'withhold')
  const both = [stricter, looser]
  assert.equal(ruling(both, '2026-12-05T02:00:00Z', '2027-01-02T02:00:00Z'), 'withhold', 'closed when it was given')
  assert.equal(ruling(both, '2027-01-01T02:00:00Z', '2027-01-02T02:00:00Z'), 'pass', 'given under the looser rule')
  assert.equal(ruling(both, '2026-11-20T02:00:00Z', '2027-01-02T02:00:00Z'), 'pass', 'open when it was given')
  const dated_back = said('2026-11-01', 'pass', '2026-12-20T02:00:00Z', { destination: 'law', reason: 'Ghi muộn' })
  const law = (given: string) =>
    rulings_for_basis([dated_back], new Date(given), new Date('2026-12-21T02:00:00Z'))('PSY', 'law').ruling
  assert.equal(law('2026-12-10T02:00:00Z'), 'withhold', 'nobody had said so yet')
  assert.equal(law('2026-12-20T02:00:01Z'), 'pass')
})

test('what a basis names passes where it is withheld, never where it is forbidden; the strictest label decides', () => {
  const holding = rulings_on([stricter], '2026-12-02')
  assert.equal(rule(['PSY'], 'emergency', [], holding), 'withhold')
  assert.equal(rule(['PSY'], 'emergency', ['PSY'], holding), 'pass')
  assert.equal(rule(['PSY', 'HIV'], 'emergency', ['HIV'], holding), 'withhold')
  assert.equal(rule(['PSY', 'FETALSEX'], 'emergency', ['PSY', 'FETALSEX'], holding), 'never')
  assert.equal(rule(['constructor'], 'law'), 'withhold', 'a label nobody knows goes by the usual row')
})

test('at the door the source that refuses is the one that holds', () => {
  const rules = [
    said('2026-12-01', 'withhold', '2026-11-25T02:00:00Z', { destination: 'direct', source: 'QĐ 77/QĐ-SYT' }),
  ]
  const wish = { labels: ['PSY'], recipients: ['01929'] }
  assert.deepEqual(label_issues(wish), [])
  assert.match(
    label_issues(wish, rulings_on(rules, '2026-12-01'))[0]?.message ?? '',
    /sức khỏe tâm thần.*QĐ 77\/QĐ-SYT/,
  )
  const published = { labels: ['PSY'], recipients: [] }
  assert.deepEqual(label_issues(published, rulings_on(rules, '2026-12-01')), [], 'published, not addressed')
})
