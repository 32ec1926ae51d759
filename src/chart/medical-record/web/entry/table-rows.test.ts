import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TableItem } from '../../form-definition.ts'
import { column_in_row } from '../../say-value.ts'
import { drop_row, is_grid, is_printed, new_row, put_cell, shown_rows } from './table-rows.ts'

const fixed: TableItem = {
  type: 'table',
  id: 't',
  label: '',
  columns: [
    { id: 'muc', label: '', type: 'text' },
    { id: 'co', label: '', type: 'boolean' },
  ],
  fixed_rows: [{ muc: 'Dị ứng' }, { muc: 'Rượu' }],
}
const free: TableItem = {
  type: 'table',
  id: 'd',
  label: '',
  repeatable: true,
  columns: [
    { id: 'luc', label: '', type: 'datetime' },
    { id: 'noi_dung', label: '', type: 'long-text' },
  ],
}

test('printed rows keep their places', () => {
  assert.equal(shown_rows(fixed, null).length, 2)
  assert.deepEqual(put_cell(fixed, null, 1, 'co', true), [{}, { co: true }])
  assert.ok(is_printed(fixed, 0, 'muc') && !is_printed(fixed, 0, 'co'))
  assert.ok(is_grid(fixed) && !is_grid(free))
})

test('free rows: one to begin with, a time to begin it with, none left empty at the end', () => {
  assert.deepEqual(shown_rows(free, undefined), [{}])
  assert.deepEqual(new_row(free, '2026-11-21T08:10'), { luc: '2026-11-21T08:10' })
  assert.deepEqual(put_cell(free, [{ luc: 'a' }, {}, {}], 0, 'noi_dung', 'x'), [{ luc: 'a', noi_dung: 'x' }])
  assert.deepEqual(drop_row([{ a: 1 }, { a: 2 }], 0), [{ a: 2 }])
})

test('the allergy row names the allergen where others count months', () => {
  const months = { id: 'thoi_gian', label: 'Tháng', type: 'number' as const }
  const table: TableItem = {
    ...fixed,
    columns: [...fixed.columns, months],
    fixed_rows: [{ muc: 'Dị ứng', allergy: true }, { muc: 'Rượu' }],
  }
  assert.equal(column_in_row(table, 0, months).type, 'text')
  assert.equal(column_in_row(table, 1, months).type, 'number')
})
