import assert from 'node:assert/strict'
import { test } from 'node:test'
import { document_kinds } from '../../standards/documents/index.ts'
import type { Figures } from './contract.ts'
import { kind_names } from './figures.ts'
import { is_closed, judge_day, silent_for_min } from './judge.ts'

const rules = { grace_min: 60, silent_after_min: 180 }
const next_morning = new Date('2026-11-17T08:00:00+07:00')
const same_noon = new Date('2026-11-16T12:00:00+07:00')

const books = (said: Figures | null, taken: number, totals: Figures | null = null, now = next_morning) =>
  judge_day({ facility: '24011', day: '2026-11-16', kind: 'health-book', said, totals, taken }, rules, now)

test('a day is over an hour after its midnight in Vietnam', () => {
  assert.equal(is_closed('2026-11-16', rules, new Date('2026-11-17T00:59:59+07:00')), false)
  assert.equal(is_closed('2026-11-16', rules, new Date('2026-11-17T01:00:00+07:00')), true)
})

test('all that was due was taken: whole; what the law withholds is not missing', () => {
  assert.equal(books({ due: 100, excused: 3, made: 97, sent: 97, overdue: 0 }, 97).state, 'whole')
})

test('one of a hundred thousand is missing: named with facility, day, kind and both sources', () => {
  const { state, gaps } = books({ due: 100_000, excused: 0, made: 99_999, sent: 99_999, overdue: 1 }, 99_999)
  assert.equal(state, 'gap')
  assert.deepEqual(
    gaps.map(({ facility, day, kind, what, count }) => ({ facility, day, kind, what, count })),
    [{ facility: '24011', day: '2026-11-16', kind: 'health-book', what: 'missing', count: 1 }],
  )
  assert.ok(
    gaps[0]?.says.some(({ source, figure, value }) => source === 'hub' && figure === 'taken' && value === 99_999),
  )
})

test('while the day runs, what is under way is no gap; what the facility itself calls overdue is', () => {
  assert.equal(books({ due: 50, excused: 0, made: 48, sent: 45, overdue: 0 }, 45, null, same_noon).state, 'waiting')
  const late = books({ due: 50, excused: 0, made: 48, sent: 45, overdue: 2 }, 45, null, same_noon)
  assert.deepEqual([late.state, late.missing], ['gap', 2])
})

test('whoever says more was sent than the hub has is caught at once, also on the same day', () => {
  const { gaps } = books({ due: 60, excused: 0, made: 60, sent: 60, overdue: 0 }, 50, null, same_noon)
  assert.deepEqual(
    gaps.map(({ what, count }) => [what, count]),
    [['inflated', 10]],
  )
})

test('less said than the hub has, and less due than visits, are named too', () => {
  assert.deepEqual(
    books({ due: 10, excused: 0, made: 10, sent: 10, overdue: 0 }, 12).gaps.map(({ what, count }) => [what, count]),
    [['unsaid', 2]],
  )
  const fewer = books({ due: 8, excused: 0, made: 8, sent: 8, overdue: 0 }, 8, { visits: 10 })
  assert.deepEqual(
    fewer.gaps.map(({ what, count }) => [what, count]),
    [['understated', 2]],
  )
})

test('nothing said is nothing judged; silence is a matter of time', () => {
  assert.equal(books(null, 5).state, 'none')
  assert.equal(silent_for_min('2026-11-17T05:00:00+07:00', rules, next_morning), undefined)
  assert.equal(silent_for_min('2026-11-17T04:00:00+07:00', rules, next_morning), 240)
  assert.equal(silent_for_min(null, rules, next_morning), undefined)
})

test('a prescription goes to the national system: the hub is not asked', () => {
  const said = { due: 10, excused: 0, made: 10, sent: 9, overdue: 1 }
  const one = { facility: '24011', day: '2026-11-16', kind: 'prescription' as const, said, totals: null, taken: 0 }
  assert.deepEqual(
    judge_day(one, rules, next_morning).gaps.map(({ what, count }) => [what, count]),
    [['missing', 1]],
  )
})

test('every kind of document that travels is counted, and no other', () => {
  assert.deepEqual(kind_names.toSorted(), Object.keys(document_kinds).toSorted())
})
