import assert from 'node:assert/strict'
import { test } from 'node:test'
import { breach_due, dues_of, extend, read_clock } from './clocks.ts'
import { shipped } from './shipped.ts'

const clock_of = (id: string) => {
  const line = shipped.find((one) => one.register === 'clock' && one.id === id)
  assert.ok(line)
  return read_clock(line.body)
}

test('an answer is due in working days, the matter itself in days that end on a working day', () => {
  // Friday 20 November 2026: two working days are Monday and Tuesday; ten days end on a Monday.
  assert.deepEqual(dues_of(clock_of('see'), '2026-11-20T16:30:00+07:00', false), {
    ...{ first_due: '2026-11-24', due: '2026-11-30' },
  })
  assert.equal(
    dues_of(clock_of('see'), '2026-11-20T16:30:00+07:00', true).due,
    '2026-12-07',
    '5 December is a Saturday',
  )
  assert.equal(dues_of(clock_of('delete'), '2026-11-20T16:30:00+07:00', true).due, '2026-12-21')
})

test('Tết stands still: what comes in before it is answered after it', () => {
  assert.deepEqual(dues_of(clock_of('copy'), '2026-02-13T09:00:00+07:00', false), {
    ...{ first_due: '2026-02-24', due: '2026-02-23' },
  })
})

test('late in the evening in Vietnam is still that day', () => {
  assert.equal(dues_of(clock_of('see'), '2026-11-19T23:30:00+07:00', false).first_due, '2026-11-23')
  assert.equal(dues_of(clock_of('see'), '2026-11-19T17:30:00Z', false).first_due, '2026-11-24', 'past midnight there')
})

test('an extension is bounded by its clock', () => {
  assert.equal(extend(clock_of('see'), '2026-11-30', 10), '2026-12-10')
  assert.throws(() => extend(clock_of('see'), '2026-11-30', 11), /từ 1 đến 10 ngày/)
  assert.throws(() => extend(clock_of('see'), '2026-11-30', 0), /từ 1 đến 10 ngày/)
})

test('72 hours from detection run through the weekend', () => {
  assert.equal(breach_due('2026-11-20T18:00:00+07:00').toISOString(), '2026-11-23T11:00:00.000Z')
})

test('a clock that does not say how many days is refused by name', () => {
  assert.throws(() => read_clock({ first_days: 2 }), /thiếu “days”/)
})
