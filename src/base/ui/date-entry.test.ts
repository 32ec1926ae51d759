import assert from 'node:assert/strict'
import { test } from 'node:test'
import { now_local, show_moment, type_date, type_datetime } from './date-entry.ts'

// 01:30 UTC is 08:30 in Vietnam
const now = new Date('2026-11-21T01:30:00Z')

test('moments are shown day first', () => {
  assert.equal(show_moment('1968-03-12'), '12/03/1968')
  assert.equal(show_moment('1968'), '1968')
  assert.equal(show_moment('2026-11-21T08:10'), '21/11/2026 08:10')
  assert.equal(show_moment('2026-11-20T18:30:00.000Z'), '21/11/2026 01:30')
})

test('the clock is Vietnam’s', () => assert.equal(now_local(now), '2026-11-21T08:30'))

test('dates: short, digits only, today', () => {
  assert.deepEqual(type_date('21/11', { now }), { ok: true, value: '2026-11-21' })
  assert.deepEqual(type_date('05112026', { now }), { ok: true, value: '2026-11-05' })
  assert.deepEqual(type_date('nay', { now }), { ok: true, value: '2026-11-21' })
  assert.equal(type_date('1968', { now }).ok, false)
  assert.deepEqual(type_date('1968', { now, whole: false, direction: 'past' }), { ok: true, value: '1968' })
  assert.equal(type_date('31/2/2026', { now }).ok, false)
})

test('date and time in either order; a time alone is today', () => {
  for (const typed of ['21/11/2026 8:10', '8h10', '8h10 21/11', '8 giờ 10 phút, 21/11/2026', '21112026 8h10'])
    assert.deepEqual(type_datetime(typed, { now }), { ok: true, value: '2026-11-21T08:10' }, typed)
  assert.deepEqual(type_datetime('.', { now }), { ok: true, value: '2026-11-21T08:30' })
  assert.deepEqual(type_datetime('8h', { now }), { ok: true, value: '2026-11-21T08:00' })
})

test('what cannot be a moment says why', () => {
  const no_time = type_datetime('21/11/2026', { now })
  assert.ok(!no_time.ok && no_time.reason.includes('thiếu giờ'))
  assert.equal(type_datetime('25h10', { now }).ok, false)
})
