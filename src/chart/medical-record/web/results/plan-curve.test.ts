import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plan_curve } from './plan-curve.ts'

const vital = (at: string, code: string, value: string) => ({ at, code, display: '', value, unit: '' })
const size = { width: 100, height: 100 }

test('time runs left to right, values bottom to top, both curves share the time', () => {
  const vitals = [
    vital('2026-11-21T20:00', 'p', '160'),
    vital('2026-11-21T08:00', 'p', '40'),
    vital('2026-11-21T14:00', 't', '38.5'),
  ]
  assert.deepEqual(
    plan_curve(vitals, 'p', [40, 160], size).map(({ x, y }) => [x, y]),
    [
      [0, 100],
      [100, 0],
    ],
  )
  assert.equal(plan_curve(vitals, 't', [35, 42], size)[0]?.x, 50)
})

test('what lies outside the paper stays on its edge', () =>
  assert.equal(plan_curve([vital('2026-11-21T08:00', 'p', '200')], 'p', [40, 160], size)[0]?.y, 0))
