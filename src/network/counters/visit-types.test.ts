import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Figures } from './contract.ts'
import { check_visit_cells, is_told_by_type, to_visit_matrix } from './visit-types.ts'

const totals: Figures = { visits: 10, admissions: 2, discharges: 1, transfers: 0, claims: null }
const told: Figures = {
  ...{ ...totals, linked: 8 },
  ...{ 'exam.insured.visits': 6, 'exam.insured.linked': 6, 'exam.uninsured.visits': 2, 'exam.uninsured.linked': 1 },
  ...{ 'inpatient.insured.visits': 1, 'inpatient.insured.linked': 1, 'exam.unstated.visits': 1 },
}

test('a report made before visits were told by type is taken, and tells none of them', () => {
  assert.deepEqual(check_visit_cells(totals), [])
  assert.equal(is_told_by_type(totals), false)
  assert.equal(is_told_by_type({ ...totals, linked: null }), false, 'no source is not nought')
})

test('cells add up to the totals of their day', () => {
  assert.deepEqual(check_visit_cells(told), [])
  assert.equal(is_told_by_type(told), true)
  assert.deepEqual(check_visit_cells({ visits: 0, linked: 0 }), [], 'a quiet day is told too')
})

test('what does not add up is refused by name: visits, linked, more linked than there were, cells without their sum', () => {
  const faults = (said: Figures): string[] => check_visit_cells(said).map(({ name, message }) => `${name}: ${message}`)
  assert.deepEqual(faults({ ...told, visits: 11 }), ['visits: Các loại lượt cộng lại 10, không bằng tổng 11'])
  assert.deepEqual(faults({ ...told, linked: 9 }), ['linked: Lượt đã liên thông cộng lại 8, không bằng tổng 9'])
  assert.deepEqual(faults({ ...told, 'pickup.insured.linked': 1, linked: 9 }), [
    'pickup.insured.linked: Lĩnh thuốc theo hẹn, Có BHYT: 1 lượt đã liên thông trong 0 lượt',
  ])
  const { linked: _sum, ...headless } = told
  assert.match(faults(headless)[0] ?? '', /^linked: .*thiếu tổng/)
})

test('days added up are the annex’s table; who pays is not known of one visit, and it is in neither column', () => {
  const matrix = to_visit_matrix([told, told, { visits: 0, linked: 0 }])
  assert.deepEqual(matrix.rows[0], {
    ...{ type: 'exam', insured: { visits: 12, linked: 12 }, uninsured: { visits: 4, linked: 2 } },
    total: { visits: 16, linked: 14 },
  })
  assert.deepEqual(matrix.unstated, { visits: 2, linked: 0 })
  assert.deepEqual(matrix.total, { visits: 20, linked: 16 })
})
