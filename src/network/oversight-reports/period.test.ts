import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Closing, PeriodWish } from './contract.ts'
import { read_period } from './period.ts'

const today = '2026-11-22'
const days = (wish: PeriodWish, closing: Closing = 'nd09'): string[] => {
  const { from, to, label } = read_period(wish, closing, today)
  return [from, to, label]
}

test('months, quarters, halves and years close on the 14th (NĐ 09/2019 Điều 12), or as the calendar does', () => {
  const year = 2026
  assert.deepEqual(days({ kind: 'month', year, number: 1 }), ['2025-12-15', '2026-01-14', 'tháng 1 năm 2026'])
  assert.deepEqual(days({ kind: 'month', year, number: 2 }, 'calendar'), [
    '2026-02-01',
    '2026-02-28',
    'tháng 2 năm 2026',
  ])
  assert.deepEqual(days({ kind: 'quarter', year, number: 3 }), ['2026-06-15', '2026-09-14', 'quý III năm 2026'])
  assert.deepEqual(days({ kind: 'half', year, number: 1 }), ['2025-12-15', '2026-06-14', '6 tháng đầu năm 2026'])
  assert.deepEqual(days({ kind: 'half', year, number: 2 }), ['2026-06-15', '2026-12-14', '6 tháng cuối năm 2026'])
  assert.deepEqual(days({ kind: 'year', year }), ['2025-12-15', '2026-12-14', 'năm 2026'])
  assert.deepEqual(days({ kind: 'week', year, number: 47 }).slice(0, 2), ['2026-11-16', '2026-11-22'])
  assert.deepEqual(days({ kind: 'week', year, number: 1 }).slice(0, 2), ['2025-12-29', '2026-01-04'])
})

test('a period that still runs is counted up to today; one that has not begun is refused', () => {
  assert.equal(read_period({ kind: 'half', year: 2026, number: 2 }, 'nd09', today).counted_to, today)
  assert.throws(
    () => read_period({ kind: 'month', year: 2027, number: 3 }, 'nd09', today),
    /Kỳ tháng 3 năm 2027 bắt đầu ngày 15\/02\/2027, còn ở tương lai/,
  )
  assert.throws(() => read_period({ kind: 'adhoc', from: '2026-12-01', to: '2026-12-05' }, 'nd09', today), /tương lai/)
})

test('what is no period is refused by name', () => {
  for (const [wish, said] of [
    [{ kind: 'month', year: 2026, number: 13 }, /Kỳ phải từ 1 đến 12/],
    [{ kind: 'quarter', year: 26, number: 1 }, /Năm báo cáo/],
    [{ kind: 'adhoc', from: '2026-02-30', to: '2026-03-01' }, /ngày có thật/],
    [{ kind: 'adhoc', from: '2026-03-02', to: '2026-03-01' }, /đứng sau/],
  ] as [PeriodWish, RegExp][])
    assert.throws(() => read_period(wish, 'nd09', today), said)
})
