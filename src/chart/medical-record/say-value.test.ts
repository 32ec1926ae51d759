import assert from 'node:assert/strict'
import { test } from 'node:test'
import { say_value } from './say-value.ts'

test('values are said as the paper says them', () => {
  assert.equal(say_value({ type: 'vital', id: 'a', label: '', unit: '°C' }, '38.4'), '38,4 °C')
  assert.equal(say_value({ type: 'vital', id: 'a', label: '', unit: 'mmHg' }, '150/90'), '150/90 mmHg')
  assert.equal(say_value({ type: 'choice', id: 'a', label: '', options: [{ code: '2', label: 'Nữ' }] }, '2'), 'Nữ')
  assert.equal(say_value({ type: 'datetime', id: 'a', label: '' }, '2026-11-21T08:10'), '21/11/2026 08:10')
  assert.equal(say_value({ type: 'text', id: 'a', label: '', repeatable: true }, ['A', 'B']), 'A; B')
  const table = {
    type: 'table' as const,
    id: 't',
    label: '',
    columns: [
      { id: 'k', label: '', type: 'text' as const },
      { id: 'n', label: '', type: 'number' as const },
    ],
  }
  assert.equal(say_value(table, [{ k: 'Nội', n: '3' }, { k: 'Ngoại' }]), 'Nội · 3\nNgoại')
})
