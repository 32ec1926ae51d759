/** SHARE-11: by when something has to be there, at the edges of days, weekends and days off. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { add_working_hours, local_time } from '../../base/time/index.ts'
import { Failure } from '../../base/outcome/index.ts'
import { default_rules } from '../counters/index.ts'
import { shipped_rules } from '../rule-books/index.ts'
import { clock_state, due_at, grace_min_default, sending_clocks, type Clocked } from './index.ts'

const shipped = { rules: shipped_rules(sending_clocks).rules, grace_min: 60 }
const due = (one: Omit<Clocked, 'began_at'> & { began: string }): string => {
  const at = due_at({ ...one, began_at: new Date(one.began) }, shipped)
  return at ? local_time(at).slice(0, 16) : 'none'
}

test('four working hours pass over noon, night, weekend and Tết', () => {
  const birth = (began: string) =>
    due({ kind: 'birth-certificate', to: 'public-service', day: began.slice(0, 10), began })
  assert.equal(birth('2026-11-20T08:00:00+07:00'), '2026-11-20T13:30', 'noon lies between')
  assert.equal(birth('2026-11-20T16:00:00+07:00'), '2026-11-23T10:30', 'Friday afternoon to Monday')
  assert.equal(birth('2026-11-21T10:00:00+07:00'), '2026-11-23T11:30', 'on a Saturday it begins on Monday')
  assert.equal(birth('2026-02-13T16:30:00+07:00'), '2026-02-23T11:00', 'Tết 2026 lies between')
  assert.equal(birth('2026-08-21T16:30:00+07:00'), '2026-08-22T11:00', 'a Saturday worked instead')
  assert.equal(birth('2026-11-20T06:00:00+07:00'), '2026-11-20T11:30', 'to the last minute of the morning')
})

test('72 working hours are nine days; 24 hours are 24 hours', () => {
  const began = '2026-11-19T17:00:00+07:00'
  assert.equal(due({ kind: 'hiv-result', to: 'patient', day: '2026-11-19', began }), '2026-12-02T17:00')
  assert.equal(due({ kind: 'health-book', to: 'health-portal', day: '2026-11-19', began }), '2026-11-20T17:00')
})

test('towards the hub it is the end of the document’s day and the Sở’s patience, as the board calls it late', () => {
  const one = { kind: 'transfer-letter', to: 'hub' as const, day: '2026-11-20', began: '2026-11-20T23:59:00+07:00' }
  assert.equal(due(one), '2026-11-21T01:00')
  assert.equal(grace_min_default, default_rules.grace_min)
})

test('a prescription waits for the end of its visit; what no rule names is never late', () => {
  const rx = {
    kind: 'prescription',
    to: 'national-prescription' as const,
    day: '2026-11-20',
    began: '2026-11-20T08:00:00+07:00',
  }
  assert.equal(due(rx), 'none')
  assert.equal(due({ ...rx, visit_ended_at: new Date('2026-11-20T09:00:00+07:00') }), '2026-11-20T10:00')
  assert.equal(due({ ...rx, kind: 'record', to: 'public-service' }), 'none')
})

test('nearly late is the last two hours; what arrived late says so for ever', () => {
  const at = new Date('2026-11-20T10:00:00Z')
  const state = (now: string, arrived: string | null = null) =>
    clock_state(at, arrived === null ? null : new Date(arrived), new Date(now))
  assert.deepEqual(
    [
      state('2026-11-20T07:59:00Z'),
      state('2026-11-20T08:00:00Z'),
      state('2026-11-20T10:00:00Z'),
      state('2026-11-20T10:00:01Z'),
    ],
    ['running', 'soon', 'soon', 'late'],
  )
  assert.deepEqual(
    [state('2026-12-01T00:00:00Z', '2026-11-20T09:00:00Z'), state('2026-12-01T00:00:00Z', '2026-11-20T10:00:01Z')],
    ['met', 'met-late'],
  )
  assert.equal(clock_state(undefined, null, at), 'none')
})

test('an office that never opens has no deadline, and a line that means nothing is refused in words', () => {
  assert.equal(add_working_hours(new Date('2026-11-20T08:00:00+07:00'), 4, []), undefined)
  const refused = (row: Record<string, string>, words: RegExp) =>
    assert.throws(
      () => sending_clocks.read(row),
      (error) => error instanceof Failure && words.test(error.message),
    )
  const good = { kind: 'record', to: 'hub', unit: 'hours', amount: '4', source: 'quy chế' }
  assert.deepEqual(sending_clocks.read(good), { ...good, amount: 4 })
  refused({ ...good, amount: '4,5' }, /“4,5” phải là số nguyên/)
  refused({ ...good, kind: 'toString' }, /Không có loại văn bản/)
  refused({ ...good, source: '' }, /Thiếu căn cứ/)
  refused({ ...good, unit: 'office-hours', amount: '13:00-11:00' }, /không phải giờ làm việc/)
})
