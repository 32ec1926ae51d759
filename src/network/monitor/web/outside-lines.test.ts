import assert from 'node:assert/strict'
import { test } from 'node:test'
import { read_outside_lines } from './outside-lines.ts'

test('days and numbers as they are typed here, or pasted from a spreadsheet', () => {
  assert.deepEqual(read_outside_lines('20/11/2026 1.234\n1/2/2026\t45\n\n03/11/2026; xóa\n').lines, [
    { day: '2026-11-20', value: 1_234 },
    { day: '2026-02-01', value: 45 },
    { day: '2026-11-03', value: null },
  ])
})

test('what could be read two ways is refused with its line', () => {
  for (const odd of [
    '20/11/2026 1,234.5',
    '20/11/2026 12.34',
    '2026-11-20 5',
    '20/11/2026',
    '20/11/2026 -1',
    '20/11/2026 1 234',
  ])
    assert.equal(read_outside_lines(`20/11/2026 5\n${odd}`).fault, 2, odd)
})
