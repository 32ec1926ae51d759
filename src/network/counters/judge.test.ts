import assert from 'node:assert/strict'
import { test } from 'node:test'
import { document_kinds } from '../../standards/documents/index.ts'
import type { Figures, OutsideTotal, Peak } from './contract.ts'
import { kind_names } from './figures.ts'
import { is_closed, judge_day, silent_for_min, type Verdict } from './judge.ts'

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

const totals = (said: Figures, more: { peak?: Peak; outside?: OutsideTotal[] } = {}) =>
  judge_day({ facility: '24011', day: '2026-11-16', kind: '', said, totals: said, taken: 0, ...more }, rules, same_noon)
const named = ({ gaps }: Verdict) => gaps.map(({ figure, what, count }) => [figure ?? '', what, count])

test('a visit that was there and is not: by the house itself, or by what it signed before; the larger loss counts', () => {
  assert.deepEqual(named(totals({ visits: 100 }, { peak: { visits: 100 } })), [])
  assert.deepEqual(named(totals({ visits: 99 }, { peak: { visits: 100 } })), [['visits', 'removed', 1]])
  assert.deepEqual(named(totals({ visits: 99, removed: 1 }, { peak: { visits: 100 } })), [['visits', 'removed', 1]])
  assert.deepEqual(named(totals({ visits: 99, removed: 3 }, { peak: { visits: 99 } })), [['visits', 'removed', 3]])
  assert.deepEqual(named(totals({ visits: 97, voided: 2, moved: 1 }, { peak: { visits: 100 } })), [], 'put right')
  assert.deepEqual(named(totals({ visits: 100, voided: 5 }, { peak: { visits: 90 } })), [], 'it may grow')
  assert.deepEqual(named(totals({ visits: 9, admissions: 4, admissions_changed: 1 }, { peak: { admissions: 6 } })), [
    ['admissions', 'removed', 1],
  ])
  const [gap] = totals({ visits: 99 }, { peak: { visits: 100 } }).gaps
  assert.deepEqual(
    gap?.says.filter(({ figure }) => figure === 'visits').map(({ value, before }) => [value, before ?? false]),
    [
      [100, true],
      [99, false],
    ],
  )
})

test('claims: more than visits is a gap by the house’s own word; nobody’s word is no gap and no nought', () => {
  assert.deepEqual(named(totals({ visits: 10, claims: 12 })), [['', 'understated', 2]])
  assert.deepEqual(named(totals({ visits: 10, claims: 10 })), [])
  assert.deepEqual(named(totals({ visits: 10, claims: null })), [])
  assert.deepEqual(named(totals({ visits: null, claims: 3 })), [])
})

test('what others counted: more is a gap with their name, fewer is not; claims stand beside the insured and the unstated', () => {
  const by = (figure: OutsideTotal['figure'], value: number) => ({ outside: [{ figure, value, source: 'BHXH tỉnh' }] })
  assert.deepEqual(named(totals({ visits: 10 }, by('claims', 12))), [['claims', 'outdone', 2]])
  assert.deepEqual(named(totals({ visits: 10 }, by('claims', 9))), [])
  const typed = {
    visits: 10,
    linked: 0,
    'exam.insured.visits': 6,
    'exam.unstated.visits': 1,
    'exam.uninsured.visits': 3,
  }
  assert.deepEqual(named(totals(typed, by('claims', 8))), [['claims', 'outdone', 1]])
  assert.deepEqual(named(totals(typed, by('claims', 7))), [])
  assert.deepEqual(named(totals({ visits: 10, admissions: 2 }, by('admissions', 3))), [['admissions', 'outdone', 1]])
  assert.deepEqual(named(totals({ visits: 10, admissions: null }, by('admissions', 3))), [], 'nothing was said of it')
  const [gap] = totals({ visits: 10 }, by('claims', 12)).gaps
  assert.deepEqual(gap?.says[0], { source: 'outside', figure: 'claims', value: 12, of: 'BHXH tỉnh' })
})

test('more sent than due, as both sides say, is a gap at once; pages of visits put right are no such thing', () => {
  const of = (said: Figures, taken: number) =>
    books({ excused: 0, made: 10, overdue: 0, ...said }, taken, null, same_noon).gaps.map(({ what, count }) => [
      what,
      count,
    ])
  assert.deepEqual(of({ due: 9, sent: 10 }, 10), [['unbacked', 1]])
  assert.deepEqual(of({ due: 9, sent: 10, stray: 1 }, 10), [])
  assert.deepEqual(of({ due: 9, sent: 9 }, 10), [], 'what the hub took just now the house cannot know yet')
})

test('a page of a visit that was put right makes good for no other', () => {
  assert.deepEqual(
    books({ due: 10, excused: 0, made: 10, sent: 10, overdue: 1, stray: 1 }, 10).gaps.map(({ what, count }) => [
      what,
      count,
    ]),
    [['missing', 1]],
  )
})

test('prescriptions said to be delivered need the answers; an older program says nothing of them', () => {
  const said = { due: 10, excused: 0, made: 10, sent: 10, overdue: 0 }
  const one = { facility: '24011', day: '2026-11-16', kind: 'prescription' as const, totals: null, taken: 0 }
  const of = (more: Figures) => named(judge_day({ ...one, said: { ...said, ...more } }, rules, next_morning))
  assert.deepEqual(of({ acknowledged: 10 }), [])
  assert.deepEqual(of({ acknowledged: 7 }), [['', 'unproven', 3]])
  assert.deepEqual(of({}), [])
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
